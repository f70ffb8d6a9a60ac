//! Servers that single operations have in place of the client's.
//!
//! Responsible for where such an operation goes: to no server that is not of the client's own origin, unless the user has said so.

use std::borrow::Cow;

use super::request::RequestError;
use super::server::{BaseUrl, InvalidServer, Origin, Server};

/// What the user has said of servers that are not the client's own.
#[derive(Clone, Debug)]
pub struct OtherServers {
    trusted: Vec<Origin>,
    replaced: Vec<(Replaced, BaseUrl)>,
}

/// What the document says of a server that another one takes the place of.
#[derive(Clone, Debug, PartialEq)]
enum Replaced {
    Origin(Origin),
    /// A URL with variables or without a host, as it stands in the document.
    Template(String),
}

impl OtherServers {
    /// Reads the URLs.
    ///
    /// # Errors
    ///
    /// When one of them cannot be used.
    pub fn read(trusted: &[Server], replaced: &[(Server, Server)]) -> Result<Self, InvalidServer> {
        let origin = |server: &Server| server.base_url().map(|base| base.origin().clone());
        Ok(Self {
            trusted: trusted.iter().map(origin).collect::<Result<_, _>>()?,
            replaced: replaced
                .iter()
                .map(|(document, instead)| {
                    let document = match document.template() {
                        Some(template) => Replaced::Template(template.into()),
                        None => Replaced::Origin(origin(document)?),
                    };
                    Ok((document, instead.base_url()?))
                })
                .collect::<Result<_, _>>()?,
        })
    }

    /// Every origin that requests may go to because of this.
    pub fn origins(&self) -> impl Iterator<Item = &Origin> {
        self.trusted.iter().chain(self.replaced.iter().map(|(_, instead)| instead.origin()))
    }

    /// Where an operation goes, given the client's server and the operation's own: relative ones are on the client's.
    ///
    /// # Errors
    ///
    /// When there are some and none of them may be used.
    pub fn choose<'a>(
        &self,
        base: &'a BaseUrl,
        own: &'static [&'static str],
    ) -> Result<Cow<'a, BaseUrl>, RequestError> {
        if own.is_empty() {
            return Ok(Cow::Borrowed(base));
        }
        let from = format!("{base}/");
        let instead = |document: &Replaced| {
            self.replaced.iter().find(|(known, _)| known == document).map(|(_, instead)| instead.clone())
        };
        for url in own {
            let server = Server::from(*url);
            if let Some(template) = server.template() {
                match instead(&Replaced::Template(template.into())) {
                    Some(instead) => return Ok(Cow::Owned(instead)),
                    None => continue,
                }
            }
            let Ok(server) = server.relative_to(&from).base_url() else { continue };
            if let Some(instead) = instead(&Replaced::Origin(server.origin().clone())) {
                return Ok(Cow::Owned(server.moved_to(&instead)));
            }
            if server.origin() == base.origin() || self.trusted.contains(server.origin()) {
                return Ok(Cow::Owned(server));
            }
        }
        Err(RequestError::UntrustedServer(own))
    }
}
