//! The client in outline: every public item on a line of its own, in stable order, for people who review a change.
//!
//! Says types, wire names, constraints and patterns; leaves documentation out, so that a line changes only when the
//! meaning does.

use crate::ir;

/// The outline of a client.
pub(crate) fn outline(api: &ir::Api) -> String {
    let mut lines = Vec::new();
    for server in &api.servers {
        if let Some(url) = &server.url {
            lines.push(format!("environment {} = {url}", server.name.rust));
        }
        if let Some(template) = &server.template {
            outline_template(template, &mut lines);
        }
    }
    for scheme in &api.security_schemes {
        lines.push(format!("credential {} = {}, {:?}", scheme.name.rust, security(&scheme.kind), scheme.name.wire));
    }
    for definition in &api.types {
        outline_type(api, definition, &mut lines);
    }
    for operation in &api.operations {
        outline_operation(api, operation, &mut lines);
    }
    for webhook in &api.webhooks {
        outline_webhook(api, webhook, &mut lines);
    }
    lines.push(String::new());
    lines.join("\n")
}

fn outline_webhook(api: &ir::Api, webhook: &ir::Webhook, lines: &mut Vec<String>) {
    let content = webhook.payload.as_ref().map_or("no payload".to_owned(), |payload| content(api, payload));
    let (name, method) = (&webhook.name, webhook.method.as_str());
    lines.push(format!("webhook {} {:?} = {method}, {content}", name.rust, name.wire));
    for header in &webhook.headers {
        let wire = &header.name.wire;
        lines.push(format!("webhook {}.{}: header {}, {wire:?}", name.rust, header.name.rust, ty(api, &header.ty)));
    }
    for query in &webhook.queries {
        let (wire, form, value) = (&query.name.wire, field_form(&query.form), ty(api, &query.ty));
        lines.push(format!("webhook {}.{}: query {value}, {wire:?} as {form}", name.rust, query.name.rust));
    }
}

fn outline_template(template: &ir::ServerTemplate, lines: &mut Vec<String>) {
    let name = &template.type_name;
    let base = template.base.as_ref().map_or(String::new(), |base| format!(", relative to {base}"));
    lines.push(format!("server {name} = {}{base}", template.url));
    for variable in &template.variables {
        let mut facts = vec![variable.choice.as_ref().map_or("text".to_owned(), |choice| {
            let values: Vec<_> = choice.values.iter().map(|value| format!("{} {:?}", value.rust, value.wire)).collect();
            format!("{}, one of {}", choice.type_name, values.join(", "))
        })];
        facts.push(variable.default.as_ref().map_or("required".to_owned(), |default| format!("else {default:?}")));
        lines.push(format!("server {name}.{}: {:?}, {}", variable.name.rust, variable.name.wire, facts.join(", ")));
    }
}

fn security(kind: &ir::SecurityKind) -> String {
    match kind {
        ir::SecurityKind::Bearer => "bearer token".to_owned(),
        ir::SecurityKind::Basic => "user and password".to_owned(),
        ir::SecurityKind::Key { location, name } => format!("key, {location:?} {name:?}"),
        ir::SecurityKind::Authorization { scheme } => format!("authorization, {scheme:?}"),
        ir::SecurityKind::ClientCredentials { token_url, scopes } => {
            let scopes = if scopes.is_empty() { String::new() } else { format!(", scopes {:?}", scopes.join(" ")) };
            format!("client credentials, {token_url:?}{scopes}")
        }
    }
}

