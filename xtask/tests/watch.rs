//! `cargo xtask codegen --watch`: start, edit, see what happens, stop.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: Trial, version: 1.2.0 }
paths:
  /things:
    get:
      operationId: get_thing
      responses:
        '200':
          description: The thing.
          content: { application/json: { schema: { $ref: 'models.yaml#/Thing' } } }
";

const MODELS: &str = "Thing: { type: object, properties: { name: { type: string, maxLength: 9 } } }\n";

/// A watch that is stopped at the end of the test, whatever its outcome.
struct Watch {
    folder: TempDir,
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start() -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("their.yaml"), DOCUMENT).unwrap();
        fs::write(folder.path().join("models.yaml"), MODELS).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["codegen", "--spec", "their.yaml", "--out", "client", "--watch"])
            .current_dir(folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = child.stderr.take().unwrap();
        let (sender, lines) = channel();
        thread::spawn(move || {
            BufReader::new(stderr).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok())
        });
        Self { folder, child, lines }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Everything that is said until the next pause.
    fn next_run(&self) -> String {
        let mut said = String::new();
        loop {
            // Long, because machines that run tests are busy; a run takes well below a second.
            let line = self
                .lines
                .recv_timeout(Duration::from_secs(120))
                .unwrap_or_else(|_| panic!("only this was said:\n{said}"));
            said.push_str(&line);
            said.push('\n');
            if line.starts_with("watching ") {
                return said;
            }
        }
    }

    /// Nothing is done while nothing is saved.
    fn assert_quiet(&self) {
        let line = self.lines.recv_timeout(Duration::from_secs(1));
        assert!(line.is_err(), "nothing was saved, and this was said: {line:?}");
    }

    /// The text of the one model.
    fn model(&self) -> String {
        let models = fs::read_dir(self.path("client/src/models")).unwrap();
        let texts = models.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
        texts.collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_save_of_any_file_generates_again_until_it_is_stopped() {
    let mut watch = Watch::start();
    let first = watch.next_run();
    assert!(first.ends_with("watching 2 files; Ctrl-C stops\n"), "{first}");
    assert!(watch.model().contains("max_length(9)"), "{}", watch.model());
    watch.assert_quiet();

    // A file that the document refers to.
    fs::write(watch.path("models.yaml"), MODELS.replace("maxLength: 9", "maxLength: 10")).unwrap();
    let second = watch.next_run();
    // The model, and the test of its rule.
    assert!(second.contains(" 2 written, 0 removed"), "{second}");
    assert!(watch.model().contains("max_length(10)"));
    assert!(!second.contains('\u{1b}'), "no escapes where nobody looks at a terminal: {second}");

    // A mistake: it is shown, nothing is written.
    fs::write(watch.path("models.yaml"), MODELS.replace("maxLength: 9", "maxLength: 9, minLength: 10")).unwrap();
    let third = watch.next_run();
    assert!(third.contains("error[E0301]") && third.contains("models.yaml:1:"), "{third}");
    assert!(watch.model().contains("max_length(10)"));

    watch.assert_quiet();

    // A document that is gone for a moment, as some editors save it.
    fs::remove_file(watch.path("their.yaml")).unwrap();
    let fourth = watch.next_run();
    assert!(fourth.contains("cannot read their.yaml"), "{fourth}");
    fs::write(watch.path("models.yaml"), MODELS.replace("maxLength: 9", "maxLength: 11")).unwrap();
    fs::write(watch.path("their.yaml"), DOCUMENT).unwrap();
    let fifth = watch.next_run();
    assert!(!fifth.contains("error"), "{fifth}");
    assert!(watch.model().contains("max_length(11)"));

    assert!(watch.child.try_wait().unwrap().is_none(), "it still watches");
}
