//! `xuanxian witness`: a small server for another body to run. It remembers the newest head of each log that it was told to
//! watch, and cosigns a newer one only when that extends it (C2SP tlog-witness). The judgement is `ledger::witness`; here are
//! the key, what is remembered, and the two addresses: `POST /add-checkpoint`, and `GET /<SHA-256 of the origin>/checkpoint`
//! for whoever wants to see what it cosigned last.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path as Address, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use desk::{Clock as _, SystemClock, SystemEntropy};
use ledger::witness::{Known, MAX_REQUEST_BYTES, Request, SIZE_CONTENT_TYPE};
use ledger::{CosignerKey, Hash, SignedCheckpoint, Trust, Witness, WitnessRefusal};
use store::Entropy as _;
use text::{Lang, args, ta};
use tokio::sync::Mutex;

use crate::serve::stopped;

/// What the command line says.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Folder for the key and for what was cosigned; made on first use
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The announcement's trust file: the logs to watch
    #[arg(long, value_name = "FILE")]
    trust: PathBuf,
    /// Name of the key, such as witness.example.org/w1; needed the first time
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:8081", value_name = "ADDR")]
    listen: SocketAddr,
}

/// Serves until it is stopped.
///
/// # Errors
/// Where key, trust file, folder or address cannot be used.
pub async fn run(options: &Options, lang: Lang) -> Result<()> {
    let text = fs::read(&options.trust).with_context(|| options.trust.display().to_string())?;
    let trust = Trust::parse(&text).with_context(|| options.trust.display().to_string())?;
    let logs: Vec<_> = trust.logs().iter().map(|key| (key.name().to_owned(), key.clone())).collect();
    fs::create_dir_all(&options.data).with_context(|| options.data.display().to_string())?;
    let key = key(&options.data.join("witness.key"), options.name.as_deref(), lang)?;
    let listener =
        tokio::net::TcpListener::bind(options.listen).await.with_context(|| options.listen.to_string())?;
    let address = format!("http://{}", listener.local_addr()?);
    println!("{}", ta(lang, "witness-ready", &args! { "address" => &address, "n" => logs.len() }));
    for (origin, _) in &logs {
        println!("  {origin}");
    }
    println!("{}", ta(lang, "witness-line", &args! {}));
    println!("witness {} {} {address}", short(key.name()), key.verifier());
    let desk = Arc::new(Desk {
        witness: Witness::new(key, logs),
        folder: options.data.clone(),
        turn: Mutex::default(),
    });
    axum::serve(listener, router(desk)).with_graceful_shutdown(stopped()).await?;
    Ok(())
}

/// The word by which a trust file calls a witness: what stands behind the last slash of its key's name.
fn short(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The witness's key: made on first use, read afterwards, never printed.
fn key(path: &Path, name: Option<&str>, lang: Lang) -> Result<CosignerKey> {
    match fs::read_to_string(path) {
        Ok(text) => {
            let key =
                CosignerKey::from_secret_text(text.trim_end()).with_context(|| path.display().to_string())?;
            if name.is_some_and(|name| name != key.name()) {
                bail!(ta(lang, "witness-named", &args! { "name" => key.name() }));
            }
            Ok(key)
        }
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
            let Some(name) = name else { bail!(ta(lang, "witness-name", &args! {})) };
            let key = CosignerKey::from_seed(name, &SystemEntropy.bytes32(b"witness"))
                .with_context(|| name.to_owned())?;
            durably(path, key.to_secret_text().as_bytes()).with_context(|| path.display().to_string())?;
            Ok(key)
        }
        Err(fault) => Err(fault).with_context(|| path.display().to_string()),
    }
}

/// Replaces a file so that it survives a loss of power; nobody else may read it.
fn durably(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let part = path.with_extension("part");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    File::open(folder)?.sync_all()
}

struct Desk {
    witness: Witness,
    folder: PathBuf,
    /// Held from reading what is known until it is saved: two heads judged against one could lead backwards.
    turn: Mutex<()>,
}

impl Desk {
    fn place(&self, origin: &str) -> PathBuf {
        self.folder.join(Hash::of(origin.as_bytes()).to_string()).join("checkpoint")
    }

