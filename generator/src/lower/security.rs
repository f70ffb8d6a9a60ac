//! Security schemes and requirements.

use client_runtime::Credential;

use super::{Lowering, docs};
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{Claim, Scope, snake};
use crate::parse::{
    Map, RefOr, SecurityKind, SecurityLocation, SecurityRequirement, SecurityScheme, parse_security_scheme,
};
use crate::source::Place;

/// Methods that a client's builder has anyway.
const RESERVED_METHODS: &[&str] = &[
    "new",
    "transport",
    "timeouts",
    "retry",
    "retry_quota",
    "clock",
    "max_response_bytes",
    "strict_responses",
    "user_agent",
    "default_header",
    "credential",
    "allow_missing_credentials",
    "allow_plain_http",
    "trust",
    "replace_server",
    "build",
    "build_blocking",
    "into_core",
];

/// The schemes of a document.
#[derive(Default)]
pub(super) struct Schemes {
    /// Those that a builder method takes the credential of.
    supported: Vec<ir::SecurityScheme>,
    /// The names of those that the transport sees to.
    by_transport: Vec<String>,
    /// The names of those that have no kind, which has been reported.
    unreadable: Vec<String>,
}

/// The scopes that operations need, each with the name of its scheme, in the order of the document.
#[derive(Default)]
pub(super) struct Scopes(Vec<(String, String)>);

impl Schemes {
    /// The schemes whose credential is what a parameter carries.
    pub(super) fn sent_in(&self, parameter: &ir::Parameter) -> Vec<String> {
        let is_sent = |scheme: &&ir::SecurityScheme| match &scheme.kind {
            ir::SecurityKind::Key { location, name } if *location == parameter.location => match location {
                ir::Location::Header => name.eq_ignore_ascii_case(&parameter.name.wire),
                ir::Location::Query | ir::Location::Cookie | ir::Location::Path => *name == parameter.name.wire,
            },
            _ => false,
        };
        self.supported.iter().filter(is_sent).map(|scheme| scheme.name.wire.clone()).collect()
    }

    /// The schemes that a builder method takes the credential of. An access token is asked for with every scope that an operation needs,
    /// since all calls share it.
    pub(super) fn finish(mut self, needed: Scopes) -> Vec<ir::SecurityScheme> {
        for scheme in &mut self.supported {
            if let ir::SecurityKind::ClientCredentials { scopes, .. } = &mut scheme.kind {
                let own = needed.0.iter().filter(|(name, _)| *name == scheme.name.wire);
                for (_, scope) in own {
                    if !scopes.contains(scope) {
                        scopes.push(scope.clone());
                    }
                }
            }
        }
        self.supported
    }
}

impl Lowering<'_, '_> {
    /// All security schemes.
    pub(super) fn lower_security_schemes(&mut self, schemes: Map<RefOr<SecurityScheme>>) -> Schemes {
        let mut result = Schemes::default();
        let mut claims = Vec::new();
        for (name, scheme) in schemes {
            let Some(followed) = self.follow(&scheme, parse_security_scheme) else { continue };
            let SecurityScheme { place, kind, description, extensions } = followed.object;
            self.check_extensions(&extensions, &["x-rust-name"]);
            if let Some(message) = left_to_caller(&name, &kind) {
                self.context.diagnostics.report(Code::LeftToCaller, place, message);
            }
            let Some((kind, method)) = lower_kind(&kind) else {
                let names =
                    if kind == SecurityKind::MutualTls { &mut result.by_transport } else { &mut result.unreadable };
                names.push(name);
                continue;
            };
            if let Some(reason) = unsendable(&kind) {
                self.unsupported(place, format!("the credential for `{name}` cannot be sent: {reason}"));
            }
            let pinned = self.rust_name(&extensions);
            claims.push(Claim {
                wire: name.clone(),
                wanted: pinned.clone().unwrap_or_else(|| method.to_owned()),
                pinned: pinned.is_some(),
            });
            result.supported.push(ir::SecurityScheme {
                name: ir::Name { wire: name, rust: String::new() },
                kind,
                docs: ir::Docs {
                    description: followed.description.or_else(|| docs::text(&description)),
                    assumed: self.text(&extensions, "x-assumed"),
                    ..ir::Docs::default()
                },
            });
        }
        // Two schemes of one kind are told apart by their names, whichever comes first.
        let crowded: Vec<String> = claims.iter().map(|claim| claim.wanted.clone()).collect();
        for claim in &mut claims {
            if !claim.pinned && crowded.iter().filter(|wanted| **wanted == claim.wanted).count() > 1 {
                claim.wanted = snake(&format!("{} {}", claim.wire, claim.wanted));
            }
        }
        let mut scope = Scope::with_reserved(RESERVED_METHODS.iter().copied());
        for (scheme, assigned) in result.supported.iter_mut().zip(scope.assign(&claims)) {
            scheme.name.rust = assigned.name;
        }
        result
    }

    /// The alternatives of an operation; those that need a scheme that is not there are left out.
    pub(super) fn lower_security(
        &mut self,
        requirements: Option<&[SecurityRequirement]>,
        schemes: &Schemes,
    ) -> Vec<Vec<String>> {
        let mut alternatives = Vec::new();
        for requirement in requirements.unwrap_or_default() {
            let SecurityRequirement { place, schemes: needed } = requirement;
            let mut names = Vec::new();
            let mut usable = true;
            for (name, scopes) in needed.iter() {
                if schemes.supported.iter().any(|scheme| scheme.name.wire == name) {
                    names.push(name.to_owned());
                    self.scopes.0.extend(scopes.value.iter().map(|scope| (name.to_owned(), scope.value.clone())));
                } else if !schemes.by_transport.iter().any(|other| other == name) {
                    usable = false;
                    if !schemes.unreadable.iter().any(|other| other == name) {
                        let near = crate::diagnostic::closest(
                            name,
                            schemes.supported.iter().map(|scheme| scheme.name.wire.as_str()),
                        )
                        .map(str::to_owned);
                        let message = format!("there is no security scheme `{name}`");
                        let diagnostic =
                            self.context.diagnostics.report(Code::UnknownSecurityScheme, scopes.place.key(), message);
                        match near {
                            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                            None => diagnostic.help("declare it in `components`, `securitySchemes`"),
                        };
                    }
                }
            }
            if usable {
                self.check_headers(&names, schemes, *place);
                alternatives.push(names);
            }
        }
        alternatives
    }
}

