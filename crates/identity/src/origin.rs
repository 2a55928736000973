//! Whether a request that changes something came from our own pages.
//!
//! The first of two locks against forged requests, and the one that needs no state; the second is
//! [`crate::session::form_token`]. Follows the Fetch Metadata headers (W3C) with `Origin` (RFC 6454) for browsers that do
//! not send them, which old phones' web views still are.

/// The headers that decide; `None` where a request has none, or one that is not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// As sent: methods are upper case.
    pub method: &'a str,
    /// `Origin`.
    pub origin: Option<&'a str>,
    /// `Sec-Fetch-Site`.
    pub sec_fetch_site: Option<&'a str>,
    /// `Host`.
    pub host: Option<&'a str>,
}

/// Allow or deny, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may go on to the form token.
    Allow,
    /// 403.
    Deny(Foreign),
}

/// Why a request is held to be foreign. For the log; the page says "open the form again".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// `Sec-Fetch-Site` says another site, or a neighbouring host.
    Site,
    /// `Origin` is not our host, or is `null` (a sandbox, a file, a redirect across origins).
    Origin,
    /// There is an `Origin` but no `Host` to compare it with.
    NoHost,
}

/// Judges a request.
///
/// GET, HEAD and OPTIONS are always allowed: they change nothing. For the rest, `Sec-Fetch-Site` decides where it is sent,
/// since pages cannot forge it: `same-origin`, or `none` (the person's own doing, such as a reload). Where it is not sent,
/// `Origin` must name our host. With neither, no browser of the last years sent it as a cross-site form, and the form
/// token still stands before the act: allowed.
///
/// The pages must not set `Referrer-Policy: no-referrer`, which makes browsers send `Origin: null` with our own forms.
pub fn judge(asked: &Asked<'_>) -> Verdict {
    if matches!(asked.method, "GET" | "HEAD" | "OPTIONS") {
        return Verdict::Allow;
    }
    if let Some(site) = asked.sec_fetch_site {
        return match site {
            "same-origin" | "none" => Verdict::Allow,
            _ => Verdict::Deny(Foreign::Site),
        };
    }
    match (asked.origin, asked.host) {
        (None, _) => Verdict::Allow,
        (Some(_), None) => Verdict::Deny(Foreign::NoHost),
        (Some(origin), Some(host)) if names(origin, host) => Verdict::Allow,
        (Some(_), Some(_)) => Verdict::Deny(Foreign::Origin),
    }
}

/// Whether an origin names this host and port. The scheme is not compared: behind a proxy that ends TLS we do not see ours.
fn names(origin: &str, host: &str) -> bool {
    let Some((scheme, theirs)) = origin.split_once("://") else { return false };
    let default_port = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return false,
    };
    let bare = |h: &str| h.strip_suffix(default_port).unwrap_or(h).to_ascii_lowercase();
    !theirs.is_empty() && bare(theirs) == bare(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post<'a>(origin: Option<&'a str>, site: Option<&'a str>, host: Option<&'a str>) -> Verdict {
        judge(&Asked { method: "POST", origin, sec_fetch_site: site, host })
    }

    const HOST: Option<&str> = Some("vote.example");

    #[test]
    fn reading_is_always_allowed() {
        for method in ["GET", "HEAD", "OPTIONS"] {
            let asked = Asked {
                method,
                origin: Some("https://evil.example"),
                sec_fetch_site: Some("cross-site"),
                host: HOST,
            };
            assert_eq!(judge(&asked), Verdict::Allow);
        }
    }

    #[test]
    fn every_other_method_is_judged() {
        for method in ["POST", "PUT", "DELETE", "PATCH", "get", "BREW", ""] {
            let asked = Asked { method, origin: None, sec_fetch_site: Some("cross-site"), host: HOST };
            assert_eq!(judge(&asked), Verdict::Deny(Foreign::Site), "{method}");
        }
    }

    #[test]
    fn a_browser_of_today_says_where_a_form_came_from() {
        assert_eq!(post(Some("https://vote.example"), Some("same-origin"), HOST), Verdict::Allow);
        assert_eq!(post(None, Some("none"), HOST), Verdict::Allow);
        assert_eq!(post(Some("null"), Some("same-origin"), HOST), Verdict::Allow);
        for site in ["same-site", "cross-site", "", "Same-Origin", "nonsense"] {
            assert_eq!(
                post(Some("https://vote.example"), Some(site), HOST),
                Verdict::Deny(Foreign::Site),
                "{site}"
            );
        }
    }

    #[test]
    fn an_older_browser_is_judged_by_its_origin() {
        for (origin, host) in [
            ("https://vote.example", "vote.example"),
            ("https://vote.example", "vote.example:443"),
            ("http://127.0.0.1:8080", "127.0.0.1:8080"),
            ("http://[::1]:8080", "[::1]:8080"),
            ("https://Vote.Example", "vote.example"),
        ] {
            assert_eq!(post(Some(origin), None, Some(host)), Verdict::Allow, "{origin} at {host}");
        }
        for (origin, host) in [
            ("https://evil.example", "vote.example"),
            ("https://vote.example.evil.example", "vote.example"),
            ("https://evilvote.example", "vote.example"),
            ("https://vote.example:8443", "vote.example"),
            ("http://vote.example:443", "vote.example"),
            ("http://127.0.0.1:9090", "127.0.0.1:8080"),
            ("null", "vote.example"),
            ("null", "null"),
            ("", ""),
            ("https://", ""),
            ("file://vote.example", "vote.example"),
            ("vote.example", "vote.example"),
        ] {
            assert_eq!(
                post(Some(origin), None, Some(host)),
                Verdict::Deny(Foreign::Origin),
                "{origin} at {host}"
            );
        }
        assert_eq!(post(Some("https://vote.example"), None, None), Verdict::Deny(Foreign::NoHost));
    }

    #[test]
    fn what_is_no_browser_goes_on_to_the_form_token() {
        assert_eq!(post(None, None, HOST), Verdict::Allow);
        assert_eq!(post(None, None, None), Verdict::Allow);
    }
}
