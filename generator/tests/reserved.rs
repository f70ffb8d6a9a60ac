//! What a document names must not hide, nor be hidden by, what the run-time support names.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use support::{Folder, generate};
use syn::{ImplItem, Item, Type};

/// The methods that the items of a folder give to a type.
fn methods<'a>(texts: impl Iterator<Item = &'a str>, name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in texts {
        for item in syn::parse_file(text).unwrap().items {
            let Item::Impl(block) = item else { continue };
            let Type::Path(path) = &*block.self_ty else { continue };
            if block.trait_.is_none() && path.path.segments.last().unwrap().ident == name {
                let methods = block.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                    _ => None,
                });
                found.extend(methods);
            }
        }
    }
    found
}

/// An operation, an optional parameter and a security scheme for each method that the client, its calls and its builder have.
#[test]
fn methods_of_the_run_time_support_are_nobody_elses() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src");
    let texts: Vec<String> =
        fs::read_dir(runtime).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    let of = |name| methods(texts.iter().map(String::as_str), name);
    let (client, call, builder) = (of("Client"), of("Call"), of("ClientBuilder"));
    assert!(
        client.contains("raw")
            && call.contains("send")
            && call.contains("prepare")
            && builder.contains("build_blocking")
    );

    let mut document = String::from("openapi: 3.1.0\ninfo: { title: Reserved, version: '1' }\npaths:\n");
    let done = "responses: { '204': { description: Done. } }";
    for name in &client {
        document.push_str(&format!("  /{name}: {{ get: {{ operationId: {name}, {done} }} }}\n"));
    }
    document.push_str("  /calls:\n    get:\n      operationId: with_parameters\n      parameters:\n");
    for name in &call {
        document.push_str(&format!("      - {{ name: {name}, in: query, schema: {{ type: string }} }}\n"));
    }
    document.push_str(&format!("      {done}\ncomponents:\n  securitySchemes:\n"));
    for name in &builder {
        let scheme = format!("type: apiKey, in: header, name: X, x-rust-name: {name}");
        document.push_str(&format!("    scheme_{name}: {{ {scheme} }}\n"));
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reserved");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("openapi.yaml"), document).unwrap();
    let loader = Folder(folder);
    let generated = generate(&loader, "reserved");
    let files = generated.files.as_ref().expect("there is no error");
    let emitted: Vec<&str> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime/"))
        .map(|(_, text)| text)
        .collect();
    for (name, taken, count) in
        [("Client", &client, client.len() + 1), ("Call", &call, call.len()), ("ClientBuilder", &builder, builder.len())]
    {
        let own = methods(emitted.iter().copied(), name);
        assert_eq!(own.len(), count, "{name}: {own:?}");
        let both: Vec<_> = own.intersection(taken).collect();
        assert!(both.is_empty(), "{name} has these twice: {both:?}");
    }
}