fn outline_type(api: &ir::Api, definition: &ir::TypeDefinition, lines: &mut Vec<String>) {
    let name = &definition.name.rust;
    let mut facts = Vec::new();
    match &definition.kind {
        ir::TypeKind::Text(text) => {
            facts.push(if text.inline { "short text".to_owned() } else { "text".to_owned() });
            facts.extend(rules(api, &text.rules));
            facts.extend(text.sensitive.then(|| "sensitive".to_owned()));
        }
        ir::TypeKind::Enumeration(enumeration) => {
            facts.push("enumeration".to_owned());
            facts.push(
                if enumeration.closed { "unknown values are not sent" } else { "unknown values may be sent" }
                    .to_owned(),
            );
            facts.extend(enumeration.sensitive.then(|| "sensitive".to_owned()));
        }
        ir::TypeKind::Union(union) => {
            facts.push("union".to_owned());
            facts.extend(union.overlapping.then(|| "alternatives overlap".to_owned()));
            facts.extend(schema(union.schema));
        }
        ir::TypeKind::Opaque(opaque) => {
            facts.push("JSON value".to_owned());
            facts.extend(schema(opaque.schema));
            facts.extend(opaque.sensitive.then(|| "sensitive".to_owned()));
        }
        ir::TypeKind::Alias(alias) => {
            facts.push(ty(api, &alias.ty));
            facts.extend(rules(api, &alias.rules));
            facts.extend(alias.builder.as_ref().map(|builder| by_builder(&builder.name, builder.for_tests)));
        }
        ir::TypeKind::Contents(contents) => facts.push(match contents.direction {
            ir::Direction::Request => "body by media type".to_owned(),
            ir::Direction::Response => "response by media type".to_owned(),
        }),
        ir::TypeKind::Object(object) => {
            facts.push(match object.codec {
                ir::Codec::Json => "object".to_owned(),
                ir::Codec::Parts => "object with files".to_owned(),
            });
            facts.push(construction(object));
            facts.extend(rules(api, &object.rules));
            facts.extend(schema(object.schema));
        }
    }
    facts.extend(usage(definition.usage));
    facts.extend(definition.docs.deprecated.then(|| "deprecated".to_owned()));
    let wire = if definition.name.wire == *name { String::new() } else { format!(" {:?}", definition.name.wire) };
    lines.push(format!("model {name}{wire} = {}", facts.join(", ")));
    match &definition.kind {
        ir::TypeKind::Enumeration(enumeration) => {
            for variant in &enumeration.variants {
                lines.push(format!("model {name}::{} = {:?}", variant.name.rust, variant.name.wire));
            }
        }
        ir::TypeKind::Object(object) => outline_members(api, name, object, lines),
        ir::TypeKind::Union(union) => outline_variants(api, name, union, lines),
        ir::TypeKind::Opaque(opaque) => {
            for view in &opaque.views {
                let from = if view.convertible { ", made from it" } else { "" };
                lines.push(format!(
                    "model {name}.{}(): {}, {:?}{from}",
                    view.name.rust,
                    ty(api, &view.ty),
                    view.name.wire
                ));
            }
        }
        ir::TypeKind::Contents(contents) => {
            for variant in &contents.variants {
                let mut facts = payload(api, &variant.payload);
                facts.extend(rules(api, &variant.rules));
                facts.extend(schema(variant.schema));
                facts.extend(variant.convertible.then(|| "made from it".to_owned()));
                lines.push(format!("model {name}::{}: {}", variant.name, facts.join(", ")));
            }
        }
        ir::TypeKind::Text(_) | ir::TypeKind::Alias(_) => {}
    }
}

/// What comes: its type, and the rest where it is no JSON, which goes without saying.
fn content(api: &ir::Api, received: &ir::Payload) -> String {
    if received.kind == ir::ContentKind::Json { ty(api, &received.ty) } else { payload(api, received).join(", ") }
}

/// A body: its type, its media types, and how it is written where that is no JSON.
fn payload(api: &ir::Api, payload: &ir::Payload) -> Vec<String> {
    let mut facts = vec![ty(api, &payload.ty)];
    facts.extend(payload_facts(payload));
    facts
}

fn payload_facts(payload: &ir::Payload) -> Vec<String> {
    let mut facts: Vec<String> = payload.media_types().map(str::to_owned).collect();
    let (word, encodings) = match &payload.kind {
        ir::ContentKind::Json | ir::ContentKind::Choice => return facts,
        ir::ContentKind::Form(encodings) => ("as a form", encodings.as_slice()),
        ir::ContentKind::Multipart(encodings) => ("as parts", encodings.as_slice()),
        ir::ContentKind::Files(encodings) => ("as parts with files", encodings.as_slice()),
        ir::ContentKind::ReceivedForm(form) => {
            facts.push("from a form".to_owned());
            facts.extend(form.fields.iter().map(|field| format!("{:?} {}", field.name, field_form(&field.form))));
            facts.push(format!("others {}", field_form(&form.others)));
            return facts;
        }
        ir::ContentKind::Text => ("as text", &[][..]),
        ir::ContentKind::Bytes => ("as it is", &[][..]),
    };
    facts.push(word.to_owned());
    facts.extend(encodings.iter().map(|encoding| {
        let spelling = match &encoding.spelling {
            ir::Spelling::Style { style, explode, allow_reserved } => {
                let explode = if *explode { " explode" } else { "" };
                let reserved = if *allow_reserved { " reserved characters allowed" } else { "" };
                format!("{style:?}{explode}{reserved}")
            }
            ir::Spelling::MediaTypes(types) => types.join(" or "),
        };
        format!("{:?} {spelling}", encoding.name)
    }));
    facts
}

