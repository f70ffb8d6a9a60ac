//! The server that a client talks to.
//!
//! Responsible for the base URL: what it may consist of, its origin, and how a path is joined to it. Knows nothing of parameters or
//! credentials.

use std::fmt;
use std::net::IpAddr;

use http::Uri;

use super::template;

/// The base URL of a server, as written. It is looked at when the client is built.
#[derive(Clone, PartialEq, Eq)]
pub struct Server(Result<String, InvalidServer>);

impl Server {
    /// The URL of a template with variables in braces. What a value puts where is checked when the client is built: no value gets out of
    /// the part of the URL in which its variable stands.
    #[must_use]
    pub fn from_template(template: &str, values: &[(&'static str, &str)]) -> Self {
        Self(template::expand(template, values))
    }

    /// The same server, if its URL is absolute; else the one that the URL leads to from the base (RFC 3986, section 5.2), such as the
    /// place that the document is served from.
    #[must_use]
    pub fn relative_to(self, base: &str) -> Self {
        Self(self.0.and_then(|url| if url.contains("://") { Ok(url) } else { template::resolve(base, &url) }))
    }

    /// The text, if it leaves open what the server is: it has variables in braces, or nothing after the scheme.
    #[must_use]
    pub fn template(&self) -> Option<&str> {
        self.0.as_deref().ok().filter(|url| url.contains('{') || url.ends_with("://"))
    }

    /// Reads the base URL.
    ///
    /// # Errors
    ///
    /// When the text is no `http` or `https` URL, or has something that a base URL must not have: a user or password, a query, a fragment,
    /// `.` or `..` as a segment, characters that do not belong into a URL.
    pub fn base_url(&self) -> Result<BaseUrl, InvalidServer> {
        BaseUrl::parse(self.0.as_ref().map_err(Clone::clone)?)
    }
}

impl From<&str> for Server {
    fn from(url: &str) -> Self {
        Self(Ok(url.into()))
    }
}

impl From<String> for Server {
    fn from(url: String) -> Self {
        Self(Ok(url))
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.base_url() {
            Ok(base) => formatter.debug_tuple("Server").field(&base.to_string()).finish(),
            Err(error) => formatter.debug_tuple("Server").field(&error).finish(), // the text may hold a password
        }
    }
}

/// A base URL that has been read: an origin and the path before all paths.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: Origin,
    /// As written, without a slash at the end.
    prefix: String,
}

/// Scheme, host and port: the party that credentials are meant for.
#[derive(Clone, PartialEq, Eq)]
pub struct Origin {
    https: bool,
    /// In lower case; an IPv6 address with its brackets.
    host: String,
    port: u16,
}

impl Origin {
    /// The origin of an absolute `http` or `https` URL without a user.
    #[must_use]
    pub fn of(uri: &Uri) -> Option<Self> {
        let https = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = uri.authority()?.as_str();
        Self::parse(https, authority).ok()
    }

    fn parse(https: bool, authority: &str) -> Result<Self, InvalidServer> {
        if authority.contains('@') {
            return Err(InvalidServer::new("it holds a user or a password"));
        }
        let end = authority.rfind(']').map_or(0, |bracket| bracket + 1);
        let (host, port) = match authority[end..].find(':') {
            Some(colon) => (&authority[..end + colon], Some(&authority[end + colon + 1..])),
            None => (authority, None),
        };
        let named = |host: &str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
        let numbered = |host: &str| {
            host.strip_prefix('[')
                .and_then(|host| host.strip_suffix(']'))
                .is_some_and(|host| host.parse::<std::net::Ipv6Addr>().is_ok())
        };
        if host.is_empty() || !(named(host) || numbered(host)) {
            return Err(InvalidServer::new("its host is none"));
        }
        let port = match port {
            None if https => 443,
            None => 80,
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse().map_err(|_| InvalidServer::new("its port is none"))?
            }
            Some(_) => return Err(InvalidServer::new("its port is none")),
        };
        Ok(Self { https, host: host.to_ascii_lowercase(), port })
    }

