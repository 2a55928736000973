//! What every handler shares: the world that is served, the server's own secrets, and the demo where there is one.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use arc_swap::ArcSwap;
use async_trait::async_trait;
use ballotbox::{BallotBox, BallotError};
use desk::{Desk, House, SystemEntropy};
use identity::address::Proxies;
use identity::lockout::Strangers;
use identity::session::Transport;
use publication::{Cosigning, PublishError};
use store::Entropy;
use text::Lang;
use tokio::sync::RwLock;

use crate::limits::Limits;
use crate::published::Publication;
use crate::ui::Choice;

/// The world that is served: an installation with its ballot boxes and publications. The demo swaps it for another when
/// it jumps.
pub struct World {
    /// All desks and the organisation.
    pub house: Arc<House>,
    boxes: RwLock<BTreeMap<String, BallotBox>>,
    publications: RwLock<BTreeMap<String, Arc<Publication>>>,
    host: String,
    public: PathBuf,
    cosigning: Option<Arc<Cosigning>>,
}

/// Why a world was not opened.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// A selection's ballots do not fit its acts, or what was shown of them.
    #[error(transparent)]
    Ballots(#[from] BallotError),
    /// What is here does not extend what was published.
    #[error(transparent)]
    Publication(#[from] PublishError),
}

impl World {
    /// A world around a house. `host` is the first part of every log's origin; `public` the folder in which publications
    /// are kept, one a selection.
    ///
    /// # Errors
    /// [`WorldError`] where a selection's logs are not what was recorded or shown of them.
    pub async fn open(house: Arc<House>, host: &str, public: &Path) -> Result<Arc<World>, WorldError> {
        World::witnessed(house, host, public, None).await
    }

    /// The same, with witnesses that are asked to cosign every head that is published.
    ///
    /// # Errors
    /// As there.
    pub async fn witnessed(
        house: Arc<House>,
        host: &str,
        public: &Path,
        cosigning: Option<Arc<Cosigning>>,
    ) -> Result<Arc<World>, WorldError> {
        let world = World {
            house,
            boxes: RwLock::default(),
            publications: RwLock::default(),
            host: host.to_owned(),
            public: public.to_owned(),
            cosigning,
        };
        for desk in world.house.desks().await {
            world.publication(&desk).await?;
        }
        Ok(Arc::new(world))
    }

    /// The ballot box of a selection, opened on first use.
    ///
    /// # Errors
    /// [`WorldError`] where its ballots do not fit its acts.
    pub async fn ballots(&self, desk: &Desk) -> Result<BallotBox, WorldError> {
        if let Some(known) = self.boxes.read().await.get(desk.id()) {
            return Ok(known.clone());
        }
        let mut boxes = self.boxes.write().await;
        if let Some(known) = boxes.get(desk.id()) {
            return Ok(known.clone());
        }
        let known = publication::known_ballots(&self.published(desk))?;
        let fresh = BallotBox::open(desk, &self.host, &known).await?;
        boxes.insert(desk.id().to_owned(), fresh.clone());
        Ok(fresh)
    }

    /// The folder of a selection's publication. Logs that were opened anew have one of their own: what was published before
    /// stays as it was.
    fn published(&self, desk: &Desk) -> PathBuf {
        self.public.join(publication::label(desk.id(), desk.snapshot().s.founding.generation()))
    }

    /// The folder of what was published of a selection before its logs were opened anew; `None` where there was no such
    /// generation.
    pub(crate) fn published_before(&self, desk: &Desk, generation: u32) -> Option<PathBuf> {
        let present = desk.snapshot().s.founding.generation();
        (1..present)
            .contains(&generation)
            .then(|| self.public.join(publication::label(desk.id(), generation)))
    }

    /// The publication of a selection, opened on first use.
    ///
    /// # Errors
    /// [`WorldError`] where it cannot go on from what was published or signed.
    pub(crate) async fn publication(&self, desk: &Desk) -> Result<Arc<Publication>, WorldError> {
        if let Some(known) = self.publications.read().await.get(desk.id()) {
            return Ok(Arc::clone(known));
        }
        let ballots = self.ballots(desk).await?;
        let mut publications = self.publications.write().await;
        if let Some(known) = publications.get(desk.id()) {
            return Ok(Arc::clone(known));
        }
        let out = self.published(desk);
        let fresh = Publication::open(desk, &ballots, &self.host, &out, self.cosigning.clone()).await?;
        publications.insert(desk.id().to_owned(), Arc::clone(&fresh));
        Ok(fresh)
    }
}

/// What the demo's bar offers. Only a demo has one; `serve` never does.
#[async_trait]
pub trait Demo: Send + Sync {
    /// The stops of the selection's life one can jump to, in order.
    fn stops(&self, lang: Lang) -> Vec<Choice>;
    /// The stop we are at.
    fn here(&self) -> String;
    /// Who one can be: account logins with a name.
    fn roles(&self, lang: Lang) -> Vec<Choice>;
    /// The page at which a role has its work, e.g. `/s/linyi-2022/office`.
    fn home_of(&self, login: &str) -> String;
    /// Goes to a stop. `Err` says in the reader's language what is under way and how far: `(done, total)`.
    async fn jump(&self, stop: &str) -> Result<(), Progress>;
    /// Sets the demo's clock forward; an earlier time leaves it as it is.
    fn set_clock(&self, to: plan::Instant);
    /// Invitation codes of the demo's voters that have not been used here, so that a newcomer can vote.
    fn spare_code(&self) -> Option<String>;
}

/// Long work under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all.
    pub total: u64,
}

