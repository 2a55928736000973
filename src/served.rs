//! The demo in a browser: on loopback only, marked on every page, jumping between the stops of a selection's life.

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant as Elapsed};

use anyhow::{Context, Result, bail};
use arc_swap::ArcSwap;
use async_trait::async_trait;
use desk::Clock;
use identity::session::Transport;
use plan::Instant;
use text::Lang;
use tokio::sync::Mutex;
use web::ui::Choice;
use web::{App, Demo, Progress, World};

use crate::demo::Options;
use crate::demo::clock::SimulatedClock;
use crate::demo::player::HOST;
use crate::demo::stops::{Stops, prepare};
use crate::serve::{self, stopped};

/// Serves the demo until it is told to stop.
///
/// # Errors
/// Where the address is not loopback, or the play cannot be given.
pub async fn demo(options: Options) -> Result<()> {
    if !options.listen.ip().is_loopback() {
        bail!("the demo signs anybody in as anybody: it listens on loopback only (127.0.0.1)");
    }
    let stops = prepare(&options.data, &options.plan, options.seed, options.ballots).await?;
    let shower = tokio::spawn(show(stops.progress()));
    let stop = match (&options.at, stops.liveliest()) {
        (Some(at), _) => stops.wait(Some(at)).await?,
        // A plan may be silent on so much that its walk ends before the vote.
        (None, Some(vote)) => match stops.wait(Some(vote)).await {
            Ok(stop) => stop,
            Err(_) => stops.wait(None).await?,
        },
        (None, None) => stops.wait(None).await?,
    };
    let (stop, opened) = stops.bring_live(&stop.name).await?;
    let public = opened.dir.join(serve::PUBLIC);
    let world = World::open(Arc::clone(&opened.house), HOST, &public).await?;
    let served = Arc::new(Served {
        stops,
        app: OnceLock::new(),
        now: ArcSwap::from_pointee(Now::of(stop.name, opened.clock, &world).await?),
        jumping: Mutex::new(()),
    });
    let app = App::new(world, Transport::Loopback, Some(Arc::clone(&served) as Arc<dyn Demo>));
    let app = app.asking(options.work);
    if served.app.set(app.clone()).is_err() {
        bail!("the demo was started twice");
    }
    let listener = tokio::net::TcpListener::bind(options.listen).await.with_context(|| {
        format!("cannot listen on {}; another program may be there: try --listen 127.0.0.1:0", options.listen)
    })?;
    println!("{}", text::t(Lang::Zh, "cli-demo-ready"));
    println!("http://{}", listener.local_addr()?);
    let ticking = tokio::spawn(tick(Arc::clone(&served)));
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stopped()).await?;
    ticking.abort();
    shower.abort();
    Ok(())
}

/// Shows on stderr how far the play is, while it goes on.
async fn show(mut progress: tokio::sync::watch::Receiver<crate::demo::player::Progress>) {
    let terminal = std::io::stderr().is_terminal();
    let mut shown = u64::MAX;
    loop {
        let (percent, over) = {
            let now = progress.borrow_and_update();
            (now.done.saturating_mul(100) / now.total.max(1), now.complete || now.failed.is_some())
        };
        if percent / 5 != shown && !over {
            shown = percent / 5;
            let line = text::ta(Lang::Zh, "cli-demo-playing", &text::args! { "percent" => percent.min(100) });
            let _ = if terminal {
                write!(std::io::stderr(), "\r{line}")
            } else {
                writeln!(std::io::stderr(), "{line}")
            };
        }
        if over || progress.changed().await.is_err() {
            if terminal && shown != u64::MAX {
                let _ = writeln!(std::io::stderr());
            }
            return;
        }
    }
}

/// Time in the demo goes on as it does for whoever looks.
async fn tick(served: Arc<Served>) {
    let mut last = Elapsed::now();
    loop {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let passed = last.elapsed();
        last += passed;
        let clock = &served.now.load().clock;
        clock.set(clock.now().plus(i64::try_from(passed.as_millis()).unwrap_or(0)));
    }
}

/// What is shown at the moment.
struct Now {
    stop: String,
    clock: Arc<SimulatedClock>,
    roles: Vec<Role>,
}