    /// Whether the connection is encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// Whether the host is this machine: `localhost` or a loopback address.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let address = self.host.trim_start_matches('[').trim_end_matches(']');
        self.host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.https { "https" } else { "http" };
        write!(formatter, "{scheme}://{}", self.host)?;
        match (self.https, self.port) {
            (true, 443) | (false, 80) => Ok(()),
            (_, port) => write!(formatter, ":{port}"),
        }
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl BaseUrl {
    fn parse(url: &str) -> Result<Self, InvalidServer> {
        if url.starts_with(['/', '.']) {
            return Err(InvalidServer::new("it is relative, and the whole URL is needed"));
        }
        let (scheme, rest) = url.split_once("://").ok_or(InvalidServer::new("it has no scheme"))?;
        let https = if scheme.eq_ignore_ascii_case("https") {
            true
        } else if scheme.eq_ignore_ascii_case("http") {
            false
        } else {
            return Err(InvalidServer::new("its scheme is neither http nor https"));
        };
        if rest.contains(['?', '#']) {
            return Err(InvalidServer::new("it holds a query or a fragment"));
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let origin = Origin::parse(https, authority)?;
        check_path(path).map_err(InvalidServer::new)?;
        Ok(Self { origin, prefix: path.trim_end_matches('/').into() })
    }

    /// The same path on the server that takes this one's place, after that one's own path.
    #[must_use]
    pub fn moved_to(&self, other: &Self) -> Self {
        Self { origin: other.origin.clone(), prefix: format!("{}{}", other.prefix, self.prefix) }
    }

    /// The party that is talked to.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The URL of a path (which begins with a slash) and a query, both encoded: built as text, read once, and compared with what was built.
    ///
    /// `None` when the parts are no URL of this origin that is read back as it was written.
    #[must_use]
    pub fn join(&self, path: &str, query: Option<&str>) -> Option<Uri> {
        if !path.starts_with('/') {
            return None;
        }
        let path = format!("{}{path}", self.prefix);
        let mut text = format!("{}{path}", self.origin);
        if let Some(query) = query {
            text.push('?');
            text.push_str(query);
        }
        let uri = Uri::try_from(text.as_str()).ok()?;
        let legal = check_path(&path).is_ok() && check_text(query.unwrap_or_default(), b"/?[]").is_ok();
        let kept = uri.path() == path && uri.query() == query && legal;
        (kept && Origin::of(&uri).as_ref() == Some(&self.origin)).then_some(uri)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.origin, self.prefix)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Says what is wrong with an encoded path: characters that do not belong there, a lone `%`, or a segment that URL libraries take away.
///
/// # Errors
///
/// The reason, for a message.
pub fn check_path(path: &str) -> Result<(), &'static str> {
    check_text(path, b"/")?;
    if path.split('/').any(is_dot_segment) {
        return Err("its path holds `.` or `..` as a segment");
    }
    Ok(())
}

/// RFC 3986's `pchar`, and some more.
fn check_text(text: &str, more: &[u8]) -> Result<(), &'static str> {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'%' => {
                let digits = bytes.get(at + 1..at + 3);
                if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                    return Err("it holds a lone `%`");
                }
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {}
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b':' | b'@' => {}
            _ if more.contains(byte) => {}
            _ => return Err("it holds a character that must be percent-encoded"),
        }
    }
    Ok(())
}

/// Whether URL libraries take this segment of an encoded path for `.` or `..`.
#[must_use]
pub fn is_dot_segment(segment: &str) -> bool {
    // Nearly all segments begin with something else, and need no look at the rest.
    if segment.len() > 6 || !segment.starts_with(['.', '%']) {
        return false;
    }
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

/// A text that cannot be the base URL of a server. The text itself is not repeated: it may hold a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidServer {
    reason: &'static str,
    variable: Option<&'static str>,
}

impl InvalidServer {
    pub(super) const fn new(reason: &'static str) -> Self {
        Self { reason, variable: None }
    }

    pub(super) const fn of_variable(variable: &'static str, reason: &'static str) -> Self {
        Self { reason, variable: Some(variable) }
    }
}

impl fmt::Display for InvalidServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the server's URL cannot be used: ")?;
        if let Some(variable) = self.variable {
            write!(formatter, "for its variable `{variable}` ")?;
        }
        formatter.write_str(self.reason)
    }
}

impl std::error::Error for InvalidServer {}
