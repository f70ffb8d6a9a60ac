//! The help texts.

use crate::arguments::Topic;

/// The text of a topic.
pub(crate) fn text(topic: Topic) -> &'static str {
    match topic {
        Topic::All => ALL,
        Topic::Codegen => CODEGEN,
        Topic::Diff => DIFF,
        Topic::Explain => EXPLAIN,
    }
}

const ALL: &str = "\
The repository's tasks.

Usage: cargo xtask <COMMAND> [OPTIONS]

Commands:
  codegen  Generate a Rust client crate from an OpenAPI 3.0 or 3.1 document
  diff     Say what changed for the users of the client, and which version that takes
  explain  Tell what a code of a diagnostic means

Options:
  -h, --help  Print help; `cargo xtask <COMMAND> --help` prints that of a command
";

const CODEGEN: &str = "\
Generate a Rust client crate from an OpenAPI 3.0 or 3.1 document.

Without --spec and --out this is the repository's own client: spec/openapi.yaml becomes generated-client/, and
warnings about the document are errors, advice on it included.

Usage: cargo xtask codegen [OPTIONS]

Options:
      --spec <FILE>              The document, JSON or YAML [default: spec/openapi.yaml]
      --out <DIR>                The folder of the client crate [default: generated-client]
      --name <CRATE>             The package name of a new client [default: from the document's title;
                                 a Cargo.toml that exists keeps its own]
      --check                    Write nothing; report every file that differs from what would be generated
      --watch                    Generate again whenever a file of the document is saved, until stopped
      --lint                     Advise on the document, too: codes W04xx [implied without --spec]
      --ledger                   Say how often each keyword of the document was generated, validated, documented only,
                                 refused, or is not used; on standard output
      --deny warnings            Warnings about the document are errors [implied without --spec]
      --message-format <FORMAT>  How diagnostics are printed: human, json (one object a line), sarif (a SARIF 2.1.0 log) [default: human];
                                 json and sarif go to standard output, human to standard error
  -h, --help                     Print help

What is written:
  src/          is the generator's: files it no longer makes are removed, and a file it never made is an error
  Cargo.toml    [dependencies], [features] and [lints] are the generator's, the rest is kept
  rustfmt.toml  switches rustfmt off for generated files
  Other files are never touched. Only files whose bytes change are written, each atomically; with an error nothing is.

Exit codes:
  0  done, or up to date
  1  the document has errors, or --check found a difference
  2  wrong usage, a file that cannot be read or written, or a foreign file in src/
";

const DIFF: &str = "\
Say what changed for the users of the client, as Markdown for a pull request, and which version to publish.

Usage: cargo xtask diff [OPTIONS] [OLD] [NEW]

Arguments:
  [OLD]  The old document: a file, a git revision, or REV:PATH [default: HEAD]
  [NEW]  The new document, likewise [default: the document in the working tree]

Options:
      --spec <FILE>      The document that a revision is asked for [default: spec/openapi.yaml]
      --client <DIR>     The folder of the client; its Cargo.toml, at the old revision where OLD is one, has the
                         version that was published. Where there is none, the old info.version counts
                         [default: generated-client, with --spec none]
      --deny <LEVEL>     Exit with 1 if the change is of this level or a higher one: major, minor
      --format <FORMAT>  markdown, json (one object) [default: markdown]
  -h, --help             Print help

The verdicts:
  major  programs written against the old client do not compile, or do something else (\"still compiles\")
  minor  programs can use or meet something new
  patch  the rest: documentation, and what only validate() says of responses

Exit codes:
  0  done
  1  a document has errors, or --deny forbids the change
  2  wrong usage, or something cannot be read
";

const EXPLAIN: &str = "\
Tell what a code of a diagnostic means: the rule, an example that breaks it, and the fix.

Usage: cargo xtask explain [CODE]

Arguments:
  [CODE]  Such as E0102; without it, all codes are listed

Options:
  -h, --help  Print help

Exit codes:
  0  done
  2  wrong usage, or there is no such code
";
