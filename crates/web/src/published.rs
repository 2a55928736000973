//! The publication under the site's own address, `/log/<selection>/…`: the same files as `publish` writes, in a folder
//! beside the data, written on when somebody asks for a head that is a little old. No page, no cookie, no session: what
//! other people's programs fetch.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path as Address, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use desk::Desk;
use ledger::{Hash, Log, SignedCheckpoint, TilePath};
use plan::read::is_id;
use publication::{Cosigning, PublishError, Publisher};
use tokio::sync::{Mutex, watch};

use crate::app::App;

/// A head is at most so old when somebody asks for it, unless writing takes longer.
const FRESH: Duration = Duration::from_secs(5);

/// The least time between two writings, whoever asks.
const HASTE: Duration = Duration::from_secs(1);

/// How long whoever comes first waits for a first head.
const PATIENCE: Duration = Duration::from_secs(20);

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/log/{el}/{*path}", get(file))
}

/// A selection's publication, and when it was written on.
pub(crate) struct Publication {
    publisher: Publisher,
    /// Instant (of the machine's steady clock) of the last writing, and how many there were.
    written: watch::Sender<u64>,
    last: Mutex<Option<tokio::time::Instant>>,
}

impl Publication {
    /// A publication of a desk's selection into a folder.
    ///
    /// # Errors
    /// [`PublishError`] where it cannot go on from what is there.
    pub async fn open(
        desk: &Desk,
        ballots: &ballotbox::BallotBox,
        host: &str,
        out: &Path,
        cosigning: Option<Arc<Cosigning>>,
    ) -> Result<Arc<Publication>, PublishError> {
        let publisher = Publisher::open(desk, ballots, host, out, cosigning).await?;
        Ok(Arc::new(Publication { publisher, written: watch::Sender::new(0), last: Mutex::default() }))
    }

    /// The newest head of the ballots that a quorum of witnesses has cosigned; `None` where no witnesses are asked.
    pub async fn cosigned(self: &Arc<Publication>) -> Option<Option<SignedCheckpoint>> {
        if !self.publisher.is_witnessed() {
            return None;
        }
        self.refresh().await;
        Some(self.publisher.cosigned().await)
    }

    /// The files as they lie there, written on before where they are not fresh, or know fewer than `size` ballots.
    pub async fn files(self: &Arc<Publication>, size: u64) -> verify::Folder {
        self.refresh().await;
        let folder = self.publisher.folder().to_owned();
        if ballots_under_head(&folder).is_none_or(|published| published < size) {
            // Whoever comes meanwhile waits for this writing and finds theirs done. A number that is made up costs a
            // writing a second, however many make numbers up.
            let mut last = self.last.lock().await;
            if let Some(rest) = last.and_then(|last| HASTE.checked_sub(last.elapsed())) {
                tokio::time::sleep(rest).await;
            }
            if ballots_under_head(&folder).is_none_or(|published| published < size) {
                *last = Some(tokio::time::Instant::now());
                if let Err(fault) = self.publisher.advance(|_| {}).await {
                    tracing::error!(%fault, "the publication could not be written on");
                }
            }
        }
        verify::Folder(folder)
    }

    /// Writes at once, so that what may not be shown any more is gone. Where nothing was ever published there is nothing to
    /// take down.
    pub async fn take_down(&self) {
        if self.publisher.folder().exists()
            && let Err(fault) = self.publisher.advance(|_| {}).await
        {
            tracing::error!(%fault, "what was erased could not be taken out of the publication");
        }
    }

    /// Writes on in the background where the last writing is not fresh any more. Whoever asks gets what is there, and
    /// waits only for the very first.
    async fn refresh(self: &Arc<Publication>) {
        let mut seen = self.written.subscribe();
        let before = *seen.borrow_and_update();
        // Whoever cannot have the lock finds somebody writing.
        if let Ok(mut last) = self.last.try_lock()
            && last.is_none_or(|last| last.elapsed() > FRESH)
        {
            *last = Some(tokio::time::Instant::now());
            let own = Arc::clone(self);
            tokio::spawn(async move {
                if let Err(fault) = own.publisher.advance(|_| {}).await {
                    tracing::error!(%fault, "the publication could not be written on");
                }
                own.written.send_modify(|times| *times += 1);
            });
            // Most logs are written on in no time.
            let wait = if before == 0 { PATIENCE } else { Duration::from_millis(500) };
            let _ = tokio::time::timeout(wait, seen.changed()).await;
        } else if before == 0 {
            let _ = tokio::time::timeout(PATIENCE, seen.changed()).await;
        }
    }
}

