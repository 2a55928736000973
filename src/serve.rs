//! Real use: a data folder, a listening address, the machine's clock and chance. Nothing of the demo is reachable here.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use desk::{Clock, House, Keys, SystemClock, SystemEntropy};
use identity::address::{Network, Proxies};
use identity::session::Transport;
use selection::{Act, Actor, vote};
use sha2::{Digest, Sha256};
use store::{Entropy, MasterKey, SqliteStore, Swept};
use text::Lang;
use web::{App, World};

use crate::trouble::Halted;
use crate::witnesses;

/// How long answers may take after the disk failed.
const LAST_ANSWERS: Duration = Duration::from_secs(5);
/// Host name where none is told.
pub const LOCALHOST: &str = "localhost";

/// Where publications lie in a data folder.
pub const PUBLIC: &str = "public";

/// What `xuanxian serve` is told.
#[derive(Debug, Clone)]
pub struct Options {
    /// The data folder.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Host name by which the public knows this site: the first part of every log's origin.
    pub host: String,
    /// A proxy in front of us speaks TLS with the browsers.
    pub behind_tls: bool,
    /// Which proxies are believed about who asks; none named: one on this machine, where there is one at all.
    pub proxies: Vec<Network>,
    /// The witnesses that are asked, in a file.
    pub witnesses: Option<PathBuf>,
    /// Tries that a proof of work takes on average.
    pub work: u32,
    /// The language of what is printed.
    pub lang: Lang,
}

impl Options {
    /// The address that a browser is given: ours, or that of the proxy in front of us.
    fn address(&self, listening: SocketAddr) -> String {
        if self.behind_tls { format!("https://{}", self.host) } else { format!("http://{listening}") }
    }
}

/// Serves until it is told to stop.
///
/// # Errors
/// What stands in the way: the folder, the key, the address.
pub async fn serve(options: Options) -> Result<()> {
    let transport = Transport::of(options.behind_tls, options.listen.ip()).context(
        "passwords and sessions must not travel in the clear: listen on 127.0.0.1, or put a TLS proxy in front and say --behind-tls",
    )?;
    let cosigning = witnesses::read(options.witnesses.as_deref())?;
    let data = std::path::absolute(&options.data).with_context(|| options.data.display().to_string())?;
    let master = master_key(&data, options.lang)?;
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let store = SqliteStore::open(&data, MasterKey::new(master), Arc::clone(&entropy)).await?;
    let keys = server_keys(&master);
    let house = House::open(Arc::new(store), Arc::new(SystemClock), entropy, keys).await?;
    let world = World::witnessed(Arc::clone(&house), &options.host, &data.join(PUBLIC), cosigning).await?;
    let proxies = proxies(options.behind_tls, options.proxies.clone());
    let app = App::new(world, transport, None).behind(proxies).asking(options.work);
    let listener = tokio::net::TcpListener::bind(options.listen)
        .await
        .with_context(|| format!("cannot listen on {}", options.listen))?;
    let address = options.address(listener.local_addr()?);
    let args = text::args! { "address" => &address, "path" => data.display().to_string() };
    for key in ["cli-serve-ready", "cli-serve-data", "cli-serve-stop"] {
        println!("{}", text::ta(options.lang, key, &args));
    }
    if house.organisation().await.admins.is_empty() {
        let token = web::admin::setup_token(&house, SystemClock.now())
            .await
            .context("no set-up link could be made")?;
        // In both languages: whoever sets a house up for others may not read the one it is set up in.
        println!("\n{}\n{}", text::t(options.lang, "cli-setup"), text::t(options.lang.other(), "cli-setup"));
        println!("{address}/setup/{token}");
        println!("{}", text::t(options.lang, "cli-setup-then"));
    }
    let store = Arc::clone(house.store());
    let keeper = tokio::spawn(keep(house));
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let end = {
        let store = Arc::clone(&store);
        async move {
            tokio::select! { () = stopped() => {}, _ = store.halted() => {} }
        }
    };
    let serving = axum::serve(listener, service).with_graceful_shutdown(end).into_future();
    // Whoever is being answered learns that their ballot was not taken; then the server ends, and says why.
    let ended = tokio::select! {
        ended = serving => ended.map_err(anyhow::Error::from),
        () = async { store.halted().await; tokio::time::sleep(LAST_ANSWERS).await } => Ok(()),
    };
    keeper.abort();
    ended?;
    match tokio::time::timeout(Duration::ZERO, store.halted()).await {
        Ok(why) => Err(Halted(why).into()),
        Err(_) => Ok(()),
    }
}

