//! A client with many operations has a Cargo feature per group; what no enabled group needs is not compiled.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use generator::change::{Breaks, Verdict};
use generator::{Generated, Options};
use support::Text;

/// A document with `count` operations in the groups `Cards`, `serde` and none; the schema `Shared` is needed by the first
/// two, `Alone` by the second, `Orphan` by nobody, and `Inner` by `Shared`.
fn document(count: usize) -> Text {
    let mut text = "openapi: 3.1.0\ninfo: {title: Many, version: 1.0.0}\nwebhooks:\n  came: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Came'}}}}}}\npaths:\n".to_owned();
    for index in 0..count {
        let (tags, schema) = match index % 3 {
            0 => ("[Cards]", "Shared"),
            1 if index % 2 == 0 => ("[serde]", "Shared"),
            1 => ("[serde]", "Alone"),
            _ => ("[]", "Plain"),
        };
        // One of the first group and one of the second take a parameter of the same schema without a name.
        let parameters = match index {
            0 | 1 => "parameters: [{name: direction, in: query, schema: {type: string, enum: [asc, desc]}}], ",
            _ => "",
        };
        text.push_str(&format!(
            "  /things{index}: {{get: {{operationId: get{index}, tags: {tags}, {parameters}responses: {{'200': {{description: A, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}}}}}\n"
        ));
    }
    text.push_str("components:\n  schemas:\n");
    for name in ["Came", "Alone", "Orphan", "Plain", "Inner"] {
        text.push_str(&format!(
            "    {name}: {{type: object, not: {{required: [never]}}, properties: {{a: {{type: string, pattern: '^{name}$'}}}}}}\n"
        ));
    }
    text.push_str("    Shared: {type: object, properties: {inner: {$ref: '#/components/schemas/Inner'}}}\n");
    Text(text)
}

fn file<'g>(generated: &'g Generated<'_>, path: &str) -> &'g str {
    generated.files.as_ref().expect("there are no errors").get(path).unwrap_or_else(|| panic!("there is no {path}"))
}

/// The condition before a module's declaration.
fn condition<'t>(text: &'t str, module: &str) -> &'t str {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines
        .iter()
        .position(|line| *line == format!("mod {module};"))
        .unwrap_or_else(|| panic!("no {module}: {text}"));
    if lines[at - 1].starts_with("#[cfg") { lines[at - 1] } else { "" }
}

#[test]
fn each_group_has_a_feature_and_types_are_compiled_with_the_groups_that_need_them() {
    let loader = document(101);
    let generated = generator::generate(&loader, "openapi.yaml", &Options::default());
    let manifest = file(&generated, "Cargo.toml");
    let line = |start: &str| manifest.lines().find(|line| line.starts_with(start)).unwrap();
    assert!(line("default = ").contains("\"all-operations\""), "{manifest}");
    let all = line("all-operations = ");
    // `serde` is a feature of every client, so the group of that name has another.
    // Two of the groups are called like features that every client has.
    for feature in ["cards", "serde-operations", "default-operations"] {
        assert!(all.contains(&format!("\"{feature}\"")), "{feature}: {all}");
        assert!(manifest.contains(&format!("\n{feature} = []\n")), "{manifest}");
    }
    let models = file(&generated, "src/models/mod.rs");
    assert_eq!(condition(models, "came"), "", "what the server sends by itself");
    assert!(condition(models, "orphan").contains("feature = \"all-operations\""), "{models}");
    for shared in ["shared", "inner"] {
        let condition = condition(models, shared);
        assert!(condition.starts_with("#[cfg(any(feature = \"cards\", feature = \"serde"), "{condition}");
    }
    let alone = condition(models, "alone");
    assert!(alone.starts_with("#[cfg(feature = \"serde-"), "{alone}");
    // The first place's definition is there for the second one too, which is only a name for it.
    let original = condition(models, "get0_direction");
    assert!(original.starts_with("#[cfg(any(feature = \"cards\", feature = \"serde"), "{original}");
    assert_eq!(condition(models, "get1_direction"), alone);
    assert!(
        file(&generated, "src/models/get1_direction.rs").contains("pub type Get1Direction = models::Get0Direction;")
    );
    let uses = models.lines().filter(|line| line.starts_with("pub use "));
    let gated = uses.filter(|line| !line.starts_with("pub use came")).count();
    assert_eq!(models.matches("#[cfg").count(), 2 * gated, "declarations and exports alike, but for the webhook's");
    let operations = file(&generated, "src/operations/mod.rs");
    assert_eq!(condition(operations, "cards"), "#[cfg(feature = \"cards\")]");
    let schemas = file(&generated, "src/schemas.rs");
    let statics = schemas.matches("pub(crate) static ").count();
    assert_eq!(schemas.matches("#[cfg").count(), statics - 1, "all but the webhook's: {schemas}");
}