/// How a text of a form or query is read.
fn field_form(form: &ir::FieldForm) -> String {
    let list = |of: &str, separator: &Option<char>| match separator {
        None => format!("list of {of}"),
        Some(separator) => format!("list of {of} between {separator:?}"),
    };
    match form {
        ir::FieldForm::Text => "text".to_owned(),
        ir::FieldForm::Json => "JSON".to_owned(),
        ir::FieldForm::Texts(separator) => list("text", separator),
        ir::FieldForm::Jsons(separator) => list("JSON", separator),
        ir::FieldForm::Deep(members) => {
            let members = members.iter().map(|member| format!("[{}] {}", member.name, field_form(&member.form)));
            members.collect::<Vec<_>>().join(" and ")
        }
    }
}

fn construction(object: &ir::Object) -> String {
    match &object.construction {
        ir::Construction::New => {
            let required = object.members.iter().filter(|member| member.required && member.constant.is_none());
            let names: Vec<&str> = required.map(|member| member.name.rust.as_str()).collect();
            format!("new({})", names.join(", "))
        }
        ir::Construction::Builder { name, for_tests } => by_builder(name, *for_tests),
    }
}

fn by_builder(name: &str, for_tests: bool) -> String {
    if for_tests { format!("by {name} in tests") } else { format!("by {name}") }
}

fn usage(usage: ir::Usage) -> Option<String> {
    match (usage.request, usage.response) {
        (true, true) => None,
        (true, false) => Some("requests only".to_owned()),
        (false, true) => Some("responses only".to_owned()),
        (false, false) => Some("used by no operation".to_owned()),
    }
}

fn outline_members(api: &ir::Api, name: &str, object: &ir::Object, lines: &mut Vec<String>) {
    for member in &object.members {
        let inner = ty(api, &member.ty);
        let field = match (member.required, member.nullable) {
            (true, false) => inner,
            (true, true) => format!("Nullable<{inner}>"),
            (false, false) => format!("Option<{inner}>"),
            (false, true) => format!("Patch<{inner}>"),
        };
        let mut facts = vec![field, format!("{:?}", member.name.wire)];
        facts.extend(rules(api, &member.rules));
        facts.extend(schema(member.schema));
        facts.extend(member.constant.as_ref().map(constant));
        facts.extend(member.default.as_ref().map(|default| format!("default {default}")));
        facts.extend(member.sensitive.then(|| "sensitive".to_owned()));
        facts.extend(member.docs.deprecated.then(|| "deprecated".to_owned()));
        lines.push(format!("model {name}.{}: {}", member.name.rust, facts.join(", ")));
    }
    match &object.additional {
        ir::Additional::Closed { field } => lines.push(format!("model {name}.{field}: members that must not be there")),
        ir::Additional::Kept { field, ty: values, rules: value_rules, .. } => {
            // Every open object has this map; only what is unusual about it is worth a line.
            if *values != ir::Type::Any || !value_rules.is_empty() || field != "additional_properties" {
                let mut facts = vec![format!("Map<{}>", ty(api, values))];
                facts.extend(rules(api, value_rules));
                lines.push(format!("model {name}.{field}: {}", facts.join(", ")));
            }
        }
    }
}

fn outline_variants(api: &ir::Api, name: &str, union: &ir::Union, lines: &mut Vec<String>) {
    for variant in &union.variants {
        let mut facts = vec![ty(api, &variant.ty), format!("{:?}", variant.name.wire)];
        facts.extend(rules(api, &variant.rules));
        facts.push(case(&variant.case));
        facts.extend(variant.convertible.then(|| "made from it".to_owned()));
        facts.extend(variant.sensitive.then(|| "sensitive".to_owned()));
        lines.push(format!("model {name}::{}: {}", variant.name.rust, facts.join(", ")));
    }
}

