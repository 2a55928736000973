//! A form that was sent: its pairs, its files, its request id; refused before any handler sees it where its token does
//! not hold.

use std::collections::BTreeMap;

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use identity::session::form_token_holds;

use crate::app::App;
use crate::ask::Ask;
use crate::{shell, ui};

mod pairs;

use pairs::Pairs;

/// Most bytes of a form without files.
const MOST: usize = 512 * 1024;

/// How long an upload waits for the form it came with to be accepted, ms: a day, longer than any page stays open.
pub const UPLOAD_KEPT: i64 = 86_400_000;

/// A file that was sent.
#[derive(Clone)]
pub struct Upload {
    /// The name it had; never used as a path.
    pub name: String,
    /// Its bytes; never empty.
    pub bytes: Vec<u8>,
}

/// A form that was sent and whose token holds. Handlers of POST take this last.
pub struct Sent {
    /// The request, as for a page.
    pub ask: Ask,
    pairs: Pairs,
    files: BTreeMap<String, Upload>,
}

impl FromRequest<App> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Sent, Response> {
        Ok(Sent::with_headers(request, app).await?.0)
    }
}

/// What somebody is told whose form did not arrive whole.
fn broken_off(ask: &Ask, fault: &MultipartError) -> Response {
    match fault.status() {
        StatusCode::PAYLOAD_TOO_LARGE => shell::too_large(ask),
        _ => shell::unread(ask),
    }
}

impl Sent {
    /// The form, and the headers it came with.
    ///
    /// # Errors
    /// The answer, where it is no form of ours.
    pub async fn with_headers(request: Request, app: &App) -> Result<(Sent, HeaderMap), Response> {
        let (mut parts, body) = request.into_parts();
        let ask = <Ask as axum::extract::FromRequestParts<App>>::from_request_parts(&mut parts, app).await?;
        let kind =
            parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let mut pairs = Pairs::default();
        let mut files = BTreeMap::new();
        let mut headers = HeaderMap::new();
        if kind.starts_with("multipart/form-data") {
            let request = Request::from_parts(parts, body);
            let mut parts = Multipart::from_request(request, app).await.map_err(|_| shell::unread(&ask))?;
            while let Some(field) = parts.next_field().await.map_err(|fault| broken_off(&ask, &fault))? {
                let name = field.name().unwrap_or_default().to_owned();
                match field.file_name().map(ToOwned::to_owned) {
                    Some(file) => {
                        let bytes = field.bytes().await.map_err(|fault| broken_off(&ask, &fault))?.to_vec();
                        if !bytes.is_empty() {
                            files.insert(name, Upload { name: file, bytes });
                        }
                    }
                    None => pairs.push(&name, &field.text().await.map_err(|fault| broken_off(&ask, &fault))?),
                }
            }
        } else {
            let bytes = axum::body::to_bytes(body, MOST).await.map_err(|_| shell::too_large(&ask))?;
            pairs = Pairs::parse(&bytes);
            headers = parts.headers;
        }
        let given = pairs.get("csrf");
        if !form_token_holds(&ask.world.house.keys().forms(), &ask.binding(), shell::FORM, given) {
            // Nothing typed is lost: the page that says so hands the pairs back.
            return Err(shell::stale(&ask, &pairs.owned()));
        }
        Ok((Sent { ask, pairs, files }, headers))
    }
}

impl Sent {
    /// The first value of a field, trimmed at both ends; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.get(name)
    }

    /// The first value of a field, or nothing where it is empty.
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|value| !value.is_empty()).map(ToOwned::to_owned)
    }

    /// Every value of a field.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.pairs.all(name)
    }

    /// Fields whose name begins with a prefix, with the rest of the name.
    pub fn with_prefix<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.pairs
            .iter()
            .filter_map(move |(name, value)| name.strip_prefix(prefix).map(|rest| (rest, value.trim())))
    }

    /// A whole number.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.pairs.number(name)
    }

    /// A file.
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files.get(name)
    }

    /// Whether any file was sent.
    pub fn has_files(&self) -> bool {
        !self.files.is_empty()
    }

    /// The request id the form carried: sending it twice does the act once. A form without one gets a fresh id.
    pub fn request(&self) -> String {
        self.pairs.request().map_or_else(|| shell::request_id(&self.ask), ToOwned::to_owned)
    }

    /// What was typed, to be shown again beside what is wrong.
    pub fn form(&self) -> ui::Form {
        ui::Form::of(self.pairs.owned().into_iter().filter(|(name, _)| name != "csrf"))
    }
}
