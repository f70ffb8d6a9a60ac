//! The part of the program that is made for a document: a function for each operation that turns a case into its request.
//!
//! Arguments are read from JSON by the client's own decoding, so that the functions are alike whatever the types. Files
//! and bodies of several media types have no JSON form; those are put together member by member.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use generator::ir;

use crate::part::Part;

/// The text of `calls.rs`, for the operations that are asked.
pub(crate) fn calls(api: &ir::Api, part: &Part) -> String {
    let mut program = Program { api, functions: String::new(), made: BTreeSet::new() };
    let mut arms = String::new();
    for (index, operation) in api.operations.iter().enumerate().filter(|(index, _)| part.asked[*index]) {
        let key = Part::key(operation);
        let _ = writeln!(arms, "        {key:?} => operation_{index}(case),");
        let body = program.operation(operation);
        let _ = writeln!(program.functions, "fn operation_{index}(case: &Case) -> Made {{\n{body}}}\n");
    }
    let (settings, functions) = (configuration(api), &program.functions);
    format!(
        "//! The operations of a document.\n\n\
         #![allow(unused_imports, clippy::all, reason = \"not every document needs all\")]\n\n\
         use requests_client::runtime::security::Credential;\n\
         use requests_client::*;\n\n\
         use crate::{{BASE, Case, Made, content, items, read, text, words}};\n\n\
         pub(crate) fn configure(client: ClientBuilder) -> ClientBuilder {{\n    client{settings}\n}}\n\n\
         pub(crate) fn call(case: &Case) -> Made {{\n    match case.operation() {{\n{arms}        \
         other => Err(format!(\"unavailable: {{other}}\")),\n    }}\n}}\n\n{functions}"
    )
}

/// A credential for each scheme, and the one server in place of those of operations.
fn configuration(api: &ir::Api) -> String {
    let mut settings = String::new();
    for scheme in &api.security_schemes {
        let credential = match &scheme.kind {
            // Without a server nobody gives tokens, so the token is given.
            ir::SecurityKind::Bearer | ir::SecurityKind::ClientCredentials { .. } => {
                "Bearer(\"token\".into())".to_owned()
            }
            ir::SecurityKind::Basic => "Basic { username: \"user\".into(), password: \"pass\".into() }".to_owned(),
            ir::SecurityKind::Authorization { scheme } => {
                format!("Header {{ name: \"authorization\".into(), value: {:?}.into() }}", format!("{scheme} x"))
            }
            ir::SecurityKind::Key { location, name } => {
                let place = match location {
                    ir::Location::Header | ir::Location::Path => "Header",
                    ir::Location::Query => "Query",
                    ir::Location::Cookie => "Cookie",
                };
                format!("{place} {{ name: {name:?}.into(), value: \"key\".into() }}")
            }
        };
        let _ = write!(settings, "\n        .credential({:?}, Credential::{credential})", scheme.name.wire);
    }
    let servers: BTreeSet<&String> = api.operations.iter().flat_map(|operation| &operation.servers).collect();
    for server in servers.into_iter().filter(|server| server.contains("//")) {
        let _ = write!(settings, "\n        .replace_server({server:?}, BASE)");
    }
    // Schemes that the client cannot satisfy are the business of its users.
    settings + "\n        .allow_missing_credentials()"
}

struct Program<'a> {
    api: &'a ir::Api,
    functions: String,
    /// The types that have a function that makes one.
    made: BTreeSet<usize>,
}