/// What a value looks like that is read as an alternative. All members matter for the order only.
fn case(case: &ir::Case) -> String {
    let types: Vec<String> = case.types.iter().map(|ty| format!("{ty:?}").to_lowercase()).collect();
    let mut words = vec![if types.is_empty() { "any type".to_owned() } else { types.join(" or ") }];
    words.extend(case.texts.as_ref().map(|texts| format!("one of {texts:?}")));
    words.extend(case.tags.iter().map(|(name, texts)| format!("{name:?} is one of {texts:?}")));
    words.extend(case.hints.iter().map(|(name, texts)| format!("{name:?}, if there, is one of {texts:?}")));
    if !case.required.is_empty() {
        words.push(format!("has {:?}", case.required));
    }
    format!("told by: {}", words.join(" and "))
}

/// That a value is held against a schema too; which name that has, says nothing.
fn schema(schema: Option<ir::SchemaId>) -> Option<String> {
    schema.map(|_| "checked by its schema".to_owned())
}

fn constant(constant: &ir::Constant) -> String {
    match constant {
        ir::Constant::Variant(variant) => format!("always {variant}"),
        ir::Constant::Boolean(value) => format!("always {value}"),
    }
}

fn outline_operation(api: &ir::Api, operation: &ir::Operation, lines: &mut Vec<String>) {
    let name = &operation.name.rust;
    let mut facts = vec![format!("{} {}", operation.method.as_str(), operation.path)];
    facts.push(operation.type_name.clone());
    facts.push(format!("tag {}", api.tags[operation.tag].name.rust));
    if operation.name.wire != *name {
        facts.push(format!("{:?}", operation.name.wire));
    }
    let spell = |schemes: &Vec<String>| if schemes.is_empty() { "none".to_owned() } else { schemes.join(" and ") };
    let security: Vec<String> = operation.security.iter().map(spell).collect();
    facts.push(if security.is_empty() {
        "no credentials".to_owned()
    } else {
        format!("credentials {}", security.join(" or "))
    });
    if !operation.servers.is_empty() {
        facts.push(format!("servers {}", operation.servers.join(" or ")));
    }
    if let ir::Construction::Builder { name, .. } = &operation.construction {
        facts.push(name.clone());
    }
    facts.extend(operation.docs.deprecated.then(|| "deprecated".to_owned()));
    lines.push(format!("operation {name} = {}", facts.join(", ")));
    if let Some(accept) = &operation.accept {
        lines.push(format!("operation {name}: accepts {accept}"));
    }
    for parameter in &operation.parameters {
        lines.push(format!("operation {name}.{}: {}", parameter.name.rust, parameter_facts(api, parameter).join(", ")));
    }
    if let Some(body) = &operation.body {
        let body_type = ty(api, &body.payload.ty);
        let mut facts = vec![if body.required { body_type } else { format!("Option<{body_type}>") }];
        facts.extend(payload_facts(&body.payload));
        facts.extend(rules(api, &body.rules));
        facts.extend(schema(body.schema));
        lines.push(format!("operation {name}.{}: {}", body.field, facts.join(", ")));
    }
    match &operation.pagination {
        None => {}
        Some(ir::Pagination::Numbered { page, size, items, total_pages }) => {
            let size = size.as_deref().unwrap_or("-");
            let total = total_pages.as_deref().unwrap_or("-");
            lines.push(format!("operation {name}: pages by {page} and {size}, items {items}, number of pages {total}"));
        }
        Some(ir::Pagination::Cursor { cursor, next, items }) => {
            lines.push(format!("operation {name}: pages by {cursor} from {next}, items {items}"));
        }
    }
    for header in &operation.headers {
        let wire = &header.name.wire;
        lines.push(format!("operation {name}.{}: header {}, {wire:?}", header.name.rust, ty(api, &header.ty)));
    }
    for response in &operation.responses {
        let content = response.payload.as_ref().map_or("()".to_owned(), |payload| content(api, payload));
        let replay = if response.replay { ", replay" } else { "" };
        let variant = variant(operation, response.status).map_or(String::new(), |name| format!("{name} "));
        lines.push(format!("operation {name} -> {} {variant}{content}{replay}", status(response.status)));
        for stream in &response.streams {
            let value = stream.ty.as_ref().map_or("text".to_owned(), |of| ty(api, of));
            lines.push(format!(
                "operation {name} -> {} stream of {value}, {}",
                status(response.status),
                stream.media_type
            ));
        }
    }
}

