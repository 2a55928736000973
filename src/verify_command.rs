//! `xuanxian verify DIR|URL [--trust FILE] [--json]`: what the recount found, for people and for programs.
//!
//! The checking itself is `crates/verify`; here are the places where files are read, and the sentences.

mod site;

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;

use anyhow::Result;
use plan::ListKind;
use text::{Args, Lang, args, t, ta};
use verify::report::Votes;
use verify::{Check, Failure, Folder, Passed, Progress, Reason, Report, Source};

use site::Site;

/// What the command line says.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Folder or URL of a publication
    #[arg(value_name = "DIR|URL")]
    place: String,
    /// What the announcement printed: log keys, witnesses and quorum, plan hash. Without it the origin stays unproven
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    /// For programs
    #[arg(long)]
    json: bool,
}

/// Verifies and prints. True where everything holds.
///
/// # Errors
/// Where the trust file cannot be opened, or the output not be written.
pub fn run(options: &Options, lang: Lang, out: &mut dyn Write) -> Result<bool> {
    let trust = match &options.trust {
        Some(file) => Some(std::fs::read(file).map_err(|why| {
            let args = args! { "file" => file.display().to_string(), "why" => why.to_string() };
            anyhow::anyhow!(ta(lang, "verify-trust-unreadable", &args))
        })?),
        None => None,
    };
    let source: Box<dyn Source> = match Site::of(&options.place) {
        Some(site) => Box::new(site),
        None => {
            let folder = PathBuf::from(&options.place);
            if !folder.is_dir() {
                anyhow::bail!(ta(lang, "verify-no-folder", &args! { "place" => &options.place }));
            }
            Box::new(Folder(folder))
        }
    };
    let mut meter = Meter::new();
    let report = verify::verify(&*source, trust.as_deref(), &mut |progress| meter.tell(progress));
    meter.clear();
    if options.json {
        serde_json::to_writer_pretty(&mut *out, &report)?;
        writeln!(out)?;
    } else {
        print(&report, lang, out)?;
    }
    Ok(report.ok)
}

/// One line of progress, where somebody looks on.
struct Meter {
    shown: Option<(Check, u64)>,
    on: bool,
}

impl Meter {
    fn new() -> Meter {
        Meter { shown: None, on: io::stderr().is_terminal() }
    }

    fn tell(&mut self, Progress { check, done, of }: Progress) {
        let percent = done.saturating_mul(100) / of.max(1);
        if self.on && self.shown != Some((check, percent)) {
            self.shown = Some((check, percent));
            eprint!("\r{:<16} {percent:>3} %", check.as_str());
        }
    }

    fn clear(&self) {
        if self.shown.is_some() {
            eprint!("\r{:<24}\r", "");
        }
    }
}

fn print(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let unknown = || t(lang, "verify-unknown");
    let selection = if report.selection.is_empty() { unknown() } else { report.selection.clone() };
    let plan = report.plan.clone().unwrap_or_else(unknown);
    writeln!(out, "{}", ta(lang, "verify-title", &args! { "selection" => selection, "plan" => plan }))?;
    for head in &report.heads {
        let args = args! {
            "origin" => head.origin.clone(), "size" => head.size,
            "root" => head.root.clone(), "sm3" => head.sm3.clone(),
        };
        writeln!(out, "  {}", ta(lang, "verify-head", &args))?;
    }
    for restored in &report.restored {
        let earlier = restored.earlier.iter().map(|log| format!("{} ({})", log.origin, log.size));
        let args = args! {
            "n" => restored.n, "acts" => restored.acts_lost, "ballots" => restored.ballots_lost,
            "earlier" => earlier.collect::<Vec<_>>().join(if lang == Lang::Zh { "、" } else { ", " }),
        };
        writeln!(out, "  {}", ta(lang, "verify-restored", &args))?;
    }
    writeln!(out)?;
    for passed in &report.passed {
        writeln!(out, "[{}] {}", t(lang, "verify-mark-passed"), sentence(passed, lang))?;
    }
    if let Some(failure) = &report.failure {
        return refused(failure, lang, out);
    }
    writeln!(out)?;
    for votes in &report.votes {
        print_votes(votes, lang, out)?;
    }
    for list in &report.lists {
        let members = if list.list == ListKind::Recommended {
            // Hundreds of handles tell nobody anything; `--json` has them.
            ta(lang, "common-people", &args! { "n" => list.members.len() as u64 })
        } else {
            let each = list.members.iter().map(|row| format!("{} {}", row.number, row.nominee));
            each.collect::<Vec<_>>().join(if lang == Lang::Zh { "、" } else { ", " })
        };
        let args = args! {
            "list" => t(lang, list_key(list.list)), "version" => list.version, "members" => members,
        };
        writeln!(out, "{}", ta(lang, "verify-list", &args))?;
    }
    for row in &report.honourees {
        let args = args! {
            "category" => row.category.clone(), "number" => row.number.clone(),
            "nominee" => row.nominee.clone(), "certificate" => row.certificate.clone(),
        };
        writeln!(out, "{}", ta(lang, "verify-honouree", &args))?;
    }
    if let Some(state) = &report.state {
        writeln!(out, "{}", ta(lang, "verify-state", &args! { "state" => state.clone() }))?;
    }
    writeln!(out)?;
    if !report.waiting.is_empty() {
        let gates: Vec<String> = report
            .waiting
            .iter()
            .map(|(gate, n)| ta(lang, "verify-waiting-gate", &args! { "gate" => gate.clone(), "n" => *n }))
            .collect();
        let gates = gates.join(if lang == Lang::Zh { "，" } else { ", " });
        let args = args! { "gates" => gates, "folded" => report.folded };
        writeln!(out, "{}", ta(lang, "verify-waiting", &args))?;
    } else if !report.closed {
        writeln!(out, "{}", t(lang, "verify-still-open"))?;
    }
    let result = if report.trusted { "verify-result-trusted" } else { "verify-result-unproven" };
    writeln!(out, "{}", t(lang, result))
}