/// How many ballots the published head covers; `None` where there is none.
fn ballots_under_head(folder: &Path) -> Option<u64> {
    let head = std::fs::read(folder.join(Log::Ballots.as_str()).join("checkpoint")).ok()?;
    Some(SignedCheckpoint::decode(&head).ok()?.checkpoint.size)
}

/// What a file is to a cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It changes: a head, or what is disclosed at the moment.
    Fresh,
    /// Once there, it stays as it is.
    Fixed,
}

/// The kind of a path inside a publication; `None` where there can be no such file.
fn kind_of(path: &str) -> Option<Kind> {
    if path == "trust" {
        return Some(Kind::Fresh);
    }
    let (log, rest) = path.split_once('/')?;
    let log = Log::ALL.into_iter().find(|known| known.as_str() == log)?;
    match rest {
        "checkpoint" | "checkpoint.sm" => return Some(Kind::Fresh),
        "disclosed" => return (log == Log::Acts).then_some(Kind::Fresh),
        _ => {}
    }
    if TilePath::from_str(rest).is_ok() {
        return Some(Kind::Fixed);
    }
    let fixed = match (log, rest.split_once('/')?) {
        (Log::Acts, ("blob", hash)) => hash.parse::<Hash>().is_ok(),
        (Log::Ballots, ("openings", file)) => {
            let (stage, file) = file.split_once('/')?;
            is_id(stage) && file.len() < 8 && file.parse::<u32>().is_ok_and(|n| n.to_string() == file)
        }
        _ => false,
    };
    fixed.then_some(Kind::Fixed)
}

async fn file(State(app): State<App>, Address((el, path)): Address<(String, String)>) -> Response {
    let nothing = || (StatusCode::NOT_FOUND, "there is no such file in this publication\n").into_response();
    // `earlier/<generation>/…`: what was published before the logs were opened anew. It changes no more.
    if let Some((generation, path)) = path.strip_prefix("earlier/").and_then(|rest| rest.split_once('/')) {
        let (Ok(generation), Some(kind)) = (generation.parse(), kind_of(path)) else { return nothing() };
        let world = app.world();
        let Some(desk) = world.house.desk(&el).await else { return nothing() };
        let Some(folder) = world.published_before(&desk, generation) else { return nothing() };
        return answer(folder.join(path), path, kind).await.unwrap_or_else(nothing);
    }
    let Some(kind) = kind_of(&path) else { return nothing() };
    let world = app.world();
    let Some(desk) = world.house.desk(&el).await else { return nothing() };
    let publication = match world.publication(&desk).await {
        Ok(publication) => publication,
        Err(fault) => {
            tracing::error!(%fault, selection = el, "the publication could not be opened");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    if kind == Kind::Fresh {
        publication.refresh().await;
    }
    answer(publication.publisher.folder().join(&path), &path, kind).await.unwrap_or_else(nothing)
}

/// A file as it lies there.
async fn answer(file: PathBuf, path: &str, kind: Kind) -> Option<Response> {
    let bytes = tokio::task::spawn_blocking(move || std::fs::read(file)).await.ok()?.ok()?;
    let text = kind == Kind::Fresh || path.contains("/openings/");
    let mime = if text { "text/plain; charset=utf-8" } else { "application/octet-stream" };
    let cache = match kind {
        Kind::Fresh => "no-cache",
        Kind::Fixed => "public, max-age=31536000, immutable",
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    // Anybody's page may check a receipt against it.
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_publication_holds_has_a_path() {
        for (path, kind) in [
            ("trust", Kind::Fresh),
            ("acts/checkpoint", Kind::Fresh),
            ("ballots/checkpoint.sm", Kind::Fresh),
            ("acts/disclosed", Kind::Fresh),
            ("ballots/tile/0/x001/234", Kind::Fixed),
            ("acts/tile/entries/004.p/17", Kind::Fixed),
            ("ballots/openings/vote-1/0", Kind::Fixed),
        ] {
            assert_eq!(kind_of(path), Some(kind), "{path}");
        }
        let blob = format!("acts/blob/{}", "ab".repeat(32));
        assert_eq!(kind_of(&blob), Some(Kind::Fixed));
        for path in [
            "",
            "acts",
            "acts/",
            "acts/../trust",
            "acts/blob/../../trust",
            "ballots/openings/../0",
            "ballots/openings/vote/00",
            "ballots/openings/vote/0.part",
            "ballots/disclosed",
            "ballots/blob/x",
            "acts/tile/0/00",
            "acts/checkpoint.part",
            "main.db",
            "../master.key",
        ] {
            assert_eq!(kind_of(path), None, "{path}");
        }
    }
}
