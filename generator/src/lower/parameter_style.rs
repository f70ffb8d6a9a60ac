//! Styles of parameters: which one is used, and what the standard leaves open about it.
//!
//! The standard's table of styles (OpenAPI 3.1.1, 4.8.12.2.4, "Style Values" and "Style Examples") has gaps, marked "n/a". Documents fall
//! into them all the same; what the client does there is said by a warning at the place.

use super::Lowering;
use crate::diagnostic::Code;
use crate::ir;
use crate::parse::{Parameter, ParameterLocation, ParameterStyle};
use crate::source::Place;

/// Where the style of a parameter is said.
#[derive(Clone, Copy)]
pub(super) struct StylePlace {
    /// `style`, else the parameter's name.
    place: Place,
    /// `explode`, where it is said to be `false`.
    joined: Option<Place>,
}

impl StylePlace {
    /// Of a parameter object.
    pub(super) fn of(parameter: &Parameter) -> Self {
        Self {
            place: parameter.style.map_or(parameter.name.place, |style| style.place),
            joined: parameter.explode.filter(|explode| !explode.value).map(|explode| explode.place),
        }
    }
}

/// The style and `explode` of a parameter. One that its location does not know has been reported; the location's own takes
/// its place, joined or exploded as the other would have been.
pub(super) fn style_of(parameter: &Parameter, location: ir::Location) -> (ir::Style, bool) {
    let usual = match location {
        ir::Location::Path | ir::Location::Header => ir::Style::Simple,
        ir::Location::Query | ir::Location::Cookie => ir::Style::Form,
    };
    let said = parameter.style.map(|style| (lower_style(style.value), parameter.location.value.allows(style.value)));
    let (style, default) = match said {
        None => (usual, usual),
        Some((style, true)) => (style, style),
        Some((style, false)) => (usual, style),
    };
    (style, parameter.explode.map_or(default == ir::Style::Form, |explode| explode.value))
}

pub(super) fn lower_style(style: ParameterStyle) -> ir::Style {
    match style {
        ParameterStyle::Matrix => ir::Style::Matrix,
        ParameterStyle::Label => ir::Style::Label,
        ParameterStyle::Simple => ir::Style::Simple,
        ParameterStyle::Form => ir::Style::Form,
        ParameterStyle::SpaceDelimited => ir::Style::SpaceDelimited,
        ParameterStyle::PipeDelimited => ir::Style::PipeDelimited,
        ParameterStyle::DeepObject => ir::Style::DeepObject,
    }
}

/// What the values of a type can be.
#[derive(Clone, Copy, Default)]
pub(super) struct Shape {
    pub(super) scalar: bool,
    pub(super) list: bool,
    pub(super) object: bool,
    /// A list or object stands inside a list or object.
    pub(super) nested: bool,
}

impl Shape {
    fn join(self, other: Self) -> Self {
        Self {
            scalar: self.scalar || other.scalar,
            list: self.list || other.list,
            object: self.object || other.object,
            nested: self.nested || other.nested,
        }
    }

    /// The same values inside a list or object.
    fn inside(self) -> bool {
        self.list || self.object || self.nested
    }
}

impl Lowering<'_, '_> {
    /// Says what is done where the standard says nothing. A pass of its own, since it needs to know every type.
    pub(super) fn check_parameter_styles(&mut self) {
        let mut found: Vec<(StylePlace, String)> = Vec::new();
        for (operation, places) in self.operations.iter().zip(&self.operation_places) {
            for (parameter, place) in operation.parameters.iter().zip(&places.parameters) {
                // Text of a media type has no style.
                if parameter.content.is_none()
                    && let Some(message) = open_question(parameter, self.shape(&parameter.ty), place.joined.is_some())
                {
                    found.push((*place, message));
                }
            }
        }
        for (place, message) in found {
            self.context.diagnostics.report(Code::OpenStyle, place.place, message);
        }
    }

    /// What the values of a type can be; nothing is said of any JSON.
    pub(super) fn shape(&self, ty: &ir::Type) -> Shape {
        self.shape_beside(ty, &mut Vec::new())
    }

    fn shape_beside(&self, ty: &ir::Type, seen: &mut Vec<ir::TypeId>) -> Shape {
        let nested = |inner: Shape| inner.inside();
        match ty {
            ir::Type::Named(id) => {
                if seen.contains(id) {
                    return Shape::default();
                }
                seen.push(*id);
                let shape = self.shape_of_kind(&self.types[id.0].definition.kind, seen);
                seen.pop();
                shape
            }
            ir::Type::Array(inner) => {
                Shape { list: true, nested: nested(self.shape_beside(inner, seen)), ..Shape::default() }
            }
            ir::Type::Map(inner) => {
                Shape { object: true, nested: nested(self.shape_beside(inner, seen)), ..Shape::default() }
            }
            ir::Type::Nullable(inner) | ir::Type::Boxed(inner) => self.shape_beside(inner, seen),
            ir::Type::String
            | ir::Type::Format(_)
            | ir::Type::Integer(_)
            | ir::Type::Number
            | ir::Type::Float32
            | ir::Type::Float64
            | ir::Type::Boolean
            | ir::Type::Binary => Shape { scalar: true, ..Shape::default() },
            // Files and whole bodies are no parameters.
            ir::Type::Null | ir::Type::Any | ir::Type::File | ir::Type::Content | ir::Type::Bytes => Shape::default(),
        }
    }