impl Lowering<'_, '_> {
    /// A header has one value, so of two schemes that need it together only the first one is met.
    fn check_headers(&mut self, names: &[String], schemes: &Schemes, place: Place) {
        let mut known: Vec<(String, &String)> = Vec::new();
        for name in names {
            let scheme = schemes.supported.iter().find(|scheme| scheme.name.wire == *name);
            let Some(header) = scheme.and_then(|scheme| header_of(&scheme.kind)) else { continue };
            match known.iter().find(|(other, _)| *other == header) {
                Some((_, first)) => {
                    let message =
                        format!("`{first}` and `{name}` need the same header, `{header}`: only `{first}` is sent");
                    self.unsupported(place, message);
                }
                None => known.push((header, name)),
            }
        }
    }
}

/// The header that a credential goes into, in lower case.
fn header_of(kind: &ir::SecurityKind) -> Option<String> {
    match kind {
        ir::SecurityKind::Key { location: ir::Location::Header, name } => Some(name.to_ascii_lowercase()),
        ir::SecurityKind::Key { .. } => None,
        ir::SecurityKind::Bearer
        | ir::SecurityKind::Basic
        | ir::SecurityKind::Authorization { .. }
        | ir::SecurityKind::ClientCredentials { .. } => Some("authorization".to_owned()),
    }
}

/// The kind on the Rust side, and the usual name of its builder method.
fn lower_kind(kind: &SecurityKind) -> Option<(ir::SecurityKind, &'static str)> {
    match kind {
        SecurityKind::Http { scheme, bearer_format: _ } => match scheme.as_ref()?.value.to_ascii_lowercase().as_str() {
            "bearer" => Some((ir::SecurityKind::Bearer, "bearer_token")),
            "basic" => Some((ir::SecurityKind::Basic, "basic_auth")),
            other => Some((ir::SecurityKind::Authorization { scheme: other.to_owned() }, "authorization")),
        },
        SecurityKind::ApiKey { name, location } => {
            let location = match location.as_ref()?.value {
                SecurityLocation::Header => ir::Location::Header,
                SecurityLocation::Query => ir::Location::Query,
                SecurityLocation::Cookie => ir::Location::Cookie,
            };
            Some((ir::SecurityKind::Key { location, name: name.as_ref()?.value.clone() }, "api_key"))
        }
        SecurityKind::OAuth2 { flows } => {
            let flow = flows.as_ref().and_then(|flows| flows.client_credentials.as_ref());
            match flow.and_then(|flow| flow.token_url.as_ref()) {
                Some(url) => {
                    let token_url = url.value.clone();
                    Some((ir::SecurityKind::ClientCredentials { token_url, scopes: Vec::new() }, "client_credentials"))
                }
                None => Some((ir::SecurityKind::Bearer, "access_token")),
            }
        }
        // The caller brings the token, which goes where RFC 6750 puts it.
        SecurityKind::OpenIdConnect { url: _ } => Some((ir::SecurityKind::Bearer, "access_token")),
        SecurityKind::MutualTls => None,
    }
}

/// Why the client's builder will refuse every credential of the kind.
fn unsendable(kind: &ir::SecurityKind) -> Option<&'static str> {
    let ir::SecurityKind::Key { location, name } = kind else { return None };
    let (name, value) = (name.clone(), "value".into());
    let credential = match location {
        ir::Location::Header => Credential::Header { name, value },
        ir::Location::Query => Credential::Query { name, value },
        ir::Location::Cookie => Credential::Cookie { name, value },
        ir::Location::Path => return None,
    };
    credential.check().err()
}

/// What the client does not do for a scheme, and who does it then.
fn left_to_caller(name: &str, kind: &SecurityKind) -> Option<String> {
    let token = |flow: &str| format!("the client does not log in by {flow} for `{name}`: give it an access token");
    match kind {
        SecurityKind::Http { scheme, bearer_format: _ } => {
            let scheme = scheme.as_ref()?.value.to_ascii_lowercase();
            (!matches!(scheme.as_str(), "bearer" | "basic")).then(|| {
                format!("the client does not know the scheme `{scheme}` of `{name}`: give it the value of the header `Authorization`")
            })
        }
        SecurityKind::ApiKey { .. } => None,
        SecurityKind::OAuth2 { flows } => {
            let flows = flows.as_ref()?;
            let others = [
                ("implicit", &flows.implicit),
                ("password", &flows.password),
                ("authorizationCode", &flows.authorization_code),
            ];
            let others: Vec<String> =
                others.iter().filter(|(_, flow)| flow.is_some()).map(|(flow, _)| format!("`{flow}`")).collect();
            let alone = flows.client_credentials.as_ref().is_none_or(|flow| flow.token_url.is_none());
            (alone && !others.is_empty()).then(|| token(&others.join(" or ")))
        }
        SecurityKind::OpenIdConnect { url: _ } => Some(token("OpenID Connect")),
        SecurityKind::MutualTls => {
            Some(format!("the certificate for `{name}` is the transport's business: give the client one that has it"))
        }
    }
}
