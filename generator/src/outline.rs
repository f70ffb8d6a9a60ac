//! To come.
use crate::ir;
pub(crate) fn outline(api: &ir::Api) -> String {
    format!("{api:#?}")
}
