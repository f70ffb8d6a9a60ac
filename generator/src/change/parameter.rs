//! Parameters.

use super::entry::{Item, ItemKind, Verdict};
use super::pair::{COMPILE, Effect, Pair, RUN, Reach};
use crate::ir::{self, ParameterRole};

impl<'a> Pair<'a> {
    /// The parameters of an operation, by name and place; one that is not found so, by name alone.
    pub(super) fn compare_parameters(&mut self, operation: &str, old: &'a [ir::Parameter], new: &'a [ir::Parameter]) {
        let mut found: Vec<usize> = Vec::new();
        for was in old {
            let item = Item::of(ItemKind::Parameter, operation, &was.name.wire);
            let unknown = |is: &ir::Parameter| !old.iter().any(|other| same(other, is));
            let exact = new.iter().position(|is| same(was, is));
            let moved = || new.iter().position(|is| is.name.wire == was.name.wire && unknown(is));
            let renamed = || {
                new.iter().position(|is| {
                    let keys = [was.role, is.role] == [ParameterRole::IdempotencyKey; 2];
                    (keys || is.name.rust == was.name.rust) && unknown(is)
                })
            };
            let at_its_place = || {
                let path = |is: &ir::Parameter| is.location == ir::Location::Path;
                let place = old.iter().filter(|other| path(other)).position(|other| same(other, was))?;
                let (index, is) = new.iter().enumerate().filter(|(_, is)| path(is)).nth(place)?;
                unknown(is).then_some(index)
            };
            if let Some(index) =
                exact.or_else(moved).or_else(renamed).or_else(at_its_place).filter(|index| !found.contains(index))
            {
                found.push(index);
                self.compare_parameter(&item, was, &new[index]);
            } else {
                self.removed(&item, was);
            }
        }
        for (_, is) in new.iter().enumerate().filter(|(index, _)| !found.contains(index)) {
            let item = Item::of(ItemKind::Parameter, operation, &is.name.wire);
            self.added(&item, is);
        }
    }

    fn removed(&mut self, item: &Item, old: &ir::Parameter) {
        let rust = match (old.role, old.required) {
            (ParameterRole::IdempotencyKey, _) => {
                format!("the setter `{}` is gone, `key()` is `None`, and the call is not repeated", old.setter)
            }
            (ParameterRole::Plain, true) => format!("the argument and field `{}` are gone", old.name.rust),
            (ParameterRole::Plain, false) => format!("the setter and field `{}` are gone", old.name.rust),
        };
        let reason = "programs that give the parameter do not compile";
        let wire = format!("{} is gone", place(old));
        self.push(item, "parameter-removed", wire, Effect { rust: &rust, verdict: COMPILE, reason });
    }