/// A document with so many more operations, and three with the same failures: two in a group, and one in another.
fn failing(more: usize, second: &str) -> Text {
    let mut text = "openapi: 3.1.0\ninfo: {title: Many, version: 1.0.0}\npaths:\n".to_owned();
    for index in 0..more {
        text.push_str(&format!("  /others{index}: {{get: {{responses: {{'204': {{description: Done.}}}}}}}}\n"));
    }
    for (path, tag, failure) in [("first", "cards", "No."), ("second", "cards", second), ("third", "ledgers", "No.")] {
        text.push_str(&format!(
            "  /{path}: {{get: {{operationId: {path}, tags: [{tag}], responses: {{'204': {{description: Done.}}, '404': {{description: {failure}, content: {{application/json: {{schema: {{type: object, properties: {{why: {{type: string}}}}}}}}}}}}}}}}}}\n"
        ));
    }
    Text(text)
}

#[test]
fn failures_that_are_the_same_have_one_type_in_a_group_of_a_large_client() {
    let alias = "pub type SecondError = super::FirstError;";
    let shared = failing(100, "No.");
    let generated = generator::generate(&shared, "openapi.yaml", &Options::default());
    assert!(file(&generated, "src/operations/cards/second.rs").contains(alias));
    assert!(file(&generated, "src/operations/ledgers/third.rs").contains("pub enum ThirdError"));
    for (more, second) in [(100, "Not so."), (97, "No.")] {
        let own = failing(more, second);
        let generated = generator::generate(&own, "openapi.yaml", &Options::default());
        assert!(file(&generated, "src/operations/cards/second.rs").contains("pub enum SecondError"));
    }
}

#[test]
fn failures_that_part_or_join_are_a_change_that_programs_may_not_compile_with() {
    let [shared, own] = ["No.", "Not so."].map(|second| failing(100, second));
    let [shared, own] = [&shared, &own].map(|loader| generator::read(loader, "openapi.yaml", &Options::default()));
    let (shared, own) = (shared.api().unwrap(), own.api().unwrap());
    let codes = |old, new| {
        let changes = generator::change::compare(old, new).changes;
        changes
            .into_iter()
            .filter(|change| change.verdict >= Verdict::Major(Breaks::Compile))
            .map(|change| change.kind)
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(shared, own), ["failure-type-parted"]);
    assert_eq!(codes(own, shared), ["failure-type-joined"]);
    assert_eq!(codes(shared, shared), [""; 0]);
}

#[test]
fn a_smaller_client_is_compiled_as_a_whole() {
    let loader = document(100);
    let generated = generator::generate(&loader, "openapi.yaml", &Options::default());
    assert!(!file(&generated, "Cargo.toml").contains("cards"));
    assert!(!file(&generated, "src/models/mod.rs").contains("cfg"));
}

/// Whatever the groups are, nothing is missing and nothing is left over, in tests neither.
#[test]
fn any_choice_of_groups_compiles_without_a_warning() {
    let loader = document(101);
    let generated = generator::generate(&loader, "openapi.yaml", &Options::default());
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("groups");
    let _ = fs::remove_dir_all(root.join("src"));
    for (path, text) in generated.files.as_ref().expect("there are no errors").iter() {
        let target = root.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let own = if path == "Cargo.toml" { "\n[workspace]\n" } else { "" };
        fs::write(target, format!("{text}{own}")).unwrap();
    }
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), root.join("Cargo.lock")).unwrap();
    for features in ["", "cards", "serde-operations", "cards,default-operations", "all-operations"] {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--tests", "--no-default-features", "--features", features])
            .current_dir(&root)
            // The dependencies are those of the other clients, which are built there.
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures/target"))
            .env("RUSTFLAGS", "-Dwarnings")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .output()
            .unwrap();
        assert!(output.status.success(), "{features}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
