//! Parameters of operations and of path items.

use super::media_type::is_json;
use super::parameter_style::{StylePlace, style_of};
use super::schema::{Naming, Value};
use super::{Lowering, docs, json_text};
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{Claim, Scope, setter_name, snake};
use crate::parse::{
    Extensions, Map, MediaType, Parameter, ParameterLocation, RefOr, Schema, Spanned, parse_example, parse_parameter,
};
use crate::source::Place;

/// Field names that an operation needs for itself.
const RESERVED_FIELDS: &[&str] = &["body"];

/// Methods of a call that a setter must not hide.
const RESERVED_SETTERS: &[&str] = &[
    "accepting",
    "begin",
    "send",
    "send_raw",
    "pages",
    "items",
    "send_bytes",
    "send_events",
    "send_lines",
    "client",
    "parts",
    "renew_key",
    "operation",
    "operation_mut",
    "with_idempotency_key",
    "key",
    "timeout",
    "retry",
    "no_retry",
    "header",
    "query",
    "body",
    "body_member",
    "skip_validation",
    "validate",
    "to_curl",
    "clone",
    "fmt",
    "build",
    "meta",
    "options",
    "into_parts",
    "prepare",
    "new",
];

impl Lowering<'_, '_> {
    /// The parameters of an operation, path ones in the order of the template first.
    pub(super) fn lower_parameters(
        &mut self,
        own: &[RefOr<Parameter>],
        inherited: &[RefOr<Parameter>],
        operation: &str,
        path: &str,
        place: Place,
    ) -> (Vec<ir::Parameter>, Vec<StylePlace>) {
        let mut all = self.all_parameters(own, inherited);
        let template = template_names(path);
        self.check_template(&mut all, &template, path, place);
        all.retain(|parameter| self.is_sent(parameter, &template));
        all.sort_by_key(|parameter| match parameter.location.value {
            ParameterLocation::Path => {
                template.iter().position(|name| *name == parameter.name.value).unwrap_or(usize::MAX - 1)
            }
            _ => usize::MAX,
        });
        let names = self.parameter_names(&all);
        let places = all.iter().map(StylePlace::of).collect();
        let mut lowered: Vec<ir::Parameter> =
            all.iter().zip(names).map(|(parameter, name)| self.lower_parameter(parameter, name, operation)).collect();
        name_setters(&mut lowered);
        (lowered, places)
    }

    /// The parameter objects of an operation after those of its path item, which it overrides (OpenAPI 3.1.1, Path Item
    /// Object, `parameters`).
    pub(super) fn all_parameters(
        &mut self,
        own: &[RefOr<Parameter>],
        inherited: &[RefOr<Parameter>],
    ) -> Vec<Parameter> {
        let own = self.followed(own, true);
        let mut all = self.followed(inherited, false);
        all.retain(|parameter| !own.iter().any(|other| same(parameter, other)));
        all.extend(own);
        all
    }