struct Role {
    login: String,
    name: String,
    /// Its seat's role in the selection, and whose.
    role: String,
    particular: String,
    home: String,
}

impl Now {
    async fn of(stop: String, clock: Arc<SimulatedClock>, world: &World) -> Result<Now> {
        let mut roles = Vec::new();
        for account in world.house.store().accounts().await? {
            if account.is_admin {
                let (login, name) = (account.login, account.name);
                roles.push(Role {
                    login,
                    name,
                    role: "admin".into(),
                    particular: String::new(),
                    home: "/admin".into(),
                });
                continue;
            }
            for seat in account.seats {
                let Some(desk) = world.house.desk(&seat.selection).await else { continue };
                let snapshot = desk.snapshot();
                let plan = snapshot.s.plan.as_deref();
                let role = snapshot.s.seats.get(&seat.handle).map(|seat| seat.role.clone());
                let Some(role) = role else { continue };
                use selection::Role as R;
                let particular = match &role {
                    R::Unit { unit } => plan.and_then(|plan| plan.unit(unit)).map(|unit| unit.name.clone()),
                    R::Sponsor { sponsor } => {
                        plan.and_then(|plan| plan.sponsor(sponsor)).map(|row| row.name.clone())
                    }
                    R::Department { department } => {
                        plan.and_then(|plan| plan.department(department)).map(|row| row.name.clone())
                    }
                    R::Outlet { outlet } => {
                        plan.and_then(|plan| plan.outlet(outlet)).map(|row| row.name.clone())
                    }
                    _ => None,
                };
                roles.push(Role {
                    login: account.login.clone(),
                    name: account.name.clone(),
                    role: role.name().to_owned(),
                    particular: particular.unwrap_or_default(),
                    home: web::shell::room_home(&format!("/s/{}", seat.selection), role.name()),
                });
            }
        }
        Ok(Now { stop, clock, roles })
    }
}

struct Served {
    stops: Stops,
    app: OnceLock<App>,
    now: ArcSwap<Now>,
    jumping: Mutex<()>,
}

impl Served {
    async fn go(&self, stop: &str) -> Result<()> {
        let _one = self.jumping.lock().await;
        let app = self.app.get().context("the demo is not ready")?;
        let (stop, opened) = self.stops.bring_live(stop).await?;
        let public = opened.dir.join(serve::PUBLIC);
        let world = World::open(Arc::clone(&opened.house), HOST, &public).await?;
        self.now.store(Arc::new(Now::of(stop.name, opened.clock, &world).await?));
        app.swap(world);
        Ok(())
    }
}

#[async_trait]
impl Demo for Served {
    fn stops(&self, lang: Lang) -> Vec<Choice> {
        let reached = self.stops.reached().into_iter();
        reached.map(|stop| Choice::new(stop.name, if lang == Lang::Zh { stop.zh } else { stop.en })).collect()
    }

    fn here(&self) -> String {
        self.now.load().stop.clone()
    }

    fn roles(&self, lang: Lang) -> Vec<Choice> {
        let label = |role: &Role| {
            let words = text::t(lang, &format!("role-{}", role.role));
            let whose = if role.particular.is_empty() { &role.name } else { &role.particular };
            format!("{words} · {whose}")
        };
        self.now.load().roles.iter().map(|role| Choice::new(role.login.clone(), label(role))).collect()
    }

    fn home_of(&self, login: &str) -> String {
        let now = self.now.load();
        now.roles
            .iter()
            .find(|role| role.login == login)
            .map_or_else(|| "/".to_owned(), |role| role.home.clone())
    }

    async fn jump(&self, stop: &str) -> Result<(), Progress> {
        let far = || {
            let progress = self.stops.progress().borrow().clone();
            Progress { done: progress.done, total: progress.total }
        };
        if !self.stops.reached().iter().any(|reached| reached.name == stop) {
            return Err(far());
        }
        self.go(stop).await.map_err(|fault| {
            tracing::error!(%fault, stop, "the demo could not jump");
            far()
        })
    }

    fn set_clock(&self, to: Instant) {
        self.now.load().clock.set(to);
    }

    fn spare_code(&self) -> Option<String> {
        self.stops.progress().borrow().codes.first().cloned()
    }
}