impl Program<'_> {
    /// The body of an operation's function.
    fn operation(&mut self, operation: &ir::Operation) -> String {
        let mut required = Vec::new();
        let mut optional = String::new();
        for parameter in operation.plain_parameters() {
            let (name, wire) = (&parameter.name.rust, wire(parameter));
            if parameter.required {
                let value = self.expression(&parameter.ty, &format!("case.required({wire:?})?"), Boxes::Outside);
                required.push((name.clone(), parameter.setter.clone(), value));
            } else {
                let value = self.expression(&parameter.ty, "value", Boxes::Inside);
                let _ = writeln!(
                    optional,
                    "    if let Some(value) = case.argument({wire:?}) {{\n        operation.{name} = Some({value});\n    }}"
                );
            }
        }
        if let Some(body) = &operation.body {
            let field = &body.field;
            if body.required {
                let value = self.payload(&body.payload, "case.required_body()?", Boxes::Outside);
                required.push((field.clone(), field.clone(), value));
            } else {
                let value = self.payload(&body.payload, "value", Boxes::Inside);
                let _ = writeln!(
                    optional,
                    "    if let Some(value) = case.body() {{\n        operation.{field} = Some({value});\n    }}"
                );
            }
        }
        let made = construction(&format!("operations::{}", operation.type_name), &operation.construction, &required);
        let mutable = if optional.is_empty() { "" } else { "mut " };
        let known: Vec<String> = operation.parameters.iter().map(wire).collect();
        format!("    let {mutable}operation = {made};\n{optional}    case.send(operation, &{known:?})\n")
    }

    /// A body from its JSON form, if it is of one of the payload's media types.
    fn payload(&mut self, payload: &ir::Payload, value: &str, boxes: Boxes) -> String {
        let made = self.content(payload, value, boxes);
        if payload.kind == ir::ContentKind::Choice {
            return made;
        }
        format!(
            "{{\n        if ![{}].contains(&case.key()) {{\n            \
             return Err(format!(\"unavailable: no body of `{{}}`\", case.key()));\n        }}\n        {made}\n    }}",
            listed(payload)
        )
    }

    fn content(&mut self, payload: &ir::Payload, value: &str, boxes: Boxes) -> String {
        match payload.kind {
            ir::ContentKind::Bytes => format!(
                "{{\n            let content = content({value});\n            \
                 match case.media_type() {{\n                Some(said) => content.media_type(said),\n                \
                 None => content,\n            }}\n        }}"
            ),
            // A text whose schema is documentation only.
            ir::ContentKind::Text if payload.ty == ir::Type::String => format!("words({value})"),
            ir::ContentKind::Json
            | ir::ContentKind::Form(_)
            | ir::ContentKind::Multipart(_)
            | ir::ContentKind::Files(_)
            // Not in requests.
            | ir::ContentKind::ReceivedForm(_)
            | ir::ContentKind::Text
            | ir::ContentKind::Choice => self.expression(&payload.ty, value, boxes),
        }
    }

    /// An expression that makes a value of a type from its JSON form, which another expression is.
    fn expression(&mut self, ty: &ir::Type, value: &str, boxes: Boxes) -> String {
        match ty {
            ir::Type::String | ir::Type::Binary => format!("text({value})?"),
            ir::Type::File => format!("requests_client::runtime::file::File::new(content({value}))"),
            ir::Type::Content => format!("content({value})"),
            ir::Type::Named(id) if self.is_special(ty) => {
                self.function(*id);
                format!("made_{}(case, {value})?", id.0)
            }
            ir::Type::Boxed(inner) => {
                let inner = self.expression(inner, value, Boxes::Inside);
                match boxes {
                    Boxes::Inside => format!("Box::new({inner})"),
                    Boxes::Outside => inner,
                }
            }
            ir::Type::Array(inner) if self.is_special(inner) => {
                let item = self.expression(inner, "item", Boxes::Inside);
                format!("items({value})?.iter().map(|item| Ok({item})).collect::<Result<Vec<_>, String>>()?")
            }
            ir::Type::Nullable(inner) if self.is_special(inner) => {
                let inner = self.expression(inner, "inner", Boxes::Inside);
                format!(
                    "{{ let inner = {value}; if inner.is_null() {{ Nullable::Null }} else {{ Nullable::Value({inner}) }} }}"
                )
            }
            _ => format!("read({value})?"),
        }
    }

    /// Whether the codec cannot read values of a type.
    fn is_special(&self, ty: &ir::Type) -> bool {
        match ty {
            ir::Type::File | ir::Type::Content => true,
            ir::Type::Named(id) => match &self.api.type_definition(*id).kind {
                ir::TypeKind::Object(object) => object.codec == ir::Codec::Parts,
                ir::TypeKind::Contents(_) => true,
                ir::TypeKind::Alias(alias) => self.is_special(&alias.ty),
                ir::TypeKind::Text(_)
                | ir::TypeKind::Enumeration(_)
                | ir::TypeKind::Union(_)
                | ir::TypeKind::Opaque(_) => false,
            },
            ty => ty.element().is_some_and(|inner| self.is_special(inner)),
        }
    }

    /// Adds the function that makes a named type that the codec cannot read.
    fn function(&mut self, id: ir::TypeId) {
        if !self.made.insert(id.0) {
            return;
        }
        let definition = self.api.type_definition(id);
        let name = &definition.name.rust;
        let body = match &definition.kind {
            ir::TypeKind::Object(object) => self.object(name, object),
            ir::TypeKind::Contents(contents) => {
                let mut arms = String::new();
                for variant in &contents.variants {
                    let types = listed(&variant.payload).replace(", ", " | ");
                    let value = self.content(&variant.payload, "value", Boxes::Inside);
                    let _ = writeln!(arms, "        {types} => models::{name}::{}({value}),", variant.name);
                }
                format!(
                    "    Ok(match case.key() {{\n{arms}        \
                     other => return Err(format!(\"unavailable: no body of `{{other}}`\")),\n    }})\n"
                )
            }
            ir::TypeKind::Alias(alias) => format!("    Ok({})\n", self.expression(&alias.ty, "value", Boxes::Inside)),
            ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) | ir::TypeKind::Union(_) | ir::TypeKind::Opaque(_) => {
                "    read(value)\n".to_owned()
            }
        };
        let _ = writeln!(
            self.functions,
            "#[allow(unused_variables)]\nfn made_{}(case: &Case, value: &Value) -> Result<models::{name}, String> {{\n{body}}}\n",
            id.0
        );
    }

    /// An object that holds files.
    fn object(&mut self, name: &str, object: &ir::Object) -> String {
        let mut required = Vec::new();
        let mut optional = String::new();
        for member in object.members.iter().filter(|member| !(member.required && member.constant.is_some())) {
            let (field, wire) = (&member.name.rust, &member.name.wire);
            let ty = if member.nullable { ir::Type::Nullable(Box::new(member.ty.clone())) } else { member.ty.clone() };
            if member.required {
                let at = format!("value.get({wire:?}).ok_or(\"undecodable: no `{wire}`\")?");
                required.push((field.clone(), member.setter.value.clone(), self.expression(&ty, &at, Boxes::Outside)));
                continue;
            }
            let value = self.expression(&ty, "value", Boxes::Inside);
            let value = match (member.nullable, self.is_special(&ty)) {
                (false, _) => format!("Some({value})"),
                (true, false) => "read(value)?".to_owned(),
                (true, true) => format!("Patch::from({value})"),
            };
            let _ = writeln!(
                optional,
                "    if let Some(value) = value.get({wire:?}) {{\n        made.{field} = {value};\n    }}"
            );
        }
        if let ir::Additional::Kept { field, ty, .. } = &object.additional {
            let declared: Vec<&String> = object.members.iter().map(|member| &member.name.wire).collect();
            let value = self.expression(ty, "value", Boxes::Inside);
            let _ = writeln!(
                optional,
                "    for (name, value) in value.as_object().into_iter().flatten() {{\n        \
                 if !{declared:?}.contains(&name) {{\n            made.{field}.insert(name, {value});\n        }}\n    }}"
            );
        }
        let made = construction(&format!("models::{name}"), &object.construction, &required);
        let mutable = if optional.is_empty() { "" } else { "mut " };
        format!("    let {mutable}made = {made};\n{optional}    Ok(made)\n")
    }
}