    /// What was cosigned last of a log.
    fn known(&self, origin: &str) -> Result<Option<Known>> {
        match fs::read(self.place(origin)) {
            Ok(note) => {
                let head = SignedCheckpoint::decode(&note)?.checkpoint;
                Ok(Some(Known { size: head.size, root: head.root }))
            }
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Judges a request, and saves what is accepted before it is answered.
    fn judge(&self, body: &[u8], now: u64) -> Result<Result<String, WitnessRefusal>> {
        let request = match Request::parse(body) {
            Ok(request) => request,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let known = self.known(request.origin())?;
        match self.witness.add_checkpoint(known.as_ref(), &request, now) {
            Ok(accepted) => {
                durably(&self.place(request.origin()), accepted.checkpoint.as_bytes())?;
                Ok(Ok(accepted.answer))
            }
            Err(refusal) => {
                // The log signed what does not extend what it signed before: that is the proof of a second view.
                if matches!(refusal, WitnessRefusal::Inconsistent(_)) {
                    let name = Hash::of(body).to_string();
                    durably(&self.folder.join("forks").join(name), body)?;
                }
                Ok(Err(refusal))
            }
        }
    }
}

fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/add-checkpoint", post(add))
        .route("/{origin}/checkpoint", get(last))
        .layer(DefaultBodyLimit::max(MAX_REQUEST_BYTES))
        .with_state(desk)
}

async fn add(State(desk): State<Arc<Desk>>, body: Bytes) -> Response {
    let now = u64::try_from(SystemClock.now().0 / 1000).unwrap_or_default();
    let judged = {
        let _turn = desk.turn.lock().await;
        let desk = Arc::clone(&desk);
        tokio::task::spawn_blocking(move || desk.judge(&body, now)).await
    };
    match judged {
        Ok(Ok(Ok(answer))) => answer.into_response(),
        Ok(Ok(Err(refusal))) => {
            if matches!(refusal, WitnessRefusal::Inconsistent(_)) {
                tracing::error!(%refusal, "a log shows two views; the request is kept in the folder forks");
            }
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let kind = match refusal {
                WitnessRefusal::Conflict { .. } => SIZE_CONTENT_TYPE,
                _ => "text/plain; charset=utf-8",
            };
            (status, [(header::CONTENT_TYPE, kind)], refusal.body()).into_response()
        }
        Ok(Err(fault)) => {
            tracing::error!(%fault, "what was cosigned cannot be read or kept; nothing is cosigned");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn last(State(desk): State<Arc<Desk>>, Address(origin): Address<String>) -> Response {
    let is_hash = origin.len() == 64 && origin.bytes().all(|byte| byte.is_ascii_hexdigit());
    let path = desk.folder.join(origin).join("checkpoint");
    match tokio::task::spawn_blocking(move || if is_hash { fs::read(path).ok() } else { None }).await {
        Ok(Some(note)) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::{Checkpoint, SignerKey, Tree, leaf_hash};

    const ORIGIN: &str = "demo.invalid/linyi-2022/acts";

    fn log() -> SignerKey {
        SignerKey::from_seed(ORIGIN, &[1; 32]).unwrap()
    }

    fn tree(leaves: &[&str]) -> Tree {
        leaves.iter().map(|leaf| leaf_hash(leaf.as_bytes())).collect()
    }

    fn request(old: u64, tree: &Tree) -> Vec<u8> {
        let head = Checkpoint { origin: ORIGIN.to_owned(), size: tree.size(), root: tree.root() };
        let signed = SignedCheckpoint::sign(head, &log()).unwrap();
        let proof = tree.consistency_proof(old, tree.size()).unwrap();
        Request::new(old, proof, &signed).unwrap().encode().into_bytes()
    }

    fn desk(folder: &Path) -> Desk {
        let key = CosignerKey::from_seed("witness.invalid/w1", &[2; 32]).unwrap();
        let witness = Witness::new(key, [(ORIGIN.to_owned(), log().verifier())]);
        Desk { witness, folder: folder.to_owned(), turn: Mutex::default() }
    }

    #[test]
    fn a_log_that_grows_is_cosigned_and_one_that_shows_two_views_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let two = tree(&["a", "b"]);
        let three = tree(&["a", "b", "c"]);
        let other = tree(&["a", "x", "c", "d"]);
        let answer = desk(folder.path()).judge(&request(0, &two), 1).unwrap().unwrap();
        assert!(answer.starts_with("— witness.invalid/w1 "), "{answer}");
        // It remembers over a restart, whatever the log says that it knows.
        let again = desk(folder.path());
        let refusal = again.judge(&request(0, &three), 2).unwrap().unwrap_err();
        assert_eq!((refusal.status(), refusal.body().as_str()), (409, "2\n"));
        let fork = request(2, &other);
        let refusal = again.judge(&fork, 2).unwrap().unwrap_err();
        assert_eq!(refusal.status(), 422);
        let kept = folder.path().join("forks").join(Hash::of(&fork).to_string());
        assert_eq!(fs::read(kept).unwrap(), fork, "the proof of it is kept");
        assert!(again.judge(&request(2, &three), 3).unwrap().is_ok());
        assert_eq!(again.known(ORIGIN).unwrap().map(|known| known.size), Some(3));
    }

    #[test]
    fn a_key_is_made_once_and_keeps_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("witness.key");
        assert!(key(&path, None, Lang::Zh).is_err(), "a new key needs a name");
        let first = key(&path, Some("witness.invalid/w1"), Lang::Zh).unwrap().verifier();
        assert_eq!(key(&path, None, Lang::Zh).unwrap().verifier(), first);
        assert!(key(&path, Some("witness.invalid/w2"), Lang::Zh).is_err());
    }
}
