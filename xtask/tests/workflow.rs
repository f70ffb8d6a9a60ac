//! The recipe for CI: what it may do, and that its commands are those that there are.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn workflow() -> String {
    fs::read_to_string(repository().join(".github/workflows/client.yml")).unwrap()
}

#[test]
fn only_the_job_that_runs_no_code_of_a_pull_request_may_write() {
    let text = workflow();
    assert!(text.contains("\npermissions:\n  contents: read\n"), "the default is to read");
    let (before, comment) = text.split_once("\n  comment:\n").expect("there is a job that comments");
    assert!(!before.contains(": write"), "the jobs before it only read");
    assert!(comment.contains("pull-requests: write") && comment.matches(": write").count() == 1);
    for code in ["checkout", "cargo", "cache"] {
        assert!(!comment.contains(code), "the job that may write uses {code}");
    }
}

#[test]
fn actions_are_pinned_and_nothing_of_a_pull_request_is_put_into_a_script() {
    for line in workflow().lines() {
        if let Some(action) = line.trim().strip_prefix("- uses: ") {
            let (name, version) = action.split_once("@v").expect("a version");
            assert!(name.starts_with("actions/") && version.parse::<u32>().is_ok(), "{action}");
        }
        let script = line.contains("run:") || line.starts_with("          ");
        assert!(
            !script
                || line.contains("key: ")
                || line.contains("GH_TOKEN")
                || line.contains("NUMBER:")
                || line.contains("restore-keys")
                || !line.contains("${{"),
            "{line}"
        );
    }
}

/// Runs the recipe's commands of this crate on a copy of the description, in a repository of its own.
#[test]
fn the_commands_are_understood() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("spec")).unwrap();
    fs::copy(repository().join("spec/openapi.yaml"), folder.path().join("spec/openapi.yaml")).unwrap();
    let run = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(folder.path());
        command.output().unwrap()
    };
    let person = ["-c", "user.name=Trial", "-c", "user.email=trial@example.com", "-c", "commit.gpgsign=false"];
    for arguments in [&["init", "--quiet"][..], &["add", "--all"], &["commit", "--quiet", "--message", "Trial"]] {
        assert!(run("git", &[&person[..], arguments].concat()).status.success());
    }
    let mut commands = 0;
    for line in workflow().lines() {
        let Some((_, command)) = line.split_once("cargo xtask ") else { continue };
        let command = command.split('>').next().unwrap().replace('"', "");
        let command = command.replace("$SPEC", "spec/openapi.yaml").replace("$CLIENT", "generated-client");
        let command = command.replace("origin/$GITHUB_BASE_REF", "HEAD").replace("--check", "");
        let words: Vec<&str> = command.split_whitespace().collect();
        let output = run(env!("CARGO_BIN_EXE_xtask"), &words);
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        commands += 1;
    }
    assert_eq!(commands, 3);
}