/// What a check that holds looked at.
fn sentence(passed: &Passed, lang: Lang) -> String {
    let figures = passed.figures.iter().fold(Args::new(), |args, (name, n)| args.set(name, *n));
    ta(lang, &format!("verify-passed-{}", passed.check.as_str()), &figures)
}

fn refused(failure: &Failure, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let code = failure.reason.as_str();
    let why = t(lang, &format!("verify-reason-{code}"));
    writeln!(out, "[{}] {}: {why} [{code}]", t(lang, "verify-mark-failed"), failure.check.as_str())?;
    let leaf = failure.leaf.map(|n| ta(lang, &format!("verify-leaf-{}", failure.log), &args! { "n" => n }));
    let log = if leaf.is_none() { failure.log } else { "" };
    let place: Vec<&str> =
        [leaf.as_deref().unwrap_or(log), &failure.path].into_iter().filter(|text| !text.is_empty()).collect();
    for (key, name, value) in [
        ("verify-where", "where", place.join(" ").as_str()),
        ("verify-rule", "rule", &failure.rule),
        ("verify-about", "about", &failure.about),
    ] {
        if !value.is_empty() {
            writeln!(out, "    {}", ta(lang, key, &Args::new().set(name, value)))?;
        }
    }
    if failure.reason == Reason::CheckpointMissing && failure.log == "acts" {
        writeln!(out, "    {}", t(lang, "verify-no-publication"))?;
    }
    writeln!(out)?;
    writeln!(out, "{}", t(lang, "verify-result-failed"))
}

fn print_votes(votes: &Votes, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let args = args! {
        "stage" => votes.stage.clone(), "category" => votes.category.clone(), "ballots" => votes.ballots,
    };
    let channels = votes.channels.iter().map(|row| {
        let args = args! {
            "channel" => row.channel.clone(), "identity" => t(lang, row.identity.key()),
            "ballots" => row.ballots,
        };
        ta(lang, "verify-channel", &args)
    });
    let mut line = vec![ta(lang, "verify-votes", &args)];
    line.extend(channels);
    if let Some(tally) = &votes.tally {
        line.push(ta(lang, "verify-tally", &args! { "valid" => tally.valid, "invalid" => tally.invalid }));
    }
    if let Some(paper) = &votes.paper {
        let args = args! { "issued" => paper.issued, "valid" => paper.valid, "invalid" => paper.invalid };
        line.push(ta(lang, "verify-paper", &args));
    }
    writeln!(out, "{}", line.join(if lang == Lang::Zh { "；" } else { "; " }))?;
    for (nominee, count) in votes.tally.iter().flat_map(|tally| &tally.votes) {
        let args = args! { "nominee" => nominee.clone(), "votes" => *count };
        writeln!(out, "    {}", ta(lang, "verify-candidate", &args))?;
    }
    for (nominee, count) in votes.paper.iter().flat_map(|paper| &paper.votes) {
        let args = args! { "nominee" => nominee.clone(), "votes" => *count };
        writeln!(out, "    {}", ta(lang, "verify-paper-candidate", &args))?;
    }
    Ok(())
}

fn list_key(list: ListKind) -> &'static str {
    match list {
        ListKind::Recommended => "list-recommended",
        ListKind::Candidates => "list-candidates",
        ListKind::Finalists => "list-finalists",
        ListKind::Named => "list-named",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_and_every_reason_has_its_sentence() {
        for lang in Lang::ALL {
            for check in Check::ALL {
                let passed = format!("verify-passed-{}", check.as_str());
                assert!(text::keys(lang).any(|key| key == passed), "{passed}");
            }
            for reason in Reason::ALL {
                let said = t(lang, &format!("verify-reason-{}", reason.as_str()));
                assert!(!said.contains('⟦'), "{said}");
            }
        }
    }

    #[test]
    fn an_empty_folder_is_refused_with_where_and_why() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().display().to_string();
        let ask = |json| {
            let options = Options { place: place.clone(), trust: None, json };
            let mut out = Vec::new();
            assert!(!run(&options, Lang::En, &mut out).unwrap());
            String::from_utf8(out).unwrap()
        };
        let said = ask(false);
        assert!(said.contains("[fails] signatures: a tree head is not there [checkpoint-missing]"), "{said}");
        assert!(said.contains("Where: acts acts/checkpoint") && said.ends_with("Not verified.\n"), "{said}");
        let told: serde_json::Value = serde_json::from_str(&ask(true)).unwrap();
        assert_eq!((&told["ok"], &told["trusted"]), (&false.into(), &false.into()));
        assert_eq!(told["failure"]["reason"], "checkpoint-missing");
    }

    #[test]
    fn only_what_begins_like_a_url_is_one() {
        assert!(Site::of("https://demo.invalid/small/").is_some());
        assert!(Site::of("http://127.0.0.1:8080").is_some());
        for folder in ["out", "/srv/out", "C:\\out", "ftp://demo.invalid"] {
            assert!(Site::of(folder).is_none(), "{folder}");
        }
    }
}