    fn shape_of_kind(&self, kind: &ir::TypeKind, seen: &mut Vec<ir::TypeId>) -> Shape {
        match kind {
            ir::TypeKind::Object(object) => {
                let mut nested = false;
                for member in &object.members {
                    nested |= self.shape_beside(&member.ty, seen).inside();
                }
                if let ir::Additional::Kept { ty, .. } = &object.additional {
                    nested |= self.shape_beside(ty, seen).inside();
                }
                Shape { object: true, nested, ..Shape::default() }
            }
            ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) => Shape { scalar: true, ..Shape::default() },
            ir::TypeKind::Alias(alias) => self.shape_beside(&alias.ty, seen),
            ir::TypeKind::Contents(_) => Shape::default(),
            ir::TypeKind::Union(union) => union
                .variants
                .iter()
                .fold(Shape::default(), |shape, variant| shape.join(self.shape_beside(&variant.ty, seen))),
            ir::TypeKind::Opaque(opaque) => {
                opaque.views.iter().fold(Shape::default(), |shape, view| shape.join(self.shape_beside(&view.ty, seen)))
            }
        }
    }

    /// Reports what of a parameter has no meaning where it stands.
    pub(super) fn check_parameter_flags(&mut self, parameter: &Parameter, ty: &ir::Type, free: bool) {
        let wire = &parameter.name.value;
        let query = parameter.location.value == ParameterLocation::Query;
        if let Some(reserved) = parameter.allow_reserved.filter(|reserved| reserved.value && !query) {
            self.unsupported(
                reserved.place,
                "`allowReserved` has a meaning in queries only: here everything is percent-encoded",
            );
        }
        let Some(empty) = parameter.allow_empty_value.filter(|empty| empty.value) else { return };
        if !query {
            self.unsupported(empty.place, "`allowEmptyValue` has a meaning in queries only");
        } else if !(*ty == ir::Type::String && free) {
            let message = format!(
                "the type of `{wire}` has no empty value for `allowEmptyValue`: leave the parameter out, and give the call `query({wire:?}, \"\")`"
            );
            self.unsupported(empty.place, message);
        }
    }

    /// Whether the standard has other means for a header (OpenAPI 3.1.1, Parameter Object, `name`); that is reported.
    pub(super) fn is_ignored_header(&mut self, parameter: &Parameter) -> bool {
        let name = &parameter.name.value;
        let known = ["accept", "content-type", "authorization"];
        let ignored = parameter.location.value == ParameterLocation::Header
            && known.iter().any(|known| name.eq_ignore_ascii_case(known));
        if ignored {
            let message = format!("a header parameter `{name}` is ignored by the standard");
            self.context
                .diagnostics
                .report(Code::IgnoredHeader, parameter.name.place, message)
                .help("describe it by `content`, `responses` or `security`");
        }
        ignored
    }

    /// Whether a header or cookie can have this name, and is the caller's to set; else it is reported.
    pub(super) fn is_sendable(&mut self, parameter: &Parameter) -> bool {
        let name = &parameter.name.value;
        let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        let named = !name.is_empty() && name.bytes().all(token);
        let (location, place) = (parameter.location.value, parameter.name.place);
        if location == ParameterLocation::Header && !named {
            self.unsupported(parameter.place, format!("`{name}` is no name of a header: the parameter is left out"));
            return false;
        }
        let framing = client_runtime::framing::FRAMING.iter().any(|framing| name.eq_ignore_ascii_case(framing));
        if location == ParameterLocation::Header && framing {
            let message = format!("the header `{name}` is set by HTTP itself: the parameter is left out");
            self.context.diagnostics.report(Code::IgnoredHeader, place, message).help("remove the parameter");
            return false;
        }
        true
    }
}

/// What the client does where the standard's table has "n/a", in words.
fn open_question(parameter: &ir::Parameter, shape: Shape, joined: bool) -> Option<String> {
    let wire = &parameter.name.wire;
    let mut answers = Vec::new();
    match parameter.style {
        ir::Style::SpaceDelimited | ir::Style::PipeDelimited => {
            if shape.scalar {
                answers.push(format!("a single value is written as `{wire}=value`"));
            }
            if parameter.explode && (shape.list || shape.object) {
                answers.push("exploded, it is written as in the style `form`".to_owned());
            }
        }
        ir::Style::DeepObject => {
            if shape.scalar {
                answers.push(format!("a single value is written as `{wire}=value`"));
            }
            if shape.list {
                answers.push(format!(
                    "a list is written as `{wire}[]=item`, of lists and objects as `{wire}[0][key]=item`"
                ));
            }
            if shape.object && shape.nested {
                answers.push(format!(
                    "what is inside members is written as `{wire}[key][key]=value`, lists as `{wire}[key][]=item`"
                ));
            }
            if joined {
                answers.push("`explode: false` changes nothing".to_owned());
            }
        }
        ir::Style::Form if parameter.location == ir::Location::Cookie => {
            if parameter.explode && (shape.list || shape.object) {
                answers.push("each item is a cookie of its own".to_owned());
            }
        }
        ir::Style::Form | ir::Style::Simple | ir::Style::Label | ir::Style::Matrix => {}
    }
    if shape.nested && parameter.style != ir::Style::DeepObject {
        answers.push("a list or object inside a list or object is written as JSON text".to_owned());
    }
    if answers.is_empty() {
        return None;
    }
    let style = match parameter.style {
        ir::Style::Matrix => "matrix",
        ir::Style::Label => "label",
        ir::Style::Simple => "simple",
        ir::Style::Form => "form",
        ir::Style::SpaceDelimited => "spaceDelimited",
        ir::Style::PipeDelimited => "pipeDelimited",
        ir::Style::DeepObject => "deepObject",
    };
    Some(format!(
        "the standard does not say how the style `{style}` writes the values of `{wire}`: {}",
        answers.join("; ")
    ))
}
