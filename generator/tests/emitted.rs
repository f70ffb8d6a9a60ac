//! What emitted code does: `emitted/program.rs` uses the client of `emitted/openapi.yaml` as a user would, so does each program in a
//! folder below, and a program of its own gives every row of the table of parameter styles to the client of the table's document.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use generator::{Generated, Options};
use serde_json::Value;
use support::{Folder, generate, outside};

/// Builds and runs a program that uses a client; what it prints.
fn run(name: &str, generated: &Generated<'_>, program: &str) -> String {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let files = generated.files.as_ref().expect("the document has no error");
    // What is left of an earlier run would be compiled too.
    let _ = fs::remove_dir_all(root.join("src"));
    for (path, text) in files.iter() {
        let target = root.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let own = if path == "Cargo.toml" { "\n[workspace]\n" } else { "" };
        fs::write(target, format!("{text}{own}")).unwrap();
    }
    fs::create_dir_all(root.join("examples")).unwrap();
    fs::write(root.join("examples/program.rs"), program).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), root.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--no-default-features", "--features", "builders", "--example", "program"])
        .current_dir(&root)
        // The dependencies are those of the other clients, which are built there.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures/target"))
        .env("RUSTFLAGS", "-Dwarnings")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Runs the program of a folder.
fn run_folder(folder: &str, crate_name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let program = fs::read_to_string(folder.join("program.rs")).unwrap();
    let loader = Folder(folder);
    run(crate_name, &generate(&loader, crate_name), &program);
}

#[test]
fn a_program_gets_what_it_expects() {
    run_folder("emitted", "emitted-client");
}

#[test]
fn bodies_of_every_media_type_are_sent_and_read() {
    run_folder("emitted/bodies", "bodies-client");
}

#[test]
fn payloads_of_webhooks_are_decoded() {
    run_folder("emitted/webhooks", "webhook-client");
}

/// The table of the standard (OpenAPI 3.1.1, 4.8.12.2.5): document, values and requests, none of them ours.
#[test]
fn every_style_of_the_table_is_sent_as_it_says() {
    let Some(oracles) = outside("OPENAPI_ORACLES") else { return };
    let folder = oracles.join("parameter-styles");
    let lines = |name: &str| -> Vec<Value> {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let (cases, expected) = (lines("styles.cases.jsonl"), lines("styles.expected.jsonl"));
    let loader = Folder(folder);
    let options = Options { crate_name: Some("styles-client".to_owned()), ..Options::default() };
    let generated = generator::generate(&loader, "styles.openapi.json", &options);
    let sent = run("styles", &generated, &styles_program(&cases));
    let sent: Vec<&str> = sent.lines().collect();
    assert_eq!((sent.len(), cases.len(), expected.len()), (43, 43, 43));
    let wrong: Vec<String> = sent
        .iter()
        .zip(&expected)
        .map(|(sent, row)| {
            let header = row["header"].as_str().unwrap_or("-");
            (*sent, format!("{} {} {header}", row["op"].as_str().unwrap(), row["url"].as_str().unwrap()))
        })
        .filter(|(sent, expected)| sent != expected)
        .map(|(sent, expected)| format!("{sent}, expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A program that makes each call and prints its operation, the URL and the header that carries the value.
fn styles_program(cases: &[Value]) -> String {
    let mut calls = String::new();
    for case in cases {
        let operation = case["op"].as_str().unwrap();
        let name: String = operation[..1].to_uppercase() + &operation[1..];
        let value = match &case["params"]["color"] {
            Value::String(text) => format!("{text:?}"),
            other => format!("json::from_str(r#\"{other}\"#).unwrap()"),
        };
        writeln!(calls, "    show({operation:?}, operations::{name}::new({value}));").unwrap();
    }
    format!(
        r##"//! Every row of the table.

use std::pin::pin;
use std::sync::Arc;
use std::task::{{Context, Waker}};

use styles_client::runtime::json;
use styles_client::runtime::memory::InMemory;
use styles_client::runtime::operation::Operation;
use styles_client::{{Client, operations}};

fn show<O: Operation>(name: &str, operation: O) {{
    let memory = Arc::new(InMemory::new());
    let client = Client::builder("http://h.invalid").allow_plain_http().transport(memory.clone()).build().unwrap();
    memory.answer_empty::<O>(204);
    // Nothing is waited for: the answer is there.
    assert!(pin!(client.call(operation).send()).poll(&mut Context::from_waker(Waker::noop())).is_ready());
    let request = memory.requests().remove(0);
    let header = request.headers().get("color").map_or("-", |value| value.to_str().unwrap());
    println!("{{name}} {{}} {{header}}", request.uri());
}}

fn main() {{
{calls}}}
"##
    )
}
