//! Why a request cannot be made or sent.
//!
//! It knows the reasons, and says them in words that hold no value of the request. It must not know how requests are made.

use std::fmt;

use super::idempotency::NoRandomness;
use super::rules::Invalid;
use super::security::Requirements;
use super::transport::BoxError;
use super::writer::EncodeError;

/// Why a request cannot be made.
#[derive(Debug)]
pub enum Fault {
    /// It breaks rules.
    Invalid(Invalid),
    /// Another reason.
    Request(RequestError),
}

/// Why a request cannot be sent, besides the rules of the document. Holds no value of the request.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// The method is none.
    Method,
    /// Path and query do not make a URL of the client's server that is read back as it was written.
    Url,
    /// A parameter of the path template has no value.
    PathParameter,
    /// A header cannot be sent: its name is none or not the caller's business, or its value holds more than visible ASCII and inner spaces.
    Header,
    /// The operation goes to servers of its own, these, and none of them is of the client's origin,
    /// [trusted](super::client::ClientBuilder::trust) or [replaced](super::client::ClientBuilder::replace_server).
    UntrustedServer(&'static [&'static str]),
    /// The connection would not be encrypted, to another machine, and that was not allowed.
    PlainHttp,
    /// The operation needs credentials; these are the alternatives.
    MissingCredential(Requirements),
    /// A value has no JSON form.
    Encode(EncodeError),
    /// Members cannot be added to the body: it is neither a JSON object nor a form.
    BodyMembers,
    /// The transport cannot send such a request, for the reason that it gives: `https` without a TLS feature, for example.
    Unsupported(BoxError),
    /// No idempotency key could be made.
    NoRandomness(NoRandomness),
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method => formatter.write_str("the method is none"),
            Self::Url => formatter.write_str("path and query do not make a URL of the server"),
            Self::PathParameter => formatter.write_str("a parameter of the path has no value"),
            Self::Header => formatter.write_str("a header's name or value cannot be sent"),
            Self::UntrustedServer(servers) => write!(
                formatter,
                "it goes to a server of its own, {}: allow that by `trust` of the client's builder, or send it elsewhere by `replace_server`",
                servers.join(" or ")
            ),
            Self::PlainHttp => formatter.write_str("plain http to another machine is not allowed"),
            Self::MissingCredential(alternatives) => {
                let texts: Vec<_> = alternatives.iter().map(|schemes| schemes.join(" and ")).collect();
                write!(formatter, "no credential for {}", texts.join(", or for "))
            }
            Self::Encode(error) => write!(formatter, "a value has no JSON form: {error}"),
            Self::BodyMembers => {
                formatter.write_str("members cannot be added to a body that is neither a JSON object nor a form")
            }
            Self::Unsupported(reason) => write!(formatter, "the transport refuses it: {reason}"),
            Self::NoRandomness(error) => fmt::Display::fmt(error, formatter),
        }
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Encode(error) => Some(error),
            Self::Unsupported(reason) => Some(&**reason),
            Self::NoRandomness(error) => Some(error),
            _ => None,
        }
    }
}
