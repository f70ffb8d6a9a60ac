//! Which type of the new client is which of the old.

use std::collections::{HashMap, HashSet};

use super::pair::behind;
use super::schema;
use crate::ir;

/// Types that have another name but are otherwise the same.
pub(super) struct Renames<'a> {
    /// The old Rust name to the new one.
    pairs: HashMap<&'a str, &'a str>,
}

impl<'a> Renames<'a> {
    /// Finds types that only changed their name: those that stand at the same place of the document, and those that
    /// differ in nothing but the name.
    pub(super) fn new(old: &'a ir::Api, new: &'a ir::Api) -> Self {
        let missing = |api: &'a ir::Api, other: &'a ir::Api| -> Vec<ir::TypeId> {
            let known: HashSet<&str> = other.types.iter().map(|definition| definition.name.rust.as_str()).collect();
            let ids = (0..api.types.len()).map(ir::TypeId);
            ids.filter(|id| !known.contains(api.type_definition(*id).name.rust.as_str())).collect()
        };
        let mut gone = missing(old, new);
        let unrenamed = HashMap::new();
        let shaped = |is| (new.type_definition(is), shape(new, is, &unrenamed));
        let mut come: Vec<(&ir::TypeDefinition, String)> = missing(new, old).into_iter().map(shaped).collect();
        let mut renames = Self { pairs: HashMap::new() };
        // A type that holds another renamed one looks the same only when that one is known to be renamed.
        loop {
            let before = renames.pairs.len();
            gone.retain(|&was| {
                if come.is_empty() {
                    return true;
                }
                let shape = shape(old, was, &renames.pairs);
                let was = old.type_definition(was);
                let same_place = |is: &ir::TypeDefinition| was.pointer == is.pointer && was.name.wire == is.name.wire;
                let found = come.iter().position(|(is, other)| same_place(is) || shape == *other);
                let Some(found) = found else { return true };
                renames.pairs.insert(&was.name.rust, &come.remove(found).0.name.rust);
                false
            });
            if renames.pairs.len() == before {
                return renames;
            }
        }
    }

    /// The name that the type has in the new client, if it is still there.
    pub(super) fn new_name<'n>(&self, old: &'n str) -> &'n str
    where
        'a: 'n,
    {
        self.pairs.get(old).copied().unwrap_or(old)
    }

    /// Whether these two names are of one type.
    pub(super) fn is_same(&self, old: &str, new: &str) -> bool {
        self.new_name(old) == new
    }
}

/// All that a type is but its name, as a text; of another name for a type, what that is.
fn shape(api: &ir::Api, id: ir::TypeId, renames: &HashMap<&str, &str>) -> String {
    let definition = api.type_definition(behind(api, id));
    let mut kind = definition.kind.clone();
    let mut usage = Some(definition.usage);
    match &mut kind {
        ir::TypeKind::Object(object) => {
            if let ir::Construction::Builder { name, .. } = &mut object.construction {
                name.clear();
            }
        }
        // They are the same wherever they occur, and may occur elsewhere under another name.
        ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) => usage = None,
        ir::TypeKind::Union(_) | ir::TypeKind::Opaque(_) | ir::TypeKind::Alias(_) | ir::TypeKind::Contents(_) => {}
    }
    let text = format!("{usage:?} {kind:?}");
    // What a schema demands instead of its number.
    let mut parts = text.split("SchemaId(");
    let mut spelled = spelled(api, parts.next().unwrap_or_default(), Some(definition), renames);
    for part in parts {
        let (number, rest) = part.split_once(')').unwrap_or((part, ""));
        let id = number.parse().ok().filter(|number: &usize| *number < api.schemas.len());
        spelled.extend(id.map(|number| schema::demands(api, ir::SchemaId(number)).join(" ")));
        spelled.push_str(&self::spelled(api, rest, Some(definition), renames));
    }
    spelled
}

/// A `Debug` text in which every number of a type or pattern is replaced by what it stands for, so that texts of two
/// clients can be compared.
pub(super) fn spelled(
    api: &ir::Api,
    text: &str,
    own: Option<&ir::TypeDefinition>,
    renames: &HashMap<&str, &str>,
) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("Id(") {
        let (before, after) = rest.split_at(open + "Id(".len());
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let name = after[..digits].parse().ok().and_then(|index: usize| {
            if before.ends_with("TypeId(") {
                let definition = api.types.get(index)?;
                let name = definition.name.rust.as_str();
                let is_own = own.is_some_and(|own| own.name.rust == name);
                Some(if is_own { "Self" } else { renames.get(name).copied().unwrap_or(name) })
            } else if before.ends_with("PatternId(") {
                Some(api.patterns.get(index)?.pattern.source.as_str())
            } else {
                None
            }
        });
        result.push_str(before);
        result.push_str(name.unwrap_or(&after[..digits]));
        rest = &after[digits..];
    }
    result + rest
}
