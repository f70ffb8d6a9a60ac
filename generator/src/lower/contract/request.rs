//! The request of an operation: made from the examples of the document, and what it has to look like.
//!
//! What is expected is written here where it is written as it is. How a value is spelled otherwise is the business of
//! the run-time support, which has tests of its own.

use client_runtime::{Value, json, pointer};

use super::value::Sampler;
use super::{Edges, Place, joined};
use crate::ir::{self, Location, Operation, Parameter, ParameterContract, ParameterRole, Probe, RequestContract, Type};

/// The test of one operation; nothing where nothing is known of it, or where it requires what cannot be made.
pub(super) fn contract(sampler: &Sampler<'_>, index: usize) -> Option<RequestContract> {
    let operation = &sampler.api.operations[index];
    let mut made = RequestContract {
        operation: index,
        arguments: Vec::new(),
        optional: Vec::new(),
        path: Some(operation.path.clone()),
        query: Vec::new(),
        headers: Vec::new(),
        body: None,
        parameters: Vec::new(),
    };
    let mut documented = false;
    for (index, parameter) in operation.parameters.iter().enumerate() {
        if parameter.role != ParameterRole::Plain {
            continue;
        }
        let example = example(sampler, parameter);
        documented |= example.is_some();
        if parameter.required {
            let value = example.or_else(|| sample(sampler, parameter))?;
            made.arguments.push(value.to_string());
            expect(&mut made, parameter, &value);
        } else if let Some(value) = example {
            made.optional.push((parameter.name.rust.clone(), value.to_string()));
            expect(&mut made, parameter, &value);
        }
        made.parameters.extend(constraints(sampler, index, parameter));
    }
    // What is no JSON has no example that could be given.
    if operation.body.as_ref().is_some_and(|body| body.required && body.payload.kind != ir::ContentKind::Json) {
        return None;
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.payload.kind == ir::ContentKind::Json) {
        let example = body_example(sampler, operation, body);
        documented |= example.is_some();
        let sample = || sampler.value(&body.payload.ty, &body.rules, 0).filter(|_| body.schema.is_none());
        let value = if body.required { Some(example.or_else(sample)?) } else { example };
        made.body = value.map(|value| value.to_string());
        if let Some(text) = &made.body {
            if body.required {
                made.arguments.push(text.clone());
            } else {
                made.optional.push((body.field.clone(), text.clone()));
            }
        }
    }
    // Other characters of the template are encoded.
    let as_it_is =
        |path: &String| path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~'));
    made.path = made.path.filter(as_it_is);
    (documented || !made.parameters.is_empty()).then_some(made)
}

/// The first example of a parameter that is plain and valid.
fn example(sampler: &Sampler<'_>, parameter: &Parameter) -> Option<Value> {
    if parameter.schema.is_some() {
        return None;
    }
    let values = parameter.examples.iter().filter_map(|example| json::from_str(example).ok());
    values
        .into_iter()
        .find(|value| sampler.keeps(&parameter.ty, &parameter.rules, value) && is_sendable(parameter, value))
}

/// A plain value that is valid.
fn sample(sampler: &Sampler<'_>, parameter: &Parameter) -> Option<Value> {
    let value = sampler.value(&parameter.ty, &parameter.rules, 0).filter(|_| parameter.schema.is_none())?;
    is_sendable(parameter, &value).then_some(value)
}

/// The example that stands in the body of an operation, or one of the same type.
fn body_example(sampler: &Sampler<'_>, operation: &Operation, body: &ir::Body) -> Option<Value> {
    let own = format!("{}/requestBody/", operation.pointer);
    let fitting = || sampler.api.examples.iter().filter(|example| example.ty == body.payload.ty);
    let same_rules = |example: &&ir::Example| example.rules == body.rules && body.schema.is_none();
    let example = fitting().find(|example| example.pointer.starts_with(&own)).or_else(|| fitting().find(same_rules))?;
    json::from_str(&example.json).ok()
}

/// Whether a value is plain, and nothing that a request refuses whatever the document says.
fn is_sendable(parameter: &Parameter, value: &Value) -> bool {
    let text = match value {
        Value::String(text) => text,
        Value::Number(_) | Value::Bool(_) => return true,
        Value::Null | Value::Array(_) | Value::Object(_) => return false,
    };
    match parameter.location {
        Location::Query => true,
        Location::Path | Location::Header | Location::Cookie => {
            !matches!(text.as_str(), "" | "." | "..") && text.chars().all(|character| character.is_ascii_graphic())
        }
    }
}

/// Notes where a value has to occur, if it is written as it is.
fn expect(made: &mut RequestContract, parameter: &Parameter, value: &Value) {
    let text = match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) if matches!(parameter.ty, Type::Integer(_)) => Some(number.to_string()),
        _ => None,
    };
    let is_plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '~'));
    let text = text.filter(|text| is_plain(text) && parameter.content.is_none());
    let wire = &parameter.name.wire;
    match (parameter.location, parameter.style, text) {
        (Location::Path, ir::Style::Simple, Some(text)) => {
            made.path = made.path.take().map(|path| path.replace(&format!("{{{wire}}}"), &text));
        }
        (Location::Path, ..) => made.path = None,
        (Location::Query, ir::Style::Form, Some(text)) if is_plain(wire) => made.query.push((wire.clone(), text)),
        (Location::Header, ir::Style::Simple, Some(text)) => made.headers.push((wire.clone(), text)),
        (Location::Query | Location::Header | Location::Cookie, ..) => {}
    }
}

/// The pairs at the edges of a plain parameter.
fn constraints(sampler: &Sampler<'_>, index: usize, parameter: &Parameter) -> Option<ParameterContract> {
    let base = example(sampler, parameter).or_else(|| sample(sampler, parameter))?;
    let query = parameter.location == Location::Query;
    let mut edges = Edges::new(sampler);
    // Headers do not hold every character, so the texts are chosen and looked at.
    let place = Place { direct: query, ..Place::whole() };
    edges.place(&parameter.ty, &parameter.rules, &place);
    edges.found.retain(|edge| match &edge.probe {
        Probe::Pair { inside, .. } => json::from_str(inside).is_ok_and(|inside| is_sendable(parameter, &inside)),
        Probe::Length { .. }
        | Probe::Count { .. }
        | Probe::Everywhere { .. }
        | Probe::Outside { .. }
        | Probe::Accepted { .. } => true,
    });
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    let mut pointer = String::new();
    pointer::push(&mut pointer, location);
    let pointer = joined(&pointer, &parameter.name.wire);
    let contract = ParameterContract { parameter: index, pointer, base: base.to_string(), edges: edges.found };
    (!contract.edges.is_empty()).then_some(contract)
}
