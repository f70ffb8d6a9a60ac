//! The same schemas as a careful user of serde writes them down.

use std::fmt::Write;

use crate::profile::{Kind, Member, Profile, values};

/// What reads and writes each root, on either side.
///
/// Generic code costs nothing until it is used. So both crates hold, for each root, one function that reads it and one
/// that writes it, as a client has for its operations: these make serde's code exist for every type, since the roots
/// hold all the others.
pub(crate) struct Entries {
    /// Where the types are.
    pub(crate) types: &'static str,
    /// The path of `from_slice` and `to_vec`.
    pub(crate) codec: &'static str,
    pub(crate) read_error: &'static str,
    pub(crate) write_error: &'static str,
}

impl Entries {
    /// The text of the module.
    pub(crate) fn text(&self, profile: Profile) -> String {
        let Self { types, codec, read_error, write_error } = self;
        let mut text = String::new();
        for root in profile.roots() {
            let _ = write!(
                text,
                "pub fn read_{root}(text: &[u8]) -> Result<{types}::Object{root}, {read_error}> {{\n    \
                 {codec}::from_slice(text)\n}}\n\n\
                 pub fn write_{root}(value: &{types}::Object{root}) -> Result<Vec<u8>, {write_error}> {{\n    \
                 {codec}::to_vec(value)\n}}\n\n"
            );
        }
        text
    }
}

/// The file of an object's type.
pub(crate) fn object(profile: Profile, number: usize) -> String {
    let mut text = String::from("use serde::{Deserialize, Serialize};\n\n");
    let _ = writeln!(text, "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\npub struct Object{number} {{");
    for member in profile.members(number) {
        let Member { wire, field, required, .. } = &member;
        if wire != field {
            let _ = writeln!(text, "    #[serde(rename = {wire:?})]");
        }
        let ty = rust_type(&member);
        if *required {
            let _ = writeln!(text, "    pub {field}: {ty},");
        } else {
            text += "    #[serde(skip_serializing_if = \"Option::is_none\")]\n";
            let _ = writeln!(text, "    pub {field}: Option<{ty}>,");
        }
    }
    text + "}\n"
}

/// The file of an enum's type.
pub(crate) fn enumeration(number: usize) -> String {
    let mut text = String::from("use serde::{Deserialize, Serialize};\n\n");
    text += "#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]\n";
    let _ = writeln!(text, "pub enum Enum{number} {{");
    for (index, value) in values(number).enumerate() {
        let _ = writeln!(text, "    #[serde(rename = {value:?})]\n    Value{index},");
    }
    text + "}\n"
}

fn rust_type(member: &Member) -> String {
    let target = member.target;
    match member.kind {
        Kind::Text | Kind::DateTime => "String".to_owned(),
        Kind::Integer => "i64".to_owned(),
        Kind::Double => "f64".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Enum => format!("super::Enum{target}"),
        Kind::Reference => format!("super::Object{target}"),
        Kind::Texts => "Vec<String>".to_owned(),
        Kind::References => format!("Vec<super::Object{target}>"),
    }
}
