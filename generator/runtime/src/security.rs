//! Credentials, and which of them an operation asks for.
//!
//! Responsible for the kinds of credentials, where they are put into a request, and the choice among alternatives. Does not know to which
//! server a request goes: that is checked where it is sent.

use std::fmt::Write as _;

use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};

use super::framing::is_framing;
use super::parameter;
use super::request::{Pair, RawRequest, RequestError};
use super::secret::Secret;
use super::token::ClientCredentials;

/// Alternatives, each a list of schemes that are needed together. No alternative: no credentials. An empty alternative: they are optional.
pub type Requirements = &'static [&'static [&'static str]];

/// A credential. Its `Debug` shows no secret.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Credential {
    /// `Authorization: Bearer …`
    Bearer(Secret),
    /// `Authorization: Basic …`
    Basic {
        /// The user's name; holds no colon.
        username: String,
        /// The password.
        password: Secret,
    },
    /// A header of its own.
    Header {
        /// The header's name.
        name: String,
        /// Its value.
        value: Secret,
    },
    /// A member of the query.
    Query {
        /// The member's name.
        name: String,
        /// Its value.
        value: Secret,
    },
    /// A cookie.
    Cookie {
        /// The cookie's name.
        name: String,
        /// Its value.
        value: Secret,
    },
    /// `Authorization: Bearer …` with an access token that the client gets, and renews, by its own credentials (OAuth 2.0).
    ClientCredentials(ClientCredentials),
}

impl Credential {
    /// Whether the credential can be put into a request.
    ///
    /// # Errors
    ///
    /// The reason why not, without the credential.
    pub fn check(&self) -> Result<(), &'static str> {
        let visible = |secret: &Secret| {
            let text = secret.expose();
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
        };
        let printable = |secret: &Secret| header_value(secret.expose()).is_some_and(|value| !value.is_empty());
        match self {
            Self::Bearer(token) if !visible(token) => Err("a bearer token has visible ASCII characters only"),
            Self::Basic { username, .. } if username.contains(':') => Err("a user's name has no colon"),
            Self::Header { name, .. }
                if !HeaderName::from_bytes(name.as_bytes()).is_ok_and(|name| !is_framing(&name)) =>
            {
                Err("the header's name is none, or one that HTTP itself needs")
            }
            Self::Header { value, .. } if !printable(value) => {
                Err("a header's value has visible ASCII characters only")
            }
            Self::Query { value, .. } if value.expose().is_empty() => Err("it is empty"),
            Self::Cookie { value, .. } if !visible(value) || value.expose().contains([';', ',', '"', '\\']) => {
                Err("a cookie's value has visible ASCII characters only, and none of `;`, `,`, `\"`, `\\`")
            }
            Self::Cookie { name, .. } if HeaderName::from_bytes(name.as_bytes()).is_err() => {
                Err("the cookie's name is none")
            }
            _ => Ok(()),
        }
    }

    /// Puts the credential into a request. Headers are marked as sensitive. A header, a member of the query or a
    /// cookie of its name that the call has already stays, and is not sent twice.
    pub fn apply(&self, request: &mut RawRequest) -> Result<(), RequestError> {
        match self {
            Self::Bearer(token) => set(request, AUTHORIZATION, &format!("Bearer {}", token.expose())),
            Self::Basic { username, password } => {
                let plain = format!("{username}:{}", password.expose());
                set(request, AUTHORIZATION, &format!("Basic {}", base64(plain.as_bytes())))
            }
            Self::Header { name, value } => {
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| RequestError::Header)?;
                set(request, name, value.expose())
            }
            Self::Query { name, value } => {
                let (name, value) = (parameter::percent_encode(name), parameter::percent_encode(value.expose()));
                if !request.query.iter().any(|pair| pair.name == name) {
                    request.query.push(Pair { name, value, sensitive: true });
                }
                Ok(())
            }
            Self::Cookie { name, value } => {
                let earlier = request.headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
                if earlier.split("; ").any(|cookie| cookie.split_once('=').is_some_and(|(known, _)| known == name)) {
                    return Ok(());
                }
                let mut cookies = if earlier.is_empty() { String::new() } else { format!("{earlier}; ") };
                let _ = write!(cookies, "{name}={}", value.expose());
                request.headers.remove(COOKIE);
                set(request, COOKIE, &cookies)
            }
            Self::ClientCredentials(credentials) => {
                if !request.headers.contains_key(AUTHORIZATION) {
                    request.token = Some(credentials.clone()); // the token is put in when it is known, for each attempt
                }
                Ok(())
            }
        }
    }
}

fn set(request: &mut RawRequest, name: HeaderName, value: &str) -> Result<(), RequestError> {
    let mut value = header_value(value).ok_or(RequestError::Header)?;
    value.set_sensitive(true);
    request.headers.entry(name).or_insert(value);
    Ok(())
}

/// A header's value: visible ASCII, and spaces and tabs inside. `http` alone would let other bytes pass.
#[must_use]
pub fn header_value(text: &str) -> Option<HeaderValue> {
    let clean = text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    let bare = text.trim_matches(' ').len() == text.len();
    if clean && bare { HeaderValue::from_str(text).ok() } else { None }
}

/// The credentials of a client, by the names of their schemes.
#[derive(Clone, Debug, Default)]
pub struct Credentials(Vec<(String, Credential)>);

impl Credentials {
    /// Keeps a credential; one of the same scheme is replaced.
    pub fn insert(&mut self, scheme: String, credential: Credential) {
        self.0.retain(|(name, _)| *name != scheme);
        self.0.push((scheme, credential));
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Credential)> {
        self.0.iter().map(|(name, credential)| (name.as_str(), credential))
    }

    fn get(&self, scheme: &str) -> Option<&Credential> {
        self.0.iter().find(|(name, _)| name == scheme).map(|(_, credential)| credential)
    }

    /// Puts the credentials of the first alternative that can be met into a request; an empty alternative is the last choice. What
    /// a parameter of the request carries need not be here.
    pub fn apply(
        &self,
        requirements: Requirements,
        may_lack: bool,
        request: &mut RawRequest,
    ) -> Result<(), RequestError> {
        let has = |scheme: &&str| self.get(scheme).is_some() || request.met.contains(scheme);
        let met = |alternative: &&&[&str]| !alternative.is_empty() && alternative.iter().all(has);
        if let Some(alternative) = requirements.iter().find(met) {
            return alternative
                .iter()
                .filter_map(|scheme| self.get(scheme))
                .try_for_each(|credential| credential.apply(request));
        }
        let optional = requirements.iter().any(|alternative| alternative.is_empty());
        let by_hand = request.headers.contains_key(AUTHORIZATION);
        if requirements.is_empty() || optional || may_lack || by_hand {
            return Ok(());
        }
        Err(RequestError::MissingCredential(requirements))
    }

    /// Puts all credentials into a request.
    pub fn apply_all(&self, request: &mut RawRequest) -> Result<(), RequestError> {
        self.0.iter().try_for_each(|(_, credential)| credential.apply(request))
    }
}

/// Base64 with padding (RFC 4648, section 4).
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = [chunk[0], chunk.get(1).copied().unwrap_or(0), chunk.get(2).copied().unwrap_or(0)];
        let bits = u32::from(group[0]) << 16 | u32::from(group[1]) << 8 | u32::from(group[2]);
        for place in 0..4 {
            if place <= chunk.len() {
                text.push(char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}
