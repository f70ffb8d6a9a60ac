//! Forms that are received: how the text of each name becomes JSON.
//!
//! What is sent as a form is made from JSON by the defaults of OpenAPI 3.1.1, 4.8.15; this is the way back, which needs to know the types.

use super::Lowering;
use super::media_type::is_json;
use crate::ir;
use crate::source::Place;

/// How many names of types may stand for each other.
const LONGEST_CHAIN: usize = 20;

/// A name of a form with its type.
type Named = (String, ir::Type);

impl Lowering<'_, '_> {
    /// How a form of a type is read; what is left open is said at the place.
    pub(super) fn received_form(
        &mut self,
        ty: &ir::Type,
        encodings: &[ir::Encoding],
        place: Place,
    ) -> ir::ReceivedForm {
        // Objects have their members only then.
        self.lower_pending();
        let (mut members, mut others) = (Vec::new(), None);
        self.collect_members(ty, &mut members, &mut others, 0);
        let mut fields = Vec::new();
        for (name, ty) in members {
            let spelling = encodings.iter().find(|encoding| encoding.name == name).map(|encoding| &encoding.spelling);
            let form = match spelling {
                Some(ir::Spelling::MediaTypes(types)) if types.first().is_some_and(|first| is_json(first)) => {
                    Some(ir::FieldForm::Json)
                }
                Some(ir::Spelling::Style { style, explode, allow_reserved: _ }) => {
                    self.styled_form(&ty, *style, *explode)
                }
                Some(ir::Spelling::MediaTypes(_)) | None => self.plain_form(&ty, 0),
            };
            let form = form.unwrap_or_else(|| self.read_as_text(&name, place));
            fields.push(ir::FormField { name, form });
        }
        let others = others.and_then(|ty| self.plain_form(&ty, 0)).unwrap_or(ir::FieldForm::Text);
        ir::ReceivedForm { fields, others }
    }

    fn read_as_text(&mut self, name: &str, place: Place) -> ir::FieldForm {
        let message = format!("nothing tells what the text of `{name}` in a form is: it is read as a string");
        self.unsupported(place, message);
        ir::FieldForm::Text
    }

    /// How a parameter of a query is read; nothing where it is not.
    pub(super) fn styled_form(&mut self, ty: &ir::Type, style: ir::Style, explode: bool) -> Option<ir::FieldForm> {
        let form = self.plain_form(ty, 0)?;
        let shape = self.shape(ty);
        match form {
            ir::FieldForm::Text => Some(form),
            ir::FieldForm::Json if !shape.object && !shape.list => Some(form),
            ir::FieldForm::Texts(_) | ir::FieldForm::Jsons(_) if shape.nested => None,
            ir::FieldForm::Texts(_) => Some(ir::FieldForm::Texts(separator(style, explode)?)),
            ir::FieldForm::Jsons(_) => Some(ir::FieldForm::Jsons(separator(style, explode)?)),
            ir::FieldForm::Json | ir::FieldForm::Deep(_) => match style {
                ir::Style::DeepObject => self.deep_form(ty, 0).map(ir::FieldForm::Deep),
                // The members of an object stand beside what else there is, and nothing says whose they are.
                ir::Style::Form
                | ir::Style::SpaceDelimited
                | ir::Style::PipeDelimited
                | ir::Style::Matrix
                | ir::Style::Label
                | ir::Style::Simple => None,
            },
        }
    }

    /// The members of an object in the style `deepObject`, objects inside of it in the same way.
    fn deep_form(&mut self, ty: &ir::Type, depth: usize) -> Option<Vec<ir::FormField>> {
        if depth > LONGEST_CHAIN {
            return None;
        }
        let (mut members, mut others) = (Vec::new(), None);
        self.collect_members(ty, &mut members, &mut others, 0);
        let mut fields = Vec::new();
        for (name, ty) in members {
            let shape = self.shape(&ty);
            let form = match self.plain_form(&ty, 0)? {
                ir::FieldForm::Json if shape.object => ir::FieldForm::Deep(self.deep_form(&ty, depth + 1)?),
                form @ (ir::FieldForm::Text | ir::FieldForm::Json) => form,
                ir::FieldForm::Texts(_) | ir::FieldForm::Jsons(_) | ir::FieldForm::Deep(_) => return None,
            };
            fields.push(ir::FormField { name, form });
        }
        Some(fields)
    }

