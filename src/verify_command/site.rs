//! A publication on the web.

use std::time::Duration;

use ureq::Agent;
use verify::{Source, SourceError};

/// Most bytes of one file. The largest are openings: a line for every sealed entry, or 65,536 ballots.
const MOST: u64 = 256 << 20;

/// Files under a URL. Nothing that comes from there is believed, so neither is its certificate needed for more than not to
/// be told nonsense on the way.
pub struct Site {
    base: String,
    agent: Agent,
}

impl Site {
    /// The site, where the text begins like a URL.
    pub fn of(place: &str) -> Option<Site> {
        let is_url = place.starts_with("https://") || place.starts_with("http://");
        let config = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(60)))
            .http_status_as_error(false)
            .build();
        is_url.then(|| Site { base: place.trim_end_matches('/').to_owned(), agent: config.into() })
    }
}

impl Source for Site {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let failed = |why: String| SourceError { path: path.to_owned(), why };
        let mut answer =
            self.agent.get(format!("{}/{path}", self.base)).call().map_err(|why| failed(why.to_string()))?;
        match answer.status().as_u16() {
            200 => {
                let body = answer.body_mut().with_config().limit(MOST).read_to_vec();
                body.map(Some).map_err(|why| failed(why.to_string()))
            }
            // An object store that shows nobody its list answers 403 for what is not there.
            403 | 404 | 410 => Ok(None),
            other => Err(failed(format!("HTTP {other}"))),
        }
    }
}
