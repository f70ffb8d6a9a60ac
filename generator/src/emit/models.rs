//! `src/models`.

use super::file::{SourceFile, emit_modules};
use super::{alias, content, docs, enumeration, feature, object, opaque, text, union};
use crate::ir;

/// `src/models/mod.rs`.
pub(super) fn emit_models(api: &ir::Api) -> SourceFile {
    let documentation = docs::emit_file_docs("The types of the document's schemas, one file each.");
    let modules = api.types.iter().enumerate();
    let modules = modules.map(|(index, definition)| (&definition.module, feature::emit_type(api, index)));
    let items = emit_modules("models", modules);
    SourceFile::new("src/models/mod.rs".to_owned(), &documentation, items)
}

/// One file of `src/models`.
pub(super) fn emit_model(api: &ir::Api, definition: &ir::TypeDefinition) -> SourceFile {
    let documentation = docs::emit_file_docs(&format!("`{}`", definition.pointer));
    let items = match &definition.kind {
        ir::TypeKind::Object(object) => object::emit_object(api, definition, object),
        ir::TypeKind::Text(text) => text::emit_text(api, definition, text),
        ir::TypeKind::Enumeration(enumeration) => enumeration::emit_enumeration(definition, enumeration),
        ir::TypeKind::Union(union) => union::emit_union(api, definition, union),
        ir::TypeKind::Opaque(opaque) => opaque::emit_opaque(api, definition, opaque),
        ir::TypeKind::Alias(alias) => alias::emit_alias(api, definition, alias),
        ir::TypeKind::Contents(contents) => content::emit_contents(api, definition, contents),
    };
    SourceFile::new(format!("src/models/{}.rs", definition.module), &documentation, items)
}
