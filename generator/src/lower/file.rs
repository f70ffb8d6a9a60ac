//! Objects that hold files: where one is sent in parts, its binary members are files, and it has no JSON form.

use std::collections::{HashMap, HashSet};

use super::Lowering;
use super::media_type::{Family, family};
use crate::ir;
use crate::parse::Version;

/// Where a multipart body stands.
#[derive(Clone, Copy)]
enum Place {
    /// The body of an operation.
    Body(usize),
    /// A variant of an enum by media type.
    Variant(usize, usize),
}

impl Lowering<'_, '_> {
    /// Gives every object that is sent in parts and has binary members a type whose members are files: the object itself
    /// where nothing else uses it, else a second one.
    pub(super) fn resolve_files(&mut self) {
        let mut places = Vec::new();
        let bodies = self.operations.iter().enumerate();
        places.extend(bodies.filter(|(_, operation)| operation.body.is_some()).map(|(index, _)| Place::Body(index)));
        for (index, draft) in self.types.iter().enumerate() {
            if let ir::TypeKind::Contents(contents) = &draft.definition.kind {
                places.extend((0..contents.variants.len()).map(|variant| Place::Variant(index, variant)));
            }
        }
        let mut uses: Vec<(Place, usize)> = Vec::new();
        for place in places {
            let Some(payload) = self.payload_mut(place) else { continue };
            let ir::ContentKind::Multipart(encodings) = payload.kind.clone() else { continue };
            let ty = payload.ty.clone();
            match self.object_of(&ty) {
                Some(object) if self.holds_files(object, &encodings) => uses.push((place, object)),
                Some(_) => {}
                None if self.reaches_binary(&ty) => {
                    let at = match place {
                        Place::Body(index) => self.operation_places[index].name,
                        Place::Variant(index, _) => self.types[index].place,
                    };
                    self.unsupported(
                        at,
                        "files inside of alternatives and maps are sent as text: the body is no plain object",
                    );
                }
                None => {}
            }
        }
        let mut made: HashMap<usize, (usize, Vec<ir::Encoding>)> = HashMap::new();
        for (place, object) in &uses {
            let Some(payload) = self.payload_mut(*place) else { continue };
            let ir::ContentKind::Multipart(encodings) = payload.kind.clone() else { continue };
            let target = match made.get(object) {
                Some((target, _)) => *target,
                None => {
                    let others = self.other_uses(*object, &uses);
                    let target = self.make_files(*object, &encodings, others);
                    made.insert(*object, (target, encodings.clone()));
                    target
                }
            };
            if let Some(payload) = self.payload_mut(*place) {
                payload.ty = ir::Type::Named(ir::TypeId(target));
                payload.kind = ir::ContentKind::Files(encodings);
            }
        }
    }

    fn payload_mut(&mut self, place: Place) -> Option<&mut ir::Payload> {
        match place {
            Place::Body(index) => self.operations[index].body.as_mut().map(|body| &mut body.payload),
            Place::Variant(index, variant) => match &mut self.types[index].definition.kind {
                ir::TypeKind::Contents(contents) => Some(&mut contents.variants[variant].payload),
                _ => None,
            },
        }
    }

    /// Whether a value of a type may hold something binary.
    fn reaches_binary(&self, ty: &ir::Type) -> bool {
        let (mut open, mut seen) = (vec![ty.clone()], HashSet::new());
        while let Some(ty) = open.pop() {
            let mut binary = false;
            ty.visit(&mut |ty| binary |= *ty == ir::Type::Binary);
            if binary {
                return true;
            }
            if let Some(id) = ty.named().filter(|id| seen.insert(*id)) {
                self.types[id.0].definition.kind.each_type(&mut |ty| open.push(ty.clone()));
            }
        }
        false
    }

    /// The object that a type is, also under other names.
    fn object_of(&self, ty: &ir::Type) -> Option<usize> {
        let ir::Type::Named(id) = ty else { return None };
        match &self.types[id.0].definition.kind {
            ir::TypeKind::Object(_) => Some(id.0),
            ir::TypeKind::Alias(alias) => self.object_of(&alias.ty),
            _ => None,
        }
    }

    fn holds_files(&self, object: usize, encodings: &[ir::Encoding]) -> bool {
        let ir::TypeKind::Object(object) = &self.types[object].definition.kind else { return false };
        let additional = match &object.additional {
            ir::Additional::Kept { ty, .. } => self.file_type(ty, None, false).is_some(),
            ir::Additional::Closed { .. } => false,
        };
        additional || object.members.iter().any(|member| self.file_member(member, encodings).is_some())
    }

    /// The type of a member as a file or files.
    fn file_member(&self, member: &ir::Member, encodings: &[ir::Encoding]) -> Option<ir::Type> {
        let said = encodings.iter().find(|encoding| encoding.name == member.name.wire);
        self.file_type(&member.ty, said, self.context.version == Version::V3_1)
    }

