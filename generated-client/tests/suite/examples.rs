//! The programs of `examples/`, run as functions. As programs: `cargo run -p mono-client --example create_card`.
#![allow(clippy::duplicate_mod)] // each brings the server with it, as the programs do

use std::collections::BTreeSet;
use std::path::Path;

#[path = "../../examples/apply_card_balance_operation.rs"]
mod apply_card_balance_operation;
#[path = "../../examples/create_activation_link.rs"]
mod create_activation_link;
#[path = "../../examples/create_card.rs"]
mod create_card;
#[path = "../../examples/list_card_balance_operations.rs"]
mod list_card_balance_operations;
#[path = "../../examples/update_ledger_account_balance.rs"]
mod update_ledger_account_balance;

#[tokio::test]
async fn topping_up_a_card() {
    apply_card_balance_operation::run().await.expect("the example runs");
}

#[tokio::test]
async fn listing_the_operations_of_a_card() {
    list_card_balance_operations::run().await.expect("the example runs");
}

#[tokio::test]
async fn topping_up_a_ledger_account() {
    update_ledger_account_balance::run().await.expect("the example runs");
}

#[tokio::test]
async fn creating_a_card() {
    create_card::run().await.expect("the example runs");
}

#[tokio::test]
async fn creating_an_activation_link() {
    create_activation_link::run().await.expect("the example runs");
}

/// Each operation has a program of its name, and each program is run above.
#[test]
fn there_is_one_for_every_operation() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found: BTreeSet<String> = programs(&folder.join("examples"));
    // The README's program talks to the sandbox, so it is compiled and not run.
    assert!(found.remove("quick_start"));
    let mut operations = BTreeSet::new();
    for tag in std::fs::read_dir(folder.join("src/operations")).expect("the operations").flatten() {
        if tag.path().is_dir() {
            operations.extend(programs(&tag.path()));
        }
    }
    operations.remove("mod");
    assert_eq!(found, operations);
    let run = include_str!("examples.rs").lines().filter(|line| line.starts_with("#[path = \"../../examples/")).count();
    assert_eq!(run, found.len());
}

fn programs(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read").flatten();
    let names = entries.filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".rs").map(str::to_owned));
    names.collect()
}