    /// The names that values of a type have in a form, and the type of all others.
    fn collect_members(&self, ty: &ir::Type, members: &mut Vec<Named>, others: &mut Option<ir::Type>, depth: usize) {
        let mut add = |name: &str, ty: &ir::Type| match members.iter_mut().find(|(known, _)| known == name) {
            None => members.push((name.to_owned(), ty.clone())),
            // Alternatives that do not agree: any of them.
            Some((_, known)) if known != ty => *known = ir::Type::Any,
            Some(_) => {}
        };
        let mut inner = Vec::new();
        match ty {
            ir::Type::Map(value) => *others = Some((**value).clone()),
            ir::Type::Nullable(ty) | ir::Type::Boxed(ty) => inner.push(&**ty),
            ir::Type::Named(id) => match &self.types[id.0].definition.kind {
                ir::TypeKind::Object(object) => {
                    object.members.iter().for_each(|member| add(&member.name.wire, &member.ty));
                    if let ir::Additional::Kept { ty, .. } = &object.additional {
                        *others = Some(ty.clone());
                    }
                }
                ir::TypeKind::Alias(alias) => inner.push(&alias.ty),
                ir::TypeKind::Union(union) => inner.extend(union.variants.iter().map(|variant| &variant.ty)),
                ir::TypeKind::Opaque(opaque) => inner.extend(opaque.views.iter().map(|view| &view.ty)),
                ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) | ir::TypeKind::Contents(_) => {}
            },
            ir::Type::String
            | ir::Type::Format(_)
            | ir::Type::Integer(_)
            | ir::Type::Number
            | ir::Type::Float32
            | ir::Type::Float64
            | ir::Type::Boolean
            | ir::Type::Null
            | ir::Type::Any
            | ir::Type::Binary
            | ir::Type::File
            | ir::Type::Content
            | ir::Type::Bytes
            | ir::Type::Array(_) => {}
        }
        if depth < LONGEST_CHAIN {
            inner.into_iter().for_each(|ty| self.collect_members(ty, members, others, depth + 1));
        }
    }

    /// How the text of a type is read where nothing is said of its spelling; nothing where its values differ in that.
    fn plain_form(&self, ty: &ir::Type, depth: usize) -> Option<ir::FieldForm> {
        if depth > LONGEST_CHAIN {
            return None;
        }
        let form = |ty: &ir::Type| self.plain_form(ty, depth + 1);
        match ty {
            ir::Type::String | ir::Type::Format(_) | ir::Type::Binary | ir::Type::Any => Some(ir::FieldForm::Text),
            ir::Type::Integer(_)
            | ir::Type::Number
            | ir::Type::Float32
            | ir::Type::Float64
            | ir::Type::Boolean
            | ir::Type::Null
            | ir::Type::Map(_) => Some(ir::FieldForm::Json),
            ir::Type::Nullable(inner) | ir::Type::Boxed(inner) => form(inner),
            ir::Type::Array(inner) => match form(inner)? {
                ir::FieldForm::Text => Some(ir::FieldForm::Texts(None)),
                ir::FieldForm::Json | ir::FieldForm::Texts(_) | ir::FieldForm::Jsons(_) | ir::FieldForm::Deep(_) => {
                    Some(ir::FieldForm::Jsons(None))
                }
            },
            ir::Type::Named(id) => match &self.types[id.0].definition.kind {
                ir::TypeKind::Text(_) | ir::TypeKind::Enumeration(_) => Some(ir::FieldForm::Text),
                ir::TypeKind::Object(_) => Some(ir::FieldForm::Json),
                ir::TypeKind::Alias(alias) => form(&alias.ty),
                ir::TypeKind::Union(union) => same(union.variants.iter().map(|variant| form(&variant.ty))),
                ir::TypeKind::Opaque(opaque) => same(opaque.views.iter().map(|view| form(&view.ty))),
                ir::TypeKind::Contents(_) => None,
            },
            ir::Type::File | ir::Type::Content | ir::Type::Bytes => None,
        }
    }
}

/// The form that all have.
fn same(mut forms: impl Iterator<Item = Option<ir::FieldForm>>) -> Option<ir::FieldForm> {
    let first = forms.next()??;
    forms.all(|form| form.as_ref() == Some(&first)).then_some(first)
}

/// What stands between the items of a list; nothing where each has the name before it.
fn separator(style: ir::Style, explode: bool) -> Option<Option<char>> {
    match style {
        ir::Style::Form | ir::Style::SpaceDelimited | ir::Style::PipeDelimited if explode => Some(None),
        ir::Style::Form => Some(Some(',')),
        ir::Style::SpaceDelimited => Some(Some(' ')),
        ir::Style::PipeDelimited => Some(Some('|')),
        ir::Style::DeepObject | ir::Style::Matrix | ir::Style::Label | ir::Style::Simple => None,
    }
}