fn variant(operation: &ir::Operation, status: ir::Status) -> Option<&str> {
    let variants = match (&operation.failure, &operation.success) {
        (ir::ErrorType::PerStatus { variants, .. }, _) if !status.is_success() => variants,
        (_, ir::SuccessType::PerStatus { variants, .. }) if status.is_success() => variants,
        _ => return None,
    };
    variants.iter().find(|variant| variant.status == status).map(|variant| variant.name.as_str())
}

pub(crate) fn status(status: ir::Status) -> String {
    match status {
        ir::Status::Code(code) => code.to_string(),
        ir::Status::Range(hundreds) => format!("{hundreds}XX"),
        ir::Status::Default => "default".to_owned(),
    }
}

fn parameter_facts(api: &ir::Api, parameter: &ir::Parameter) -> Vec<String> {
    let inner = ty(api, &parameter.ty);
    let mut facts = vec![match (parameter.role, parameter.required) {
        (ir::ParameterRole::IdempotencyKey, _) => "IdempotencyKey".to_owned(),
        (ir::ParameterRole::Plain, true) => inner,
        (ir::ParameterRole::Plain, false) => format!("Option<{inner}>"),
    }];
    let explode = if parameter.explode { " explode" } else { "" };
    let style = match &parameter.content {
        Some(media_type) => media_type.clone(),
        None => format!("{:?}{explode}", parameter.style),
    };
    facts.push(format!("{:?} {:?} {style}", parameter.location, parameter.name.wire));
    facts.extend(parameter.allow_reserved.then(|| "reserved characters allowed".to_owned()));
    facts.extend(rules(api, &parameter.rules));
    facts.extend(schema(parameter.schema));
    facts.extend(parameter.default.as_ref().map(|default| format!("default {default}")));
    facts.extend(parameter.sensitive.then(|| "sensitive".to_owned()));
    facts.extend(parameter.schemes.iter().map(|scheme| format!("the credential of {scheme:?}")));
    facts.extend(parameter.docs.deprecated.then(|| "deprecated".to_owned()));
    facts
}

/// A type as users read it.
pub(crate) fn ty(api: &ir::Api, of: &ir::Type) -> String {
    match of {
        ir::Type::Named(id) => api.type_definition(*id).name.rust.clone(),
        ir::Type::String => "String".to_owned(),
        ir::Type::Binary => "String (binary)".to_owned(),
        ir::Type::File => "File".to_owned(),
        ir::Type::Content => "Content".to_owned(),
        ir::Type::Bytes => "Bytes".to_owned(),
        ir::Type::Format(format) => format!("{format:?}"),
        ir::Type::Integer(integer) => format!("{integer:?}").to_lowercase(),
        ir::Type::Number => "Number".to_owned(),
        ir::Type::Float32 => "f32".to_owned(),
        ir::Type::Float64 => "f64".to_owned(),
        ir::Type::Boolean => "bool".to_owned(),
        ir::Type::Null => "null".to_owned(),
        ir::Type::Any => "Value".to_owned(),
        ir::Type::Array(inner) => format!("Vec<{}>", ty(api, inner)),
        ir::Type::Map(inner) => format!("Map<{}>", ty(api, inner)),
        ir::Type::Nullable(inner) => format!("Nullable<{}>", ty(api, inner)),
        ir::Type::Boxed(inner) => format!("Box<{}>", ty(api, inner)),
    }
}

/// The rules in words, one each.
fn rules(api: &ir::Api, rules: &ir::Rules) -> Vec<String> {
    let mut words = rules.describe(&|id: ir::PatternId| api.patterns[id.0].pattern.source.clone());
    for (what, nested) in [("items", &rules.items), ("names", &rules.names), ("values", &rules.values)] {
        if let Some(nested) = nested {
            words.push(format!("{what}: {}", self::rules(api, nested).join(" and ")));
        }
    }
    words
}