    fn added(&mut self, item: &Item, new: &ir::Parameter) {
        let wire = place(new);
        match (new.role, new.required) {
            (ParameterRole::IdempotencyKey, _) => {
                let rust = format!("each call makes a key; new setter `{}`; lost answers are retried", new.setter);
                let reason = "one more header, made by the client; a call still has the same effect once";
                let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason };
                self.push(item, "idempotency-key-added", wire, effect);
            }
            (ParameterRole::Plain, true) => {
                let rust = format!("a new argument `{}` of the method", new.name.rust);
                let effect = Effect { rust: &rust, verdict: COMPILE, reason: "old calls lack the argument" };
                self.push(item, "parameter-added", format!("{wire}, required"), effect);
            }
            (ParameterRole::Plain, false) => {
                let rust = format!("a new setter `{}` of the call", new.setter);
                let effect = Effect { rust: &rust, verdict: Verdict::Minor, reason: "it can be left out" };
                self.push(item, "parameter-added", format!("{wire}, optional"), effect);
            }
        }
    }

    fn compare_parameter(&mut self, item: &Item, old: &'a ir::Parameter, new: &'a ir::Parameter) {
        let ir::Parameter {
            name: _,
            location: _,
            style: _,
            explode: _,
            allow_reserved: _,
            content: _,
            required,
            ty,
            rules,
            schema,
            sensitive,
            docs,
            default,
            examples,
            role,
            setter,
            // Follows from the security schemes, which are compared by themselves.
            schemes: _,
        } = old;
        let (was, is) = (wire_form(old), wire_form(new));
        if was != is {
            let effect = Effect {
                rust: "the same call writes the value in another way",
                verdict: RUN,
                reason: "a server of the old document does not read it",
            };
            self.push(item, "parameter-written-differently", format!("{was} → {is}"), effect);
        }
        if *role != new.role {
            let effect = Effect {
                rust: "a field of the operation and the key of a call are two things",
                verdict: COMPILE,
                reason: "the setter takes another type",
            };
            self.push(item, "idempotency-role-changed", "`x-idempotency-key`", effect);
            return;
        }
        match role {
            // Always sent, whatever the document says of its presence; its schema is documentation.
            ParameterRole::IdempotencyKey => self.compare_name(item, "setter", setter, &new.setter),
            ParameterRole::Plain => {
                self.compare_name(item, "field", &old.name.rust, &new.name.rust);
                if !required && !new.required && old.name.rust == new.name.rust {
                    self.compare_name(item, "setter", setter, &new.setter);
                }
                self.compare_presence(item, "parameter", *required, new.required);
                self.compare_use(item, ty, &new.ty);
                self.compare_rules(item, Reach::REQUEST, rules, &new.rules);
                self.compare_schema(item, Reach::REQUEST, *schema, new.schema);
                self.compare_sensitive(item, *sensitive, new.sensitive);
            }
        }
        self.compare_default(item, default.as_deref(), new.default.as_deref());
        self.compare_docs(item, docs, &new.docs, *examples == new.examples);
    }
}

/// Two parameters are one if name and place agree; the names of headers ignore case, and those of path parameters are
/// no part of a request.
fn same(a: &ir::Parameter, b: &ir::Parameter) -> bool {
    let names = match a.location {
        ir::Location::Header => a.name.wire.eq_ignore_ascii_case(&b.name.wire),
        ir::Location::Path | ir::Location::Query | ir::Location::Cookie => a.name.wire == b.name.wire,
    };
    names && a.location == b.location
}

fn place(parameter: &ir::Parameter) -> String {
    format!("{:?} `{}`", parameter.location, parameter.name.wire).to_lowercase()
}

/// All that decides how a value stands in a request.
fn wire_form(parameter: &ir::Parameter) -> String {
    let name = match parameter.location {
        ir::Location::Path => String::new(),
        ir::Location::Header => format!(" `{}`", parameter.name.wire.to_ascii_lowercase()),
        ir::Location::Query | ir::Location::Cookie => format!(" `{}`", parameter.name.wire),
    };
    let mut form = format!("{:?}{name}", parameter.location).replace("Path", "path");
    if parameter.role == ParameterRole::IdempotencyKey {
        return form;
    }
    match &parameter.content {
        Some(media_type) => form.push_str(&format!(" as {media_type}")),
        None => {
            form.push_str(&format!(" style {:?}", parameter.style));
            // One value has nothing to explode (OpenAPI 3.1.1, Parameter Object, `explode`).
            if parameter.explode && has_parts(&parameter.ty) {
                form.push_str(" exploded");
            }
        }
    }
    if parameter.allow_reserved {
        form.push_str(", reserved characters as they are");
    }
    form
}

/// Whether a value may be a list or an object; a named type may be anything.
fn has_parts(ty: &ir::Type) -> bool {
    match ty {
        ir::Type::Named(_) | ir::Type::Any | ir::Type::Array(_) | ir::Type::Map(_) => true,
        ir::Type::Nullable(inner) | ir::Type::Boxed(inner) => has_parts(inner),
        ir::Type::String
        | ir::Type::Format(_)
        | ir::Type::Integer(_)
        | ir::Type::Number
        | ir::Type::Float32
        | ir::Type::Float64
        | ir::Type::Boolean
        | ir::Type::Null
        | ir::Type::Binary
        | ir::Type::File
        | ir::Type::Content
        | ir::Type::Bytes => false,
    }
}
