//! `x-pagination` held against the operation: the parameter that says the page, and the ways into a response.

use super::Lowering;
use crate::diagnostic::Code;
use crate::ir;

/// A way into a response: its steps, and what stands at its end.
struct Way {
    steps: Vec<ir::Step>,
    ty: ir::Type,
    deprecated: bool,
}

impl Lowering<'_, '_> {
    /// Finds parameters and members behind the words of `x-pagination`. Field names are final.
    pub(super) fn resolve_paging(&mut self) {
        for index in 0..self.operations.len() {
            let (Some(pagination), Some(place)) =
                (&self.operations[index].pagination, self.operation_places[index].pagination)
            else {
                continue;
            };
            match self.paging(&self.operations[index], pagination) {
                Ok(paging) => {
                    let docs = &mut self.operations[index].docs;
                    docs.notes.push("The call's `pages()` and `items()` walk through them.".to_owned());
                    self.operations[index].paging = Some(paging);
                }
                Err(reason) => {
                    let message = format!("`x-pagination` is documentation only here: {reason}");
                    self.context.diagnostics.report(Code::BadExtension, place, message);
                }
            }
        }
    }

    fn paging(&self, operation: &ir::Operation, pagination: &ir::Pagination) -> Result<ir::Paging, String> {
        let ir::SuccessType::One(page) = &operation.success else {
            return Err("the operation's successes have no body in common".to_owned());
        };
        let (wire, items) = match pagination {
            ir::Pagination::Numbered { page, items, .. } => (page, items),
            ir::Pagination::Cursor { cursor, items, .. } => (cursor, items),
        };
        if let ir::Pagination::Numbered { size: Some(size), .. } = pagination {
            find_parameter(operation, size)?;
        }
        let parameter = find_parameter(operation, wire)?;
        let position = &operation.parameters[parameter];
        let position_type = self.behind_alias(&position.ty);
        let items = self.way(page, items)?;
        let ir::Type::Array(item) = items.ty else { return Err("`items` does not lead to a list".to_owned()) };
        let mut deprecated = items.deprecated || position.docs.deprecated;
        let order = match pagination {
            ir::Pagination::Numbered { total_pages, .. } => {
                if !is_counted(&position_type) {
                    return Err(format!("the parameter `{wire}` is no integer of at most 64 bits"));
                }
                let total = total_pages.as_ref().map(|pointer| self.way(page, pointer)).transpose()?;
                if let Some(total) = &total {
                    deprecated |= total.deprecated;
                    if !is_counted(&total.ty) {
                        return Err("`total_pages` does not lead to an integer of at most 64 bits".to_owned());
                    }
                }
                ir::PageOrder::Numbered { first: first(position), total: total.map(|way| (way.steps, way.ty)) }
            }
            ir::Pagination::Cursor { next, .. } => {
                let next = self.way(page, next)?;
                deprecated |= next.deprecated;
                let same_type = next.ty == position_type;
                let texts = self.is_text(&next.ty) && self.is_text(&position_type);
                let numbers = same_type && is_counted(&next.ty);
                if !texts && !numbers {
                    return Err(format!(
                        "`next` does not lead to a string or an integer that the parameter `{wire}` can take"
                    ));
                }
                ir::PageOrder::Cursor { next: next.steps, same_type }
            }
        };
        Ok(ir::Paging { parameter, items: items.steps, item: (*item).clone(), order, deprecated })
    }

    /// The way that a JSON pointer describes, from a response's type.
    fn way(&self, start: &ir::Type, pointer: &str) -> Result<Way, String> {
        let mut way = Way { steps: Vec::new(), ty: self.behind_alias(start), deprecated: false };
        let Some(tokens) = pointer.strip_prefix('/') else {
            return if pointer.is_empty() { Ok(way) } else { Err(format!("`{pointer}` is no JSON pointer")) };
        };
        for token in tokens.split('/') {
            let name = token.replace("~1", "/").replace("~0", "~");
            let object = match &way.ty {
                ir::Type::Named(id) => match &self.types[id.0].definition.kind {
                    ir::TypeKind::Object(object) => Some(object),
                    ir::TypeKind::Text(_)
                    | ir::TypeKind::Enumeration(_)
                    | ir::TypeKind::Union(_)
                    | ir::TypeKind::Opaque(_)
                    | ir::TypeKind::Alias(_)
                    | ir::TypeKind::Contents(_) => None,
                },
                _ => None,
            };
            let member = object.and_then(|object| object.members.iter().find(|member| member.name.wire == name));
            let Some(member) = member else {
                return Err(format!("the response has no declared member at `{pointer}`"));
            };
            let presence = match (member.required, member.nullable) {
                (true, false) => ir::Presence::Always,
                (false, false) => ir::Presence::Optional,
                (_, true) => ir::Presence::Nullable,
            };
            let (ty, boxed) = match &member.ty {
                ir::Type::Boxed(inner) => (&**inner, true),
                other => (other, false),
            };
            way.steps.push(ir::Step { field: member.name.rust.clone(), presence, boxed });
            way.deprecated |= member.docs.deprecated;
            way.ty = self.behind_alias(ty);
        }
        Ok(way)
    }

    /// Whether every JSON string is a value of a type.
    fn is_text(&self, ty: &ir::Type) -> bool {
        match ty {
            ir::Type::String | ir::Type::Format(_) | ir::Type::Binary => true,
            ir::Type::Named(id) => matches!(self.types[id.0].definition.kind, ir::TypeKind::Text(_)),
            ir::Type::Integer(_)
            | ir::Type::Number
            | ir::Type::Float32
            | ir::Type::Float64
            | ir::Type::Boolean
            | ir::Type::Null
            | ir::Type::Any
            | ir::Type::Array(_)
            | ir::Type::Map(_)
            | ir::Type::Nullable(_)
            | ir::Type::Boxed(_)
            | ir::Type::File
            | ir::Type::Content
            | ir::Type::Bytes => false,
        }
    }
}

fn find_parameter(operation: &ir::Operation, wire: &str) -> Result<usize, String> {
    let plain = |parameter: &ir::Parameter| {
        parameter.name.wire == wire
            && parameter.role == ir::ParameterRole::Plain
            && matches!(parameter.location, ir::Location::Query | ir::Location::Header)
    };
    let found = operation.parameters.iter().position(plain);
    found.ok_or_else(|| format!("the operation has no parameter `{wire}` in its query or headers"))
}

/// Whether pages can be counted in this type, and turned to the next one.
fn is_counted(ty: &ir::Type) -> bool {
    match ty {
        ir::Type::Integer(integer) => match integer {
            ir::Integer::I128 | ir::Integer::U128 => false,
            ir::Integer::I8
            | ir::Integer::I16
            | ir::Integer::I32
            | ir::Integer::I64
            | ir::Integer::U8
            | ir::Integer::U16
            | ir::Integer::U32
            | ir::Integer::U64 => true,
        },
        _ => false,
    }
}

/// The first page's number: what the server takes when none is given, else the least that may be given, else 1. Every
/// integer type has room for it.
fn first(parameter: &ir::Parameter) -> u8 {
    let default = parameter.default.as_ref().and_then(|text| text.parse().ok());
    let least = || match parameter.rules.minimum.as_ref()? {
        ir::Bound::Integer(bound) => u8::try_from(*bound).ok(),
        ir::Bound::Decimal(_) => None,
    };
    default.or_else(least).filter(|first| *first < 128).unwrap_or(1)
}
