//! Servers: those of the document, and those of single operations.

use super::{Lowering, docs};
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{Claim, Scope, pascal, snake, variant};
use crate::parse::{Map, Server, ServerVariable, Spanned};

/// Methods of a server's type that a setter must not hide.
const RESERVED_SETTERS: &[&str] = &["new", "default", "clone", "fmt", "eq", "from", "into"];

impl Lowering<'_, '_> {
    /// The servers of the document. Of those that are relative to where it is served, the user has to say that.
    pub(super) fn lower_servers(&mut self, servers: Option<&[Server]>) -> Vec<ir::Server> {
        let mut lowered: Vec<(String, ir::Server)> = Vec::new();
        let mut claims = Vec::new();
        let mut longer = Vec::new();
        for server in servers.unwrap_or_default() {
            let Server { place: _, url, description, variables, extensions } = server;
            self.check_extensions(extensions, &["x-environment", "x-rust-name"]);
            self.check_variables(&url.value, variables);
            let full = with_defaults(&url.value, variables);
            self.check_url(full.as_deref(), url);
            // No text but the base that the user gives anyway.
            let empty = full.as_ref().is_some_and(|url| url.trim_matches(['/', '.']).is_empty());
            if empty || lowered.iter().any(|(other, _)| *other == url.value) {
                continue;
            }
            let environment = self.text(extensions, "x-environment");
            let pinned = self.rust_name(extensions);
            let given = environment.is_some() || pinned.is_some();
            longer.push((!given).then(|| whole_name(full.as_deref().unwrap_or(&url.value))));
            let wire = environment.unwrap_or_else(|| usual_name(full.as_deref().unwrap_or(&url.value)));
            claims.push(Claim {
                wire: format!("{wire} {}", full.as_deref().unwrap_or(&url.value)),
                wanted: pinned.clone().unwrap_or_else(|| pascal(&wire)),
                pinned: pinned.is_some(),
            });
            let relative = !is_absolute(full.as_deref().unwrap_or(&url.value));
            let template =
                (relative || url.value.contains('{')).then(|| self.lower_template(&url.value, variables, relative));
            let server = ir::Server {
                name: ir::Name { wire, rust: String::new() },
                url: full.filter(|_| !relative),
                template,
                docs: ir::Docs {
                    description: docs::text(description),
                    assumed: self.text(extensions, "x-assumed"),
                    ..ir::Docs::default()
                },
            };
            lowered.push((url.value.clone(), server));
        }
        tell_apart(&mut claims, longer);
        let mut servers: Vec<ir::Server> = lowered.into_iter().map(|(_, server)| server).collect();
        for (server, assigned) in servers.iter_mut().zip(Scope::with_reserved(["Self"]).assign(&claims)) {
            server.name.rust = assigned.name;
        }
        name_types(&mut servers);
        servers
    }

    /// A URL with its variables: those it names, whether they are declared or not.
    fn lower_template(&mut self, url: &str, variables: &Map<ServerVariable>, relative: bool) -> ir::ServerTemplate {
        let mut lowered = Vec::new();
        for name in variable_names(url) {
            let declared = variables.iter().find(|(known, _)| *known == name).map(|(_, variable)| variable);
            let (mut default, mut choice, mut docs) = (None, None, ir::Docs::default());
            if let Some(ServerVariable { place: _, enumeration, default: usual, description, extensions }) = declared {
                self.no_extensions(extensions);
                default = usual.as_ref().map(|usual| usual.value.clone());
                docs.description = docs::text(description);
                choice = enumeration.as_ref().map(|values| {
                    let mut texts: Vec<&String> = values.iter().map(|value| &value.value).chain(&default).collect();
                    let mut seen = std::collections::HashSet::new();
                    texts.retain(|text| seen.insert(*text));
                    choice_of(&texts)
                });
            }
            lowered.push(ir::ServerVariable {
                name: ir::Name { wire: name.to_owned(), rust: String::new() },
                default,
                choice,
                docs,
            });
        }
        let claims: Vec<Claim> = lowered
            .iter()
            .map(|variable| Claim {
                wire: variable.name.wire.clone(),
                wanted: snake(&variable.name.wire),
                pinned: false,
            })
            .collect();
        let mut scope = Scope::with_reserved(RESERVED_SETTERS.iter().copied());
        for (variable, assigned) in lowered.iter_mut().zip(scope.assign(&claims)) {
            variable.name.rust = assigned.name;
        }
        let base = relative.then(|| scope.claim("base of a relative URL", "base").name);
        ir::ServerTemplate { type_name: String::new(), url: url.to_owned(), base, variables: lowered }
    }

    /// A default is one of the values (OpenAPI 3.1.1, 4.8.6.1), and a variable stands in the URL.
    fn check_variables(&mut self, url: &str, variables: &Map<ServerVariable>) {
        let names = variable_names(url);
        for (name, variable) in variables.iter() {
            let values = variable.enumeration.as_deref().unwrap_or_default();
            if let Some(default) = &variable.default
                && !values.is_empty()
                && !values.iter().any(|value| value.value == default.value)
            {
                let message = format!("the default `{}` is none of the values in `enum`", default.value);
                let diagnostic = self.context.diagnostics.report(Code::UnknownValue, default.place, message);
                diagnostic.help("the client takes it for one of them; correct it, or add it to `enum`");
            }
            if !names.contains(&name) {
                let message = format!("the URL has no `{{{name}}}`: the variable has no effect");
                self.context.diagnostics.report(Code::IgnoredMember, variable.place.key(), message);
            }
        }
    }

