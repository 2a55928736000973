//! What stands in the way of a data folder, and what to do about it: in both languages, because whoever starts a server
//! at night may not read the one it is run in.

use anyhow::Error;
use ballotbox::BallotError;
use publication::PublishError;
use selection::Refusal;
use store::StoreError;
use text::{Args, Lang};
use web::WorldError;

/// The disk failed or is full while serving.
#[derive(Debug, thiserror::Error)]
#[error("the disk failed or is full: {0}")]
pub struct Halted(pub String);

/// The sentences for a trouble that an operator can do something about; `None` for others, whose own text must do.
pub fn told(error: &Error) -> Option<String> {
    if let Some(refusal) = error.chain().find_map(refused) {
        let told = |lang| web::words::refusal(None, refusal, lang).text;
        return Some(format!("{}\n{}", told(Lang::Zh), told(Lang::En)));
    }
    let (key, args) = error.chain().find_map(|cause| {
        let halted =
            cause.downcast_ref::<Halted>().map(|Halted(why)| ("cli-halted", text::args! { "why" => why }));
        halted
            .or_else(|| cause.downcast_ref().and_then(of_store))
            .or_else(|| cause.downcast_ref().and_then(of_ballots))
            .or_else(|| cause.downcast_ref().and_then(of_publication))
            .or_else(|| cause.downcast_ref().and_then(of_world))
    })?;
    Some(format!("{}\n{}", text::ta(Lang::Zh, key, &args), text::ta(Lang::En, key, &args)))
}

/// An act that was asked for from a shell and refused.
fn refused<'a>(cause: &'a (dyn std::error::Error + 'static)) -> Option<&'a Refusal> {
    match cause.downcast_ref()? {
        PublishError::Ballots(BallotError::Refused(refusal)) => Some(refusal),
        _ => None,
    }
}

fn of_store(error: &StoreError) -> Option<(&'static str, Args)> {
    Some(match error {
        StoreError::InUse(dir) => ("cli-in-use", text::args! { "path" => dir.display().to_string() }),
        StoreError::Moved(dir) => ("cli-moved", text::args! { "path" => dir.display().to_string() }),
        _ => return None,
    })
}

fn of_ballots(error: &BallotError) -> Option<(&'static str, Args)> {
    Some(match error {
        BallotError::Older { el, found, recorded, by } => (
            "cli-ballots-older",
            text::args! { "el" => el, "found" => *found, "recorded" => *recorded, "by" => by },
        ),
        BallotError::Changed { el, size, by } => {
            ("cli-ballots-changed", text::args! { "el" => el, "n" => *size, "by" => by })
        }
        BallotError::Damaged(n) => ("cli-ballots-damaged", text::args! { "n" => *n }),
        BallotError::HeadLost { el, size, file } => {
            ("cli-head-lost", text::args! { "el" => el, "n" => *size, "file" => file })
        }
        BallotError::HeadUnreadable { place } => ("cli-head-unreadable", text::args! { "file" => place }),
        BallotError::RestoredSince { el, file } => {
            ("cli-restored-since", text::args! { "el" => el, "file" => file })
        }
        BallotError::Renamed { el, was, asked } => {
            ("cli-renamed", text::args! { "el" => el, "was" => was, "asked" => asked })
        }
        BallotError::Store(cause) => return of_store(cause),
        _ => return None,
    })
}

/// What the pages' world wraps hides its cause from the chain.
fn of_world(error: &WorldError) -> Option<(&'static str, Args)> {
    match error {
        WorldError::Ballots(cause) => of_ballots(cause),
        WorldError::Publication(cause) => of_publication(cause),
    }
}

fn of_publication(error: &PublishError) -> Option<(&'static str, Args)> {
    Some(match error {
        PublishError::Forked { log, size, by } => {
            ("publish-forked", text::args! { "log" => log, "size" => *size, "by" => by })
        }
        PublishError::Foreign(place) => {
            ("publish-foreign", text::args! { "place" => place.display().to_string() })
        }
        PublishError::Earlier(place) => {
            ("publish-earlier", text::args! { "place" => place.display().to_string() })
        }
        PublishError::NoHead(place) => {
            ("publish-no-head", text::args! { "place" => place.display().to_string() })
        }
        PublishError::HeadLost { log, size, file } => {
            ("publish-head-lost", text::args! { "log" => log, "size" => *size, "file" => file })
        }
        PublishError::Store(cause) => return of_store(cause),
        PublishError::Ballots(cause) => return of_ballots(cause),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_is_told_in_both_languages_with_what_to_do() {
        let el = || "linyi-2022".to_owned();
        let older =
            || BallotError::Older { el: el(), found: 2, recorded: 5, by: "heads/linyi-2022.ballots".into() };
        let stories: [(Error, &str, &str); 11] = [
            (WorldError::Ballots(older()).into(), "xuanxian restore", "xuanxian restore"),
            (
                BallotError::RestoredSince { el: el(), file: "heads/linyi-2022.2.ballots".into() }.into(),
                "xuanxian restore",
                "heads/linyi-2022.2.ballots",
            ),
            (StoreError::InUse("/data".into()).into(), "--data", "/data"),
            (PublishError::Earlier("old".into()).into(), "另指一个文件夹", "another folder"),
            (PublishError::NoHead("x.txt".into()).into(), "x.txt", "no receipt"),
            (
                PublishError::Ballots(Refusal::new(selection::Code::PersonalNumber, "").into()).into(),
                "号码",
                "number",
            ),
            (StoreError::Moved("/data".into()).into(), "LOCK", "LOCK"),
            (older().into(), "ballots.db", "ballots.db"),
            (
                BallotError::HeadLost { el: el(), size: 5, file: "heads/linyi-2022.ballots".into() }.into(),
                "heads/linyi-2022.ballots",
                "receipt",
            ),
            (
                BallotError::Renamed { el: el(), was: "a/x".into(), asked: "b/x".into() }.into(),
                "--host",
                "--host",
            ),
            (Halted("database: disk I/O error".into()).into(), "disk I/O error", "disk"),
        ];
        for (error, zh, en) in stories {
            let told = told(&error).unwrap();
            let (first, second) = told.split_once('\n').unwrap();
            assert!(first.contains(zh) && first.chars().any(|c| c > '\u{4e00}'), "{told}");
            assert!(second.contains(en) && second.chars().all(|c| c < '\u{4e00}'), "{told}");
        }
        assert_eq!(super::told(&anyhow::anyhow!("something else")), None);
    }
}