    /// A string that is binary; and what has no type at all, where the document says that it is no text, or by the
    /// default of OpenAPI 3.1 (3.1.1, 4.8.15.1).
    fn file_type(&self, ty: &ir::Type, said: Option<&ir::Encoding>, untyped: bool) -> Option<ir::Type> {
        match ty {
            ir::Type::Binary => Some(ir::Type::File),
            ir::Type::Any => {
                let binary = match said.map(|said| &said.spelling) {
                    Some(ir::Spelling::MediaTypes(types)) => types.iter().all(|media_type| is_binary(media_type)),
                    Some(ir::Spelling::Style { .. }) => false,
                    None => untyped,
                };
                binary.then_some(ir::Type::File)
            }
            ir::Type::Array(inner) => Some(ir::Type::Array(Box::new(self.file_type(inner, said, untyped)?))),
            ir::Type::Nullable(inner) => Some(ir::Type::Nullable(Box::new(self.file_type(inner, said, untyped)?))),
            ir::Type::Named(id) => match &self.types[id.0].definition.kind {
                ir::TypeKind::Alias(alias) => self.file_type(&alias.ty, said, untyped),
                _ => None,
            },
            ir::Type::String
            | ir::Type::Format(_)
            | ir::Type::Integer(_)
            | ir::Type::Number
            | ir::Type::Float32
            | ir::Type::Float64
            | ir::Type::Boolean
            | ir::Type::Null
            | ir::Type::Map(_)
            | ir::Type::Boxed(_)
            | ir::Type::File
            | ir::Type::Content
            | ir::Type::Bytes => None,
        }
    }

    /// Whether anything but these multipart bodies uses a type.
    fn other_uses(&self, object: usize, uses: &[(Place, usize)]) -> bool {
        let target = ir::TypeId(object);
        let multipart = |at: &dyn Fn(&Place) -> bool| uses.iter().any(|(place, used)| *used == object && at(place));
        let by_type = self.types.iter().enumerate().any(|(index, draft)| match &draft.definition.kind {
            ir::TypeKind::Contents(contents) => contents.variants.iter().enumerate().any(|(variant, content)| {
                content.payload.ty.named() == Some(target)
                    && !multipart(&|place| matches!(place, Place::Variant(a, b) if (*a, *b) == (index, variant)))
            }),
            kind => {
                let mut found = false;
                kind.each_type(&mut |ty| found |= ty.named() == Some(target));
                found
            }
        });
        let by_webhook = self.webhooks.iter().any(|webhook| {
            let mut found = false;
            webhook.each_type(&mut |ty| found |= *ty == ir::Type::Named(target));
            found
        });
        by_type
            || by_webhook
            || self.operations.iter().enumerate().any(|(index, operation)| {
                let is = |ty: &ir::Type| ty.named() == Some(target);
                let payloads = operation.responses.iter().filter_map(|response| response.payload.as_ref());
                let mut streams = operation.responses.iter().flat_map(|response| &response.streams);
                let body = operation.body.as_ref().is_some_and(|body| is(&body.payload.ty))
                    && !multipart(&|place| matches!(place, Place::Body(at) if *at == index));
                body || payloads.into_iter().any(|payload| is(&payload.ty))
                    || streams.any(|stream| stream.ty.as_ref().is_some_and(is))
                    || operation.parameters.iter().any(|parameter| is(&parameter.ty))
            })
    }

    /// Makes the object of parts; a second type where the first one has other uses.
    fn make_files(&mut self, object: usize, encodings: &[ir::Encoding], others: bool) -> usize {
        let mut draft = self.types[object].clone();
        let place = draft.place;
        draft.definition.examples.clear();
        let ir::TypeKind::Object(parts) = &mut draft.definition.kind else { return object };
        parts.codec = ir::Codec::Parts;
        for member in &mut parts.members {
            if let Some(ty) = self.file_member(member, encodings) {
                if !member.rules.is_empty() || member.schema.is_some() {
                    let message = format!("the rules of the file `{}` are not checked", member.name.wire);
                    self.unsupported(place, message);
                }
                member.ty = ty;
                (member.rules, member.schema, member.default) = (ir::Rules::default(), None, None);
                member.examples.clear();
            }
        }
        if let ir::Additional::Kept { ty, rules, .. } = &mut parts.additional
            && let Some(file) = self.file_type(ty, None, false)
        {
            (*ty, *rules) = (file, ir::Rules::default());
        }
        if !parts.rules.is_empty() || parts.schema.take().is_some() {
            self.unsupported(
                place,
                "what holds for the members of an object together is not checked where it has files",
            );
            parts.rules = ir::Rules::default();
        }
        if others {
            let name = &mut draft.definition.name;
            name.rust = crate::naming::pascal(&format!("{} form", name.rust));
            draft.pinned = draft.pinned.map(|pinned| format!("{pinned}Form"));
            self.types.push(draft);
            return self.types.len() - 1;
        }
        self.types[object] = draft;
        self.drop_examples(object);
        object
    }

    /// Examples are JSON, which the type has no form in any more.
    fn drop_examples(&mut self, object: usize) {
        let ty = ir::Type::Named(ir::TypeId(object));
        let kept: Vec<bool> = self.examples.iter().map(|example| example.ty != ty).collect();
        let mut index = kept.iter();
        self.examples.retain(|_| index.next() == Some(&true));
        let mut index = kept.iter();
        self.example_places.retain(|_| index.next() == Some(&true));
        let mut index = kept.iter();
        self.example_schemas.retain(|_| index.next() == Some(&true));
    }
}

/// Whether content of a media type is neither JSON nor text.
fn is_binary(media_type: &str) -> bool {
    match family(media_type) {
        Family::Bytes | Family::Unknown => true,
        Family::Json | Family::Form | Family::Multipart | Family::Text => false,
    }
}
