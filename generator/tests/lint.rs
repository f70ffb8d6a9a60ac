//! Advice is given only when it is asked for, and only on what operations lead to.

use generator::diagnostic::Code;
use generator::source::{LoadError, Loader};
use generator::{Lints, Options};

struct Text(String);

impl Loader for Text {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        match path {
            "openapi.yaml" => Ok(self.0.clone()),
            "card.yaml" => Ok("{type: object, properties: {code: {type: string, x-sensitve: true}}}".to_owned()),
            _ => Err(LoadError::new("there is no such file")),
        }
    }
}

fn codes(text: &str, lints: Lints) -> Vec<Code> {
    let loader = Text(text.to_owned());
    let options = Options { lints, ..Options::default() };
    let generated = generator::generate(&loader, "openapi.yaml", &options);
    generated.report.diagnostics().iter().map(|diagnostic| diagnostic.code).collect()
}

const LIBRARY: &str = "\
openapi: 3.1.0
info: {title: Cards, version: '1'}
components:
  schemas:
    Card: {type: object, properties: {id: {type: string}, amount: {type: integer}}}
";

#[test]
fn nothing_is_advised_unless_asked() {
    let text = include_str!("invalid/lint_operations/openapi.yaml");
    assert!(codes(text, Lints::Skip).is_empty());
    assert!(codes(text, Lints::Report).len() > 4);
}

#[test]
fn a_library_of_components_is_left_alone() {
    assert!(codes(LIBRARY, Lints::Report).is_empty());
    let with_path = format!(
        "{LIBRARY}paths: {{/cards: {{get: {{operationId: list, responses: {{'204': {{description: Done}}}}}}}}}}\n"
    );
    assert_eq!(codes(&with_path, Lints::Report), [Code::UnusedComponent]);
}

#[test]
fn references_in_a_circle_or_to_nowhere_are_no_trouble() {
    let paths = "\
paths:
  /a: {$ref: '#/paths/~1b'}
  /b: {$ref: '#/paths/~1a'}
  /c:
    post:
      operationId: c
      parameters: [{$ref: '#/components/parameters/A'}, {$ref: 'gone.yaml#/x'}]
      responses: {'400': {$ref: '#/components/responses/Gone'}}
components:
  parameters: {A: {$ref: '#/components/parameters/B'}, B: {$ref: '#/components/parameters/A'}}
  schemas:
    A: {$ref: '#/components/schemas/A'}
";
    let text = format!("openapi: 3.1.0\ninfo: {{title: Cards, version: '1'}}\n{paths}");
    let found = codes(&text, Lints::Report);
    assert!(found.contains(&Code::NoIdempotencyKey) && found.contains(&Code::UnusedComponent), "{found:?}");
    let quiet = codes(&text, Lints::Skip);
    let lints = found.iter().filter(|code| code.id().starts_with("W04")).count();
    assert_eq!(found.len(), quiet.len() + lints, "advice adds advice only: {found:?}, {quiet:?}");
}

#[test]
fn files_that_are_referred_to_are_looked_at() {
    let text = "\
openapi: 3.1.0
info: {title: Cards, version: '1'}
paths:
  /card:
    get:
      operationId: get_card
      responses:
        '200': {description: The card., content: {application/json: {schema: {$ref: card.yaml}}}}
";
    assert_eq!(codes(text, Lints::Report), [Code::NearExtension]);
}
