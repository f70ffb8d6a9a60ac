//! Documentation of operations: method and path, failures, a compiled example.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, response};
use crate::ir;

/// Documentation of the type that is the operation as a value.
pub(super) fn emit_operation_docs(operation: &ir::Operation) -> TokenStream {
    let paragraphs = [
        opening(operation).swap_remove(0),
        format!("[`Client::{}`](runtime::Client::{0}) says more, and calls it.", operation.name.rust),
    ];
    let lines = docs::emit_lines(&paragraphs.join("\n\n"));
    let alias =
        docs::emit_alias_attribute(&ir::Name { wire: operation.name.wire.clone(), rust: operation.type_name.clone() });
    quote! { #lines #alias }
}

/// Documentation of the client's method.
pub(super) fn emit_method_docs(api: &ir::Api, operation: &ir::Operation) -> TokenStream {
    let mut paragraphs = opening(operation);
    if !operation.responses.is_empty() {
        let rows = operation.responses.iter().map(describe_response);
        paragraphs.push(format!("# Responses\n\n{}", rows.collect::<Vec<_>>().join("\n")));
    }
    let callbacks: Vec<String> = callbacks(api, operation).collect();
    if !callbacks.is_empty() {
        paragraphs.push(format!("# Callbacks\n\n{}", callbacks.join("\n")));
    }
    if let Some(example) = example(api, operation) {
        paragraphs.push(format!("# Example\n\n{}", docs::fence("no_run", &example)));
    }
    let lines = docs::emit_lines(&paragraphs.join("\n\n"));
    let alias = docs::emit_alias_attribute(&operation.name);
    let deprecated = docs::emit_deprecated(&operation.docs);
    quote! { #lines #alias #deprecated }
}

/// Summary, method and path, description.
fn opening(operation: &ir::Operation) -> Vec<String> {
    let mut paragraphs = Vec::new();
    paragraphs.push(match &operation.docs.summary {
        Some(summary) => docs::escape(summary),
        None => format!("`{}`.", operation.name.wire),
    });
    paragraphs.push(format!("`{} {}`", operation.method.as_str(), operation.path));
    docs::push_body(&mut paragraphs, &operation.docs);
    paragraphs
}

/// What the server sends after the operation.
fn callbacks<'a>(api: &'a ir::Api, operation: &'a ir::Operation) -> impl Iterator<Item = String> + 'a {
    let own = |webhook: &&ir::Webhook| {
        let callback = webhook.callback.as_ref();
        callback.is_some_and(|callback| api.operations[callback.operation].name == operation.name)
    };
    api.webhooks.iter().filter(own).map(|webhook| {
        let expression = webhook.callback.as_ref().map_or(String::new(), |callback| docs::code(&callback.expression));
        format!("* [`{0}`](crate::webhooks::{0}), sent to {expression}", webhook.name.rust)
    })
}

fn describe_response(documented: &ir::Response) -> String {
    let mut text = response::describe_status(documented.status);
    if documented.replay {
        text.push_str(" (the result of an earlier call with the same idempotency key)");
    }
    if let Some(description) = &documented.docs.description {
        text.push_str(": ");
        text.push_str(docs::escape(description).replace('\n', " ").trim_end());
        let more = !documented.headers.is_empty() || !documented.docs.notes.is_empty();
        if more && !text.ends_with(['.', '!', '?', ':', ';']) {
            text.push('.');
        }
    }
    if !documented.headers.is_empty() {
        let names: Vec<String> = documented.headers.iter().map(|name| docs::code(name)).collect();
        text.push_str(&format!(" Headers: {}.", names.join(", ")));
    }
    let notes = documented.docs.notes.iter().map(|note| docs::escape(note));
    for more in docs::assumption(&documented.docs).into_iter().chain(notes) {
        text.push(' ');
        text.push_str(&more.replace('\n', " "));
    }
    format!("* {text}")
}

/// A program that calls the operation with the document's own examples; none where an example is missing.
fn example(api: &ir::Api, operation: &ir::Operation) -> Option<String> {
    let mut arguments = Vec::new();
    let mut lines = Vec::new();
    for parameter in operation.plain_parameters().filter(|parameter| parameter.required) {
        lines.push(example_line(&parameter.name.rust, &parameter.ty, parameter.examples.first()?));
        arguments.push((&parameter.setter, &parameter.name.rust));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        lines.push(example_line(&body.field, &body.payload.ty, &body_example(api, &body.payload.ty)?));
        arguments.push((&body.field, &body.field));
    }
    let crate_name = api.crate_name.replace('-', "_");
    let mut program =
        vec![format!("# async fn example(client: &{crate_name}::Client) -> Result<(), Box<dyn std::error::Error>> {{")];
    program.extend(lines.into_iter().map(|line| line.replace("CRATE", &crate_name)));
    let arguments = match &operation.construction {
        ir::Construction::New => arguments.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(", "),
        ir::Construction::Builder { .. } => {
            program.push(format!("let operation = {crate_name}::operations::{}::builder()", operation.type_name));
            program.extend(arguments.iter().map(|(setter, value)| format!("    .{setter}({value})")));
            program.push("    .build()?;".to_owned());
            "operation".to_owned()
        }
    };
    program.push(format!("let response = client.{}({arguments}).send().await?;", operation.name.rust));
    program.push("println!(\"{}\", response.status());".to_owned());
    program.push("# Ok(())".to_owned());
    program.push("# }".to_owned());
    Some(program.join("\n"))
}

/// A value, read from the example's JSON text. What takes anything that becomes a `String` does not say its type.
fn example_line(name: &str, ty: &ir::Type, json: &str) -> String {
    let hashes = "#".repeat(longest_hashes(json) + 1);
    let ty = if *ty == ir::Type::String { ": String" } else { "" };
    format!("let {name}{ty} = CRATE::runtime::json::from_str(r{hashes}\"{json}\"{hashes})?;")
}

/// The longest run of `#` behind a quote, which a raw string has to beat.
fn longest_hashes(json: &str) -> usize {
    json.split('"').skip(1).map(|part| part.chars().take_while(|c| *c == '#').count()).max().unwrap_or(0)
}

/// The first example of a body's type.
fn body_example(api: &ir::Api, ty: &ir::Type) -> Option<String> {
    let ir::Type::Named(id) = ty else { return None };
    api.type_definition(*id).examples.first().map(|example| example.json.clone())
}
