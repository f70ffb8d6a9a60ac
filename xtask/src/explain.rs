//! `cargo xtask explain`: what a code of a diagnostic means.

use std::fmt::Write as _;
use std::process::ExitCode;

use generator::diagnostic::{Code, Severity, closest};

use crate::{complain, print};

/// There is no such code: wrong usage.
const UNKNOWN: u8 = 2;

/// Runs the command: explains one code, or lists all.
pub(crate) fn run(id: Option<&str>) -> ExitCode {
    let Some(id) = id else {
        print(&list());
        return ExitCode::SUCCESS;
    };
    let id = id.to_ascii_uppercase();
    match Code::from_id(&id) {
        Some(code) => {
            print(&explanation(code));
            ExitCode::SUCCESS
        }
        None => {
            let mut message = format!("error: there is no code `{id}`");
            if let Some(near) = closest(&id, Code::ALL.iter().map(|code| code.id())) {
                let code = Code::from_id(near).map_or("", Code::title);
                let _ = write!(message, "; did you mean `{near}`: {code}?");
            }
            complain(&format!("{message}\n\n`cargo xtask explain` lists all codes."));
            ExitCode::from(UNKNOWN)
        }
    }
}

/// The rule, an example and the fix.
fn explanation(code: Code) -> String {
    let severity = match code.severity() {
        Severity::Error => "error, which cannot be allowed",
        Severity::Warning => "warning, which `x-allow` can allow in place",
    };
    format!("{code}: {}\n({severity})\n\n{}\n", code.title(), code.explanation())
}

/// Every code with its title, in the order of the codes.
fn list() -> String {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.id());
    codes.iter().fold(String::new(), |mut text, code| {
        let _ = writeln!(text, "{code}  {}", code.title());
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{Code, explanation, list};

    #[test]
    fn every_code_is_listed_and_explained_with_rule_example_and_fix() {
        let list = list();
        assert_eq!(list.lines().count(), Code::ALL.len());
        assert!(list.lines().is_sorted());
        for &code in Code::ALL {
            assert!(list.contains(&format!("{code}  {}\n", code.title())), "{code}");
            assert!(explanation(code).starts_with(&format!("{code}: {}\n", code.title())), "{code}");
        }
    }
}