    /// What the client's builder will refuse is said here, where the document can still be mended.
    fn check_url(&mut self, full: Option<&str>, url: &Spanned<String>) {
        let Some(full) = full.filter(|full| is_absolute(full)) else { return };
        if let Err(error) = client_runtime::Server::from(full).base_url() {
            self.unsupported(url.place, error.to_string());
        }
    }

    /// The URLs of the servers that an operation goes to in place of the client's; none where the document says the same for all.
    pub(super) fn lower_own_servers(&mut self, own: Option<&[Server]>, document: Option<&[Server]>) -> Vec<String> {
        let mut urls: Vec<String> = Vec::new();
        for server in own.unwrap_or_default() {
            let Server { place, url, description: _, variables, extensions } = server;
            self.no_extensions(extensions);
            self.check_variables(&url.value, variables);
            let full = with_defaults(&url.value, variables);
            let missing = match &full {
                None => Some("has a variable without a default"),
                Some(full) if full.ends_with("://") => Some("names no host"),
                Some(_) => None,
            };
            if let Some(missing) = missing {
                let message = format!(
                    "`{}` {missing}: the client's builder has to say by `replace_server` what takes its place",
                    url.value
                );
                self.context.diagnostics.report(Code::LeftToCaller, *place, message);
            } else {
                self.check_url(full.as_deref(), url);
            }
            let full = full.unwrap_or_else(|| url.value.clone());
            if !urls.contains(&full) {
                urls.push(full);
            }
        }
        let usual: Vec<String> = document
            .unwrap_or_default()
            .iter()
            .filter_map(|server| with_defaults(&server.url.value, &server.variables))
            .collect();
        let same = urls.len() == usual.len() && urls.iter().all(|url| usual.contains(url));
        if same { Vec::new() } else { urls }
    }
}

/// What the documentation of an operation says of its own servers.
pub(super) fn own_servers_note(urls: &[String]) -> Option<String> {
    let urls: Vec<String> = urls.iter().map(|url| format!("`{url}`")).collect();
    (!urls.is_empty()).then(|| {
        format!(
            "Goes to {} in place of the client's server. If that is of another origin, the client's builder has to allow it by `trust`, or to send it elsewhere by `replace_server`.",
            urls.join(" or ")
        )
    })
}

/// The types of templates are named after their servers, and those of their values after the types.
fn name_types(servers: &mut [ir::Server]) {
    let mut scope = Scope::with_reserved(["Server", "Environment"]);
    for server in servers {
        let Some(template) = &mut server.template else { continue };
        let wanted = if server.name.rust.ends_with("Server") {
            server.name.rust.clone()
        } else {
            format!("{}Server", server.name.rust)
        };
        template.type_name = scope.claim(&template.url, &wanted).name;
        for variable in &mut template.variables {
            if let Some(choice) = &mut variable.choice {
                let wanted = format!("{}{}", template.type_name, pascal(&variable.name.wire));
                choice.type_name = scope.claim(&format!("{} {}", template.url, variable.name.wire), &wanted).name;
            }
        }
    }
}

fn choice_of(texts: &[&String]) -> ir::ServerChoice {
    let claims: Vec<Claim> =
        texts.iter().map(|text| Claim { wire: (*text).clone(), wanted: variant(text), pinned: false }).collect();
    let names = Scope::with_reserved(["Self"]).assign(&claims);
    let values = texts.iter().zip(names).map(|(text, name)| ir::Name { wire: (*text).clone(), rust: name.name });
    ir::ServerChoice { type_name: String::new(), values: values.collect() }
}

/// The URL with the defaults of its variables; none if one has no default.
fn with_defaults(url: &str, variables: &Map<ServerVariable>) -> Option<String> {
    let mut text = url.to_owned();
    for name in variable_names(url) {
        let (_, variable) = variables.iter().find(|(known, _)| *known == name)?;
        text = text.replace(&format!("{{{name}}}"), &variable.default.as_ref()?.value);
    }
    Some(text)
}

/// The variables of a URL, each once.
fn variable_names(url: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = url;
    while let Some((name, after)) = rest.split_once('{').and_then(|(_, rest)| rest.split_once('}')) {
        if !names.contains(&name) {
            names.push(name);
        }
        rest = after;
    }
    names
}

fn is_absolute(url: &str) -> bool {
    url.split_once("://").is_some_and(|(scheme, _)| !scheme.contains('/'))
}

/// Servers of one host are called by port and path, too.
fn tell_apart(claims: &mut [Claim], longer: Vec<Option<String>>) {
    let short: Vec<String> = claims.iter().map(|claim| claim.wanted.clone()).collect();
    for (claim, longer) in claims.iter_mut().zip(longer) {
        let crowded = short.iter().filter(|wanted| **wanted == claim.wanted).count() > 1;
        if let Some(longer) = longer.filter(|_| crowded) {
            claim.wanted = longer;
        }
    }
}

/// A name made of all of a URL but its scheme.
fn whole_name(url: &str) -> String {
    pascal(url.split_once("://").map_or(url, |(_, rest)| rest))
}

/// The host of an absolute URL, the path of a relative one; without its variables.
fn usual_name(url: &str) -> String {
    let rest = match url.split_once("://") {
        Some((_, rest)) => rest.split(['/', ':', '?', '#']).next().unwrap_or(rest),
        None => url,
    };
    if rest.chars().any(char::is_alphanumeric) { rest.to_owned() } else { "relative".to_owned() }
}
