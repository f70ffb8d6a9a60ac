//! Servers: the variants of `Environment`.

use super::{Lowering, docs};
use crate::ir;
use crate::naming::{Claim, Scope, pascal};
use crate::parse::{Server, ServerVariable};

impl Lowering<'_, '_> {
    /// The servers with an absolute URL; variables take their defaults.
    pub(super) fn lower_servers(&mut self, servers: Option<&[Server]>) -> Vec<ir::Server> {
        let mut lowered: Vec<ir::Server> = Vec::new();
        let mut claims = Vec::new();
        for server in servers.unwrap_or_default() {
            let Server { place: _, url, description, variables, extensions } = server;
            self.check_extensions(extensions, &["x-environment", "x-rust-name"]);
            let mut text = url.value.clone();
            for (name, variable) in variables.iter() {
                let ServerVariable { place, enumeration: _, default, description: _, extensions: _ } = variable;
                if let Some(default) = default {
                    self.unsupported(
                        *place,
                        format!("the server variable `{name}` always has its default, `{}`", default.value),
                    );
                    text = text.replace(&format!("{{{name}}}"), &default.value);
                }
            }
            if !text.starts_with("https://") && !text.starts_with("http://") {
                self.unsupported(
                    url.place,
                    format!(
                        "`{text}` is relative to where the document stands, which is not known: give the client a URL"
                    ),
                );
                continue;
            }
            if lowered.iter().any(|other| other.url == text) {
                continue;
            }
            let environment = self.text(extensions, "x-environment");
            let pinned = self.rust_name(extensions);
            let wire = environment.unwrap_or_else(|| host(&text).to_owned());
            claims.push(Claim {
                wire: format!("{wire} {text}"),
                wanted: pinned.clone().unwrap_or_else(|| pascal(&wire)),
                pinned: pinned.is_some(),
            });
            lowered.push(ir::Server {
                name: ir::Name { wire, rust: String::new() },
                url: text,
                docs: ir::Docs {
                    description: docs::text(description),
                    assumed: self.text(extensions, "x-assumed"),
                    ..ir::Docs::default()
                },
            });
        }
        for (server, assigned) in lowered.iter_mut().zip(Scope::with_reserved(["Self"]).assign(&claims)) {
            server.name.rust = assigned.name;
        }
        lowered
    }
}

/// The host of an absolute URL.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':', '?', '#']).next().unwrap_or(rest)
}
