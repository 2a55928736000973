//! The witnesses that `serve` and `publish` ask, over HTTP.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use async_trait::async_trait;
use publication::{Cosigning, Reach};
use ureq::Agent;

/// How long a witness may take: the publication waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Longest answer that is read: a few signature lines.
const MOST: u64 = 16 << 10;

/// Reads the file of `--witnesses`; nobody is asked where none is named.
///
/// # Errors
/// Where it cannot be read, with the line.
pub fn read(file: Option<&Path>) -> Result<Option<Arc<Cosigning>>> {
    let Some(file) = file else { return Ok(None) };
    let place = || file.display().to_string();
    let text = std::fs::read(file).with_context(place)?;
    let config = Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).build();
    let cosigning = Cosigning::read(&text, Arc::new(Http { agent: config.into() })).with_context(place)?;
    Ok(Some(Arc::new(cosigning)))
}

struct Http {
    agent: Agent,
}

#[async_trait]
impl Reach for Http {
    async fn post(&self, url: &str, body: String) -> Result<(u16, String), String> {
        let (agent, url) = (self.agent.clone(), url.to_owned());
        let ask = move || {
            let mut answer = agent.post(&url).send(body).map_err(|fault| fault.to_string())?;
            let text = answer.body_mut().with_config().limit(MOST).read_to_string();
            Ok((answer.status().as_u16(), text.map_err(|fault| fault.to_string())?))
        };
        tokio::task::spawn_blocking(ask).await.map_err(|fault| fault.to_string())?
    }
}
