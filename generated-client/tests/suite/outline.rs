//! Every public item of the client, a line each: what a reviewer of a changed description reads first.

use std::path::{Path, PathBuf};

use generator::Options;
use generator::source::{LoadError, Loader};

struct Repository(PathBuf);

impl Loader for Repository {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        std::fs::read_to_string(self.0.join(path)).map_err(|error| LoadError::new(error.to_string()))
    }
}

#[test]
fn the_public_items_are_what_they_were() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_owned();
    let loader = Repository(root);
    let options = Options { crate_name: Some("mono-client".to_owned()), ..Options::default() };
    let generated = generator::generate(&loader, "spec/openapi.yaml", &options);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("public_items", generated.outline().expect("no errors")));
}
