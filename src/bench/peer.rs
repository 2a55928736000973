//! The server under test and the bare one, each in a process of its own, so that what each costs can be told apart.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant as Elapsed};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::Form;
use axum::response::Redirect;
use axum::routing::post;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::hall::EL;

/// A server in a process of its own; it ends with this handle.
pub struct Peer {
    child: Child,
    /// Where it listens.
    pub address: String,
    /// How long it took from its start to its first answer.
    pub start: Duration,
}

/// What a process has used so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Used {
    /// Processor time in microseconds, user and system.
    pub cpu_us: u64,
    /// Resident memory in bytes.
    pub memory: u64,
}

impl Peer {
    /// The real server on a data folder.
    ///
    /// # Errors
    /// Where it does not come up.
    pub async fn real(data: &Path) -> Result<Peer> {
        let data = data.to_str().context("the folder's name is not UTF-8")?;
        Peer::spawn(&["serve", "--listen", "127.0.0.1:0", "--data", data], &format!("/s/{EL}")).await
    }

    /// The bare server.
    ///
    /// # Errors
    /// Where it does not come up.
    pub async fn bare() -> Result<Peer> {
        Peer::spawn(&["bench", "bare"], "/").await
    }

    async fn spawn(args: &[&str], first: &str) -> Result<Peer> {
        let begun = Elapsed::now();
        let mut child = Command::new(std::env::current_exe()?)
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let out = child.stdout.take().context("no output")?;
        let mut lines = BufReader::new(out).lines();
        let address = loop {
            match lines.next_line().await? {
                Some(line) => {
                    if let Some((_, rest)) = line.split_once("http://") {
                        break rest.split('/').next().unwrap_or_default().to_owned();
                    }
                }
                None => bail!("the server ended before it listened"),
            }
        };
        // What else it prints is read and dropped, so that it never waits for us.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        super::load::get(&address, first).await?;
        Ok(Peer { child, address, start: begun.elapsed() })
    }

    /// What it has used so far.
    ///
    /// # Errors
    /// Where the system does not tell.
    pub fn used(&self) -> Result<Used> {
        used(self.child.id().context("the server has ended")?)
    }

    /// Asks it to end, and waits until it has.
    ///
    /// # Errors
    /// Where it cannot be reached.
    pub async fn stop(mut self) -> Result<()> {
        if let Some(pid) = self.child.id() {
            Command::new("kill").args(["-TERM", &pid.to_string()]).status().await?;
        }
        self.child.wait().await?;
        Ok(())
    }
}

/// What a process has used so far (Linux: `/proc/<pid>/stat`, in ticks of 10 ms).
///
/// # Errors
/// Where the system does not tell.
pub fn used(pid: u32) -> Result<Used> {
    const TICK_US: u64 = 10_000;
    const PAGE: u64 = 4096;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).context("/proc is not there")?;
    let fields: Vec<u64> = stat
        .rsplit_once(')')
        .map(|(_, rest)| rest.split_whitespace().map(|field| field.parse().unwrap_or(0)).collect())
        .unwrap_or_default();
    // Fields 14, 15 and 24 of proc(5), counted behind the name.
    let field = |i: usize| fields.get(i).copied().unwrap_or(0);
    Ok(Used { cpu_us: (field(11) + field(12)) * TICK_US, memory: field(21) * PAGE })
}

/// The bare server: reads the same form and answers with the same redirect, and does nothing else.
///
/// # Errors
/// Where it cannot listen.
pub async fn bare() -> Result<()> {
    let cast = post(|Form(pairs): Form<Vec<(String, String)>>| async move {
        Redirect::to(&format!("/s/{EL}/receipt/{}", pairs.len()))
    });
    let app = Router::new().route(&format!("/s/{EL}/vote/work/cast"), cast);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, app).with_graceful_shutdown(crate::serve::stopped()).await?;
    Ok(())
}
