//! Regular expressions: each distinct one is compiled once and gets a name made from its text.

use std::collections::HashMap;

use super::Lowering;
use crate::diagnostic::Code;
use crate::ir;
use crate::naming::{Claim, Scope, constant, snake};
use crate::parse::Spanned;
use crate::pattern::{self, Matcher, Pattern};

/// The longest name made from a pattern's text.
const NAME_LENGTH: usize = 40;

/// The distinct patterns of a document.
#[derive(Default)]
pub(super) struct Patterns {
    by_source: HashMap<String, Option<ir::PatternId>>,
    list: Vec<Pattern>,
}

impl Patterns {
    /// The most bytes of a matching text.
    pub(super) fn max_bytes(&self, id: ir::PatternId) -> Option<usize> {
        self.list[id.0].max_bytes
    }

    /// The compiled patterns, by identifier.
    pub(super) fn list(&self) -> &[Pattern] {
        &self.list
    }

    /// The patterns with their names.
    pub(super) fn finish(self) -> Vec<ir::PatternDefinition> {
        let claims: Vec<Claim> = self
            .list
            .iter()
            .map(|pattern| Claim {
                wire: pattern.source.clone(),
                wanted: short(&constant(&pattern.source)),
                pinned: false,
            })
            .collect();
        let names = Scope::default().assign(&claims);
        self.list
            .into_iter()
            .zip(names)
            .map(|(pattern, name)| ir::PatternDefinition {
                function: format!("matches_{}", snake(&name.name)),
                constant: format!("PATTERN_{}", constant(&name.name)),
                pattern,
                // Decided when everything else is.
                usage: ir::PatternUse::None,
            })
            .collect()
    }
}

/// A name cut to a readable length; the scope tells apart what is cut alike.
fn short(name: &str) -> String {
    name.chars().take(NAME_LENGTH).collect::<String>().trim_end_matches('_').to_owned()
}

impl Lowering<'_, '_> {
    /// The compiled pattern; nothing where the client cannot check it, which has been reported then.
    pub(super) fn pattern(&mut self, source: &Spanned<String>) -> Option<ir::PatternId> {
        let known = self.patterns.by_source.get(&source.value).copied();
        let id = known.unwrap_or_else(|| {
            let id = self.compile(source);
            self.patterns.by_source.insert(source.value.clone(), id);
            id
        });
        if id.is_none() {
            self.context.note_documentation(source.place);
        }
        id
    }

    fn compile(&mut self, source: &Spanned<String>) -> Option<ir::PatternId> {
        let compiled = match pattern::compile(&source.value) {
            Ok(compiled) => compiled,
            Err(error) => {
                let message = format!("`{}` is no regular expression of ECMA-262: {}", source.value, error.message);
                let diagnostic = self.context.diagnostics.report(Code::InvalidPattern, source.place, message);
                diagnostic.note(format!("at character {} of the pattern", characters(&source.value, error.offset)));
                if let Some(help) = error.help {
                    diagnostic.help(help);
                }
                return None;
            }
        };
        if let Some(warning) = &compiled.warning {
            let message = format!("`{}` is read without the `u` flag: {}", source.value, warning.message);
            self.context
                .diagnostics
                .report(Code::LegacyPattern, source.place, message)
                .note(format!("at character {} of the pattern", characters(&source.value, warning.offset)));
        }
        if let Matcher::Unchecked { reason } = &compiled.matcher {
            let message = format!("the client does not check the pattern `{}`: {reason}", source.value);
            self.context
                .diagnostics
                .report(Code::UncheckedPattern, source.place, message)
                .help("the server has the last word; write the pattern more simply to have it checked");
            return None;
        }
        if matches!(compiled.matcher, Matcher::Never) {
            let message =
                format!("no text matches the pattern `{}`, so that the client refuses every value", source.value);
            self.context
                .diagnostics
                .report(Code::ImpossiblePattern, source.place, message)
                .help(without_slashes(&source.value).unwrap_or_else(|| "correct the pattern".to_owned()));
        }
        let id = ir::PatternId(self.patterns.list.len());
        self.patterns.list.push(compiled);
        Some(id)
    }
}

/// What to do where a pattern is written as a literal of JavaScript, `/^a$/i`.
fn without_slashes(source: &str) -> Option<String> {
    let (inner, flags) = source.strip_prefix('/')?.rsplit_once('/')?;
    let letters = flags.chars().all(|flag| flag.is_ascii_alphabetic());
    letters.then(|| format!("the slashes are part of the pattern, and so are flags behind them: write `{inner}`"))
}

/// The place of a byte offset in characters, from 1.
fn characters(text: &str, offset: usize) -> usize {
    text.char_indices().take_while(|(position, _)| *position < offset).count() + 1
}