/// Whose `X-Forwarded-For` is believed. Without a proxy nobody's: anybody can send that header.
fn proxies(behind_tls: bool, named: Vec<Network>) -> Proxies {
    match (behind_tls, named.is_empty()) {
        (false, _) => Proxies::default(),
        (true, true) => Proxies::on_this_machine(),
        (true, false) => Proxies::new(named),
    }
}

/// What time brings while nobody asks: the access journal's head at every start and daily, what has expired, due
/// transitions, hourly anchors of open votes.
pub async fn keep(house: Arc<House>) {
    const MINUTE: Duration = Duration::from_secs(60);
    const DAY: i64 = 86_400_000;
    let mut enter = house.clock().now();
    loop {
        if house.clock().now() >= enter {
            enter = house.clock().now().plus(DAY);
            if let Err(fault) = house.enter_journal().await {
                tracing::error!(%fault, "the access journal's head could not be entered");
            }
        }
        sweep(&house).await;
        let mut wait = MINUTE;
        for desk in house.desks().await {
            if let Err(fault) = desk.tick().await {
                tracing::error!(%fault, selection = desk.id(), "due transitions failed");
            }
            anchor(&desk).await;
            // What is due at an hour is done at that hour, also where nobody looks.
            if let Some(due) = desk.next_due() {
                let left = due.0.saturating_sub(house.clock().now().0);
                wait = wait.min(Duration::from_millis(u64::try_from(left).unwrap_or_default()));
            }
        }
        tokio::time::sleep(wait).await;
    }
}

/// Takes away what has expired: sessions, one-time links, drafts, and what was uploaded with a form that was never
/// accepted.
async fn sweep(house: &House) {
    match house.store().sweep(house.clock().now().0).await {
        Ok(swept) if swept == Swept::default() => {}
        Ok(swept) => tracing::info!(?swept, "swept"),
        Err(fault) => tracing::error!(%fault, "sweeping failed"),
    }
}

/// Records size and root of each open vote's ballots once an hour.
async fn anchor(desk: &desk::Desk) {
    const HOUR: i64 = 3_600_000;
    let snapshot = desk.snapshot();
    let now = desk.clock().now().0;
    for stage in snapshot.s.open_stages() {
        if stage.kind != plan::StageKind::Vote {
            continue;
        }
        let hour = now.div_euclid(HOUR);
        let last = snapshot.s.vote.votes.get(&stage.id).and_then(|vote| vote.anchored_at);
        if last.is_some_and(|last| last.0.div_euclid(HOUR) == hour) {
            continue;
        }
        let act = Act::Vote(vote::Act::Anchor { stage: stage.id.clone() });
        if let Err(fault) = desk.submit(Actor::System, act, &format!("anchor-{}-{hour}", stage.id)).await {
            tracing::error!(%fault, selection = desk.id(), "the ballots could not be anchored");
        }
    }
}

/// The server's keys, from the master key.
pub fn server_keys(master: &[u8; 32]) -> Keys {
    Keys::new(Sha256::new().chain_update(b"xuanxian/server-keys/v1").chain_update(master).finalize().into())
}

/// The master key of a data folder: made on first use, read afterwards, never printed.
///
/// # Errors
/// Where it cannot be read or written, or is missing beside data that need it.
pub fn master_key(data: &Path, lang: Lang) -> Result<[u8; 32]> {
    std::fs::create_dir_all(data).with_context(|| data.display().to_string())?;
    let path = data.join("master.key");
    let at = || text::args! { "path" => path.display().to_string() };
    match std::fs::read(&path) {
        Ok(bytes) => match <[u8; 32]>::try_from(bytes) {
            Ok(key) => Ok(key),
            Err(_) => {
                bail!(text::ta(lang, "cli-master-wrong", &at()))
            }
        },
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
            if data.join("keys.db").exists() {
                bail!(text::ta(lang, "cli-master-missing", &at()));
            }
            let key = SystemEntropy.bytes32(b"master");
            write_private(&path, &key).with_context(|| path.display().to_string())?;
            println!(
                "{}",
                text::ta(lang, "cli-master-key", &text::args! { "path" => path.display().to_string() })
            );
            Ok(key)
        }
        Err(fault) => Err(fault).with_context(|| path.display().to_string()),
    }
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Ends on Ctrl-C or SIGTERM.
pub async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