    /// The parameter objects; the same one twice in one list is an error.
    fn followed(&mut self, list: &[RefOr<Parameter>], report: bool) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        // Where each is given in this list, which for a reference is not where the parameter stands.
        let mut given: Vec<Place> = Vec::new();
        for item in list {
            let Some(followed) = self.follow(item, parse_parameter) else { continue };
            let mut parameter = followed.object;
            if let (Some(description), RefOr::Reference(reference)) = (followed.description, item) {
                parameter.description = Some(Spanned::new(description, reference.place));
            }
            let second = match item {
                RefOr::Reference(reference) => reference.target.place,
                RefOr::Object(parameter) => parameter.name.place,
            };
            if let Some(first) = parameters.iter().position(|other| same(&parameter, other)) {
                if report {
                    let message = format!("the parameter `{}` is given twice", parameter.name.value);
                    let first = given[first];
                    self.context
                        .diagnostics
                        .report(Code::DuplicateParameter, second, message)
                        .label(first, "first given here")
                        .help("remove one of them");
                }
                continue;
            }
            parameters.push(parameter);
            given.push(second);
        }
        parameters
    }

    /// Every placeholder has its parameter, and every path parameter its placeholder. A placeholder without one takes text.
    fn check_template(&mut self, parameters: &mut Vec<Parameter>, template: &[&str], path: &str, place: Place) {
        for parameter in parameters.iter() {
            let name = &parameter.name.value;
            if parameter.location.value == ParameterLocation::Path && !template.contains(&name.as_str()) {
                self.context
                    .diagnostics
                    .report(
                        Code::UnusedPathParameter,
                        parameter.name.place,
                        format!("the path `{path}` has no `{{{name}}}`"),
                    )
                    .help("correct the name, or remove the parameter");
            }
        }
        for name in template {
            let declared = parameters
                .iter()
                .any(|parameter| parameter.location.value == ParameterLocation::Path && parameter.name.value == **name);
            if !declared {
                self.context
                    .diagnostics
                    .report(
                        Code::MissingPathParameter,
                        place,
                        format!("`{path}` has `{{{name}}}`, but no path parameter `{name}`; the client takes any text for it"),
                    )
                    .help(format!("declare the parameter: `name: {name}`, `in: path`, `required: true`"));
                parameters.push(undeclared(name, place));
            }
        }
    }

    /// Path parameters without a placeholder have been reported; headers that other parts of the document stand for are
    /// ignored (OpenAPI 3.1.1, Parameter Object, `name`).
    fn is_sent(&mut self, parameter: &Parameter, template: &[&str]) -> bool {
        if parameter.location.value == ParameterLocation::Path && !template.contains(&parameter.name.value.as_str()) {
            return false;
        }
        !self.is_ignored_header(parameter) && self.is_sendable(parameter)
    }

    fn parameter_names(&mut self, parameters: &[Parameter]) -> Vec<ir::Name> {
        let mut claims = Vec::new();
        for parameter in parameters {
            let pinned = self.rust_name(&parameter.extensions);
            let key = self.flag(&parameter.extensions, "x-idempotency-key");
            // The key is a property of the call, so its name needs no place among the fields.
            let wanted = if key { "idempotency_key".to_owned() } else { snake(&parameter.name.value) };
            claims.push(Claim {
                wire: format!("{} {:?}", parameter.name.value, parameter.location.value),
                wanted: pinned.clone().unwrap_or(wanted),
                pinned: pinned.is_some(),
            });
        }
        add_locations(parameters, &mut claims);
        let assigned = Scope::with_reserved(RESERVED_FIELDS.iter().copied()).assign(&claims);
        let mut names = Vec::new();
        for (parameter, assigned) in parameters.iter().zip(assigned) {
            self.report_collision(&assigned, &claims, parameter.name.place, |index| {
                parameters.get(index).map(|other| other.name.place)
            });
            names.push(ir::Name { wire: parameter.name.value.clone(), rust: assigned.name });
        }
        names
    }

    fn lower_parameter(&mut self, parameter: &Parameter, name: ir::Name, operation: &str) -> ir::Parameter {
        let Parameter {
            place,
            name: wire,
            location,
            description,
            required,
            deprecated,
            // Seen to with the style.
            allow_empty_value: _,
            style: _,
            explode: _,
            allow_reserved,
            schema,
            example,
            examples,
            content,
            extensions,
        } = parameter;
        self.check_extensions(extensions, &["x-idempotency-key", "x-sensitive", "x-rust-name"]);
        let owner = format!("{operation} {}", wire.value);
        let (value, media_type) = self.parameter_value(schema.as_ref(), content, &owner);
        let data = match schema {
            Some(schema) if value.unchecked => Some(self.schema_data(schema, &owner)),
            _ => None,
        };
        let location_value = lower_location(location.value);
        let (style, explode) = style_of(parameter, location_value);
        self.check_parameter_flags(parameter, &value.ty, value.rules.is_empty());
        let key = self.flag(extensions, "x-idempotency-key");
        if key && location_value != ir::Location::Header {
            self.context.diagnostics.report(
                Code::MisplacedExtension,
                *place,
                "`x-idempotency-key` stands on a header parameter",
            );
        }
        let mut texts = self.parameter_examples(example.as_ref().copied(), examples);
        texts.extend(value.examples.clone());
        let required = required.as_ref().is_some_and(|required| required.value) || location_value == ir::Location::Path;
        let ty = if value.nullable && location_value != ir::Location::Path {
            ir::Type::Nullable(Box::new(value.ty))
        } else {
            value.ty
        };
        ir::Parameter {
            schema: data,
            name,
            location: location_value,
            style,
            explode,
            allow_reserved: location_value == ir::Location::Query && allow_reserved.is_some_and(|allow| allow.value),
            content: media_type,
            required,
            ty,
            rules: value.rules,
            sensitive: value.sensitive || self.flag(extensions, "x-sensitive"),
            schemes: Vec::new(),
            docs: ir::Docs {
                summary: None,
                description: docs::text(description).or(value.docs.description),
                deprecated: deprecated.as_ref().is_some_and(|deprecated| deprecated.value) || value.docs.deprecated,
                assumed: self.text(extensions, "x-assumed").or(value.docs.assumed),
                see: value.docs.see,
                notes: value.docs.notes,
            },
            default: value.default,
            examples: texts,
            role: if key { ir::ParameterRole::IdempotencyKey } else { ir::ParameterRole::Plain },
            setter: String::new(),
        }
    }

    /// The value of a parameter, and the media type of one that is JSON text.
    fn parameter_value(
        &mut self,
        schema: Option<&Schema>,
        content: &Map<MediaType>,
        owner: &str,
    ) -> (Value, Option<String>) {
        match (schema, content.iter().next()) {
            (Some(schema), _) => (self.lower_schema(schema, owner, Naming::Path), None),
            (None, Some((media_type, content))) if is_json(media_type) => {
                let value = match &content.schema {
                    Some(schema) => self.lower_schema(schema, owner, Naming::Path),
                    None => Value::of(ir::Type::Any),
                };
                (value, Some(media_type.to_owned()))
            }
            (None, Some((media_type, content))) => (self.lower_text_parameter(media_type, content, owner), None),
            // Reported when it was read.
            (None, None) => (Value::of(ir::Type::String), None),
        }
    }

    /// A parameter of a media type that is not JSON: its text. That of `text/plain` is the value as it is.
    fn lower_text_parameter(&mut self, media_type: &str, content: &MediaType, owner: &str) -> Value {
        if media_type.trim().eq_ignore_ascii_case("text/plain")
            && let Some(schema) = &content.schema
        {
            let value = self.lower_schema(schema, owner, Naming::Path);
            let shape = self.shape(&value.ty);
            if shape.scalar && !shape.list && !shape.object {
                return value;
            }
        }
        let message = format!("a parameter of the media type `{media_type}` is taken as text and not checked");
        self.unsupported(content.place, message);
        Value::of(ir::Type::String)
    }

    fn parameter_examples(
        &mut self,
        example: Option<Place>,
        examples: &Map<RefOr<crate::parse::Example>>,
    ) -> Vec<String> {
        let mut texts: Vec<String> = example.map(|place| json_text::compact(self.node(place))).into_iter().collect();
        for example in examples.values() {
            if let Some(value) = self.follow(example, parse_example).and_then(|followed| followed.object.value) {
                texts.push(json_text::compact(self.node(value)));
            }
        }
        texts
    }
}