struct Shared {
    world: ArcSwap<World>,
    transport: Transport,
    demo: Option<Arc<dyn Demo>>,
    /// Whose word on addresses is taken; nobody's where it was not said.
    proxies: OnceLock<Proxies>,
    /// Tries that a proof of work takes on average; the default where it was not said.
    tries: OnceLock<u32>,
    /// The operator was told that the proxy does not say who asks.
    told: AtomicBool,
    limits: Limits,
    /// Locks unknown logins as known ones are locked.
    strangers: Mutex<Strangers>,
}

/// The server's shared state; cheap to clone.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
}

impl App {
    /// An app that serves a world.
    pub fn new(world: Arc<World>, transport: Transport, demo: Option<Arc<dyn Demo>>) -> App {
        let strangers = Strangers::new(world.house.keys().sign_in(), 10_000);
        let shared = Shared {
            world: ArcSwap::new(world),
            transport,
            demo,
            proxies: OnceLock::new(),
            tries: OnceLock::new(),
            told: AtomicBool::new(false),
            limits: Limits::default(),
            strangers: Mutex::new(strangers),
        };
        App { shared: Arc::new(shared) }
    }

    /// The world as it is now; a request keeps the one it began with.
    pub fn world(&self) -> Arc<World> {
        self.shared.world.load_full()
    }

    /// Serves another world from now on.
    pub fn swap(&self, world: Arc<World>) {
        self.shared.world.store(world);
    }

    /// How cookies travel.
    pub fn transport(&self) -> Transport {
        self.shared.transport
    }

    /// The demo, where this is one.
    pub fn demo(&self) -> Option<&Arc<dyn Demo>> {
        self.shared.demo.as_ref()
    }

    /// Stands behind proxies, whose word on addresses is taken from now on. Said once.
    pub fn behind(self, proxies: Proxies) -> App {
        if self.shared.proxies.set(proxies).is_err() {
            tracing::error!("the proxies were named twice; the first ones stay");
        }
        self
    }

    /// Asks so many tries, on average, of a ballot without a code. Said once.
    pub fn asking(self, tries: u32) -> App {
        if self.shared.tries.set(tries).is_err() {
            tracing::error!("the work of a ballot was set twice; the first stays");
        }
        self
    }

    /// Tries that a proof of work takes on average, where nobody asks a lot.
    pub(crate) fn tries(&self) -> u32 {
        self.shared.tries.get().copied().unwrap_or(identity::work::TRIES)
    }

    /// The address of whoever asks, out of the connection's and all `X-Forwarded-For`.
    pub(crate) fn client<'a>(
        &self,
        peer: IpAddr,
        forwarded: impl IntoIterator<Item = &'a str>,
    ) -> Option<IpAddr> {
        let Some(proxies) = self.shared.proxies.get() else { return Some(peer) };
        let client = proxies.client(peer, forwarded);
        if client.is_none() && !self.shared.told.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "the proxy does not say who asks (X-Forwarded-For): limits by address are off until it does"
            );
        }
        client
    }

    /// How often one may ask for what costs something.
    pub fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// Counts unknown logins. Not to be held across an await.
    pub fn strangers(&self) -> MutexGuard<'_, Strangers> {
        self.shared.strangers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// 32 fresh secret bytes for a session or a form. Always the machine's chance, in the demo too.
    pub fn fresh(&self) -> [u8; 32] {
        SystemEntropy.bytes32(b"")
    }
}