/// Whether a box is made here, or by what takes the value.
#[derive(Clone, Copy)]
enum Boxes {
    Inside,
    Outside,
}

/// Something with required parts: field, setter and value of each.
fn construction(path: &str, construction: &ir::Construction, parts: &[(String, String, String)]) -> String {
    match construction {
        ir::Construction::New => {
            let values: Vec<&str> = parts.iter().map(|(_, _, value)| value.as_str()).collect();
            format!("{path}::new({})", values.join(", "))
        }
        ir::Construction::Builder { .. } => {
            let set: String = parts.iter().map(|(_, setter, value)| format!(".{setter}({value})")).collect();
            format!("{path}::builder(){set}.build().map_err(|error| error.to_string())?")
        }
    }
}

/// The place and name of a parameter.
fn wire(parameter: &ir::Parameter) -> String {
    let place = match parameter.location {
        ir::Location::Path => "path",
        ir::Location::Query => "query",
        ir::Location::Header => "header",
        ir::Location::Cookie => "cookie",
    };
    format!("{place} {}", parameter.name.wire)
}

/// The media types of a payload as Rust text.
fn listed(payload: &ir::Payload) -> String {
    let types: Vec<String> = payload.media_types().map(|name| format!("{name:?}")).collect();
    types.join(", ")
}
