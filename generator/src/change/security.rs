//! Credentials: the schemes, and which of them an operation wants.

use super::entry::{Item, ItemKind, Verdict, code};
use super::pair::{COMPILE, Effect, Pair, RUN};
use crate::ir;

impl<'a> Pair<'a> {
    /// Security schemes: methods of the client's builder.
    pub(super) fn compare_security_schemes(&mut self) {
        let (old, new) = (&self.old.security_schemes, &self.new.security_schemes);
        for was in old {
            let item = Item::new(ItemKind::SecurityScheme, &was.name.wire);
            let Some(is) = new.iter().find(|is| is.name.wire == was.name.wire) else {
                let rust = format!("the builder's method `{}` is gone", was.name.rust);
                let reason = "programs that call the method do not compile";
                let effect = Effect { rust: &rust, verdict: COMPILE, reason };
                self.push(&item, "security-scheme-removed", format!("{} is gone", spell(&was.kind)), effect);
                continue;
            };
            self.compare_name(&item, "builder's method", &was.name.rust, &is.name.rust);
            if was.kind != is.kind {
                let effect = if arguments(&was.kind) == arguments(&is.kind) {
                    Effect {
                        rust: "the same argument is sent in another way",
                        verdict: RUN,
                        reason: "the requests of a program that did not change are others",
                    }
                } else {
                    Effect {
                        rust: "the builder's method has other arguments",
                        verdict: COMPILE,
                        reason: "programs that call the method do not compile",
                    }
                };
                let wire = format!("{} → {}", spell(&was.kind), spell(&is.kind));
                self.push(&item, "security-scheme-changed", wire, effect);
            }
            self.compare_docs(&item, &was.docs, &is.docs, true);
        }
        for is in new.iter().filter(|is| old.iter().all(|was| was.name.wire != is.name.wire)) {
            let item = Item::new(ItemKind::SecurityScheme, &is.name.wire);
            let rust = format!("the builder's method `{}` is new", is.name.rust);
            let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason: "nothing else changes" };
            self.push(&item, "security-scheme-added", spell(&is.kind), effect);
        }
    }

    /// `security` of an operation.
    pub(super) fn compare_security(&mut self, item: &Item, old: &[Vec<String>], new: &[Vec<String>]) {
        let (old, new) = (alternatives(old), alternatives(new));
        if old == new {
            return;
        }
        // Whoever had the credentials of an old alternative needs no other.
        let satisfied = |was: &Vec<String>| new.iter().any(|is| is.iter().all(|scheme| was.contains(scheme)));
        let wire = format!("`security` {} → {}", spell_alternatives(&old), spell_alternatives(&new));
        let effect = if old.iter().all(satisfied) {
            Effect {
                rust: "the credentials a program has are enough",
                verdict: Verdict::Minor,
                reason: "each old set of credentials still satisfies the operation",
            }
        } else {
            Effect {
                rust: "a call without the new credential is refused before sending",
                verdict: RUN,
                reason: "credentials that were enough no longer are",
            }
        };
        self.push(item, "security-changed", wire, effect);
    }
}

fn spell(kind: &ir::SecurityKind) -> String {
    match kind {
        ir::SecurityKind::Bearer => "bearer token".to_owned(),
        ir::SecurityKind::Basic => "user and password".to_owned(),
        ir::SecurityKind::Authorization { scheme } => format!("`Authorization` in the scheme {}", code(scheme)),
        ir::SecurityKind::ClientCredentials { token_url, scopes } => {
            let scopes =
                if scopes.is_empty() { String::new() } else { format!(", scopes {}", code(&scopes.join(" "))) };
            format!("client credentials for {}{scopes}", code(token_url))
        }
        ir::SecurityKind::Key { location, name } => format!("key `{name}` in {location:?}").to_lowercase(),
    }
}

/// How many arguments the builder's method takes: a secret, or an identity and a secret.
fn arguments(kind: &ir::SecurityKind) -> usize {
    match kind {
        ir::SecurityKind::Bearer | ir::SecurityKind::Authorization { .. } | ir::SecurityKind::Key { .. } => 1,
        ir::SecurityKind::Basic | ir::SecurityKind::ClientCredentials { .. } => 2,
    }
}

/// No alternative at all is the one that asks for nothing.
fn alternatives(security: &[Vec<String>]) -> Vec<Vec<String>> {
    if security.is_empty() { vec![Vec::new()] } else { security.to_vec() }
}

fn spell_alternatives(alternatives: &[Vec<String>]) -> String {
    let spell = |schemes: &Vec<String>| if schemes.is_empty() { "none".to_owned() } else { schemes.join(" and ") };
    alternatives.iter().map(spell).collect::<Vec<_>>().join(" or ")
}
