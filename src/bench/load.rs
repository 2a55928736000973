//! The voters' browsers: many connections, ready-made requests, nothing between but reading the answer's head.
//!
//! A client library would cost more than the server it measures, so this speaks just as much HTTP/1.1 as the two servers
//! answer with: a status line, headers, a body of known length or in chunks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant as Elapsed};

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// What came of a load.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How long it took.
    pub took: Duration,
    /// Microseconds from sending (or from when it should have been sent) to the answer, of those answered 303, in order.
    pub waits: Vec<u32>,
    /// Other answers, by status.
    pub others: Vec<u16>,
}

impl Outcome {
    /// Answered as asked, a second.
    pub fn rate(&self) -> f64 {
        self.waits.len() as f64 / self.took.as_secs_f64().max(f64::EPSILON)
    }

    /// A quantile of the waits in milliseconds; `share` in per mille.
    pub fn wait_ms(&self, per_mille: usize) -> f64 {
        let at = (self.waits.len().saturating_sub(1)) * per_mille / 1000;
        self.waits.get(at).map_or(0.0, |us| f64::from(*us) / 1000.0)
    }
}

/// Sends all requests over so many connections. `per_second`: at that pace, waits counted from when a request was due, so
/// that a server that stalls does not slow the question; without it as fast as answers come.
///
/// # Errors
/// Where a connection breaks.
pub async fn send(
    address: &str,
    requests: Arc<Vec<Vec<u8>>>,
    connections: usize,
    per_second: Option<f64>,
) -> Result<Outcome> {
    let mut sockets = Vec::with_capacity(connections);
    for _ in 0..connections {
        let socket = TcpStream::connect(address).await?;
        socket.set_nodelay(true)?;
        sockets.push(socket);
    }
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Elapsed::now();
    let mut tasks = JoinSet::new();
    for mut socket in sockets {
        let (next, requests) = (Arc::clone(&next), Arc::clone(&requests));
        tasks.spawn(async move {
            let (mut waits, mut others) = (Vec::new(), Vec::new());
            let mut buffer = vec![0; 16 * 1024];
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(request) = requests.get(n) else { break };
                let mut from = Elapsed::now();
                if let Some(pace) = per_second {
                    let due = begun + Duration::from_secs_f64(n as f64 / pace);
                    tokio::time::sleep_until(due.into()).await;
                    from = due;
                }
                socket.write_all(request).await?;
                match status(&mut socket, &mut buffer).await? {
                    303 => waits.push(u32::try_from(from.elapsed().as_micros()).unwrap_or(u32::MAX)),
                    other => others.push(other),
                }
            }
            Ok::<_, anyhow::Error>((waits, others))
        });
    }
    let mut outcome = Outcome::default();
    while let Some(done) = tasks.join_next().await {
        let (waits, others) = done??;
        outcome.waits.extend(waits);
        outcome.others.extend(others);
    }
    outcome.took = begun.elapsed();
    outcome.waits.sort_unstable();
    Ok(outcome)
}

/// Asks for a page once; its status.
///
/// # Errors
/// Where nobody answers.
pub async fn get(address: &str, path: &str) -> Result<u16> {
    let mut socket = TcpStream::connect(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n\r\n");
    socket.write_all(request.as_bytes()).await?;
    status(&mut socket, &mut vec![0; 64 * 1024]).await
}

/// Reads one answer to its end; its status.
async fn status(socket: &mut TcpStream, buffer: &mut [u8]) -> Result<u16> {
    let mut have = 0;
    let head = loop {
        let some = socket.read(buffer.get_mut(have..).unwrap_or_default()).await?;
        if some == 0 {
            bail!("the connection was closed, or an answer's head is longer than {} bytes", buffer.len());
        }
        let from = have.saturating_sub(3);
        have += some;
        let seen = buffer.get(from..have).unwrap_or_default();
        if let Some(at) = seen.windows(4).position(|four| four == b"\r\n\r\n") {
            break from + at + 4;
        }
    };
    let text = std::str::from_utf8(buffer.get(..head).unwrap_or_default())?.to_ascii_lowercase();
    let status = text.get(9..12).and_then(|code| code.parse().ok()).context("an answer without a status")?;
    if text.contains("transfer-encoding: chunked") {
        let mut tail = buffer.get(head..have).unwrap_or_default().to_vec();
        while !tail.ends_with(b"0\r\n\r\n") {
            let some = socket.read(buffer).await?;
            if some == 0 {
                bail!("the connection was closed in the middle of an answer");
            }
            tail.extend_from_slice(buffer.get(..some).unwrap_or_default());
        }
        return Ok(status);
    }
    let length = text
        .split("\r\n")
        .find_map(|line| line.strip_prefix("content-length:"))
        .and_then(|length| length.trim().parse().ok())
        .unwrap_or(0_usize);
    let mut left = length.saturating_sub(have - head);
    while left > 0 {
        let some = socket.read(buffer).await?;
        if some == 0 {
            bail!("the connection was closed in the middle of an answer");
        }
        left = left.saturating_sub(some);
    }
    Ok(status)
}