/// One name in several places is legal: the place tells them apart, and the first of path, query, header and cookie needs
/// no telling.
fn add_locations(parameters: &[Parameter], claims: &mut [Claim]) {
    let wanted: Vec<(String, ParameterLocation)> = claims
        .iter()
        .zip(parameters)
        .map(|(claim, parameter)| (claim.wanted.clone(), parameter.location.value))
        .collect();
    for (claim, (name, location)) in claims.iter_mut().zip(&wanted) {
        let earlier = wanted.iter().any(|(other, place)| other == name && place < location);
        if earlier && !claim.pinned {
            let suffix = match location {
                ParameterLocation::Path => "path",
                ParameterLocation::Query => "query",
                ParameterLocation::Header => "header",
                ParameterLocation::Cookie => "cookie",
            };
            claim.wanted = format!("{name}_{suffix}");
        }
    }
}

/// Setter names, which must not hide the methods of a call.
fn name_setters(parameters: &mut [ir::Parameter]) {
    let claims: Vec<Claim> = parameters
        .iter()
        .map(|parameter| Claim {
            wire: parameter.name.wire.clone(),
            wanted: setter_name(&parameter.name.rust, RESERVED_SETTERS),
            pinned: false,
        })
        .collect();
    let names = Scope::with_reserved(RESERVED_SETTERS.iter().copied()).assign(&claims);
    for (parameter, assigned) in parameters.iter_mut().zip(names) {
        parameter.setter = assigned.name;
    }
}

/// Two parameters are one if name and location agree; the names of headers ignore case.
fn same(a: &Parameter, b: &Parameter) -> bool {
    let names = if a.location.value == ParameterLocation::Header {
        a.name.value.eq_ignore_ascii_case(&b.name.value)
    } else {
        a.name.value == b.name.value
    };
    names && a.location.value == b.location.value
}

/// The parameter of a placeholder that the document says nothing of.
fn undeclared(name: &str, place: Place) -> Parameter {
    Parameter {
        place,
        name: Spanned::new(name.to_owned(), place),
        location: Spanned::new(ParameterLocation::Path, place),
        description: None,
        required: Some(Spanned::new(true, place)),
        deprecated: None,
        allow_empty_value: None,
        style: None,
        explode: None,
        allow_reserved: None,
        schema: None,
        example: None,
        examples: Map::new(),
        content: Map::new(),
        extensions: Extensions::default(),
    }
}

/// The placeholders of a path template, each once, in order. A slash ends the segment, and with it an open brace.
fn template_names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for segment in path.split('?').next().unwrap_or_default().split('/') {
        let mut rest = segment;
        while let Some((name, after)) = rest.split_once('{').and_then(|(_, rest)| rest.split_once('}')) {
            if !names.contains(&name) {
                names.push(name);
            }
            rest = after;
        }
    }
    names
}

fn lower_location(location: ParameterLocation) -> ir::Location {
    match location {
        ParameterLocation::Path => ir::Location::Path,
        ParameterLocation::Query => ir::Location::Query,
        ParameterLocation::Header => ir::Location::Header,
        ParameterLocation::Cookie => ir::Location::Cookie,
    }
}
