//! `$ref`: to a place in this file or another, by pointer.

use super::Lowering;
use crate::diagnostic::Code;
use crate::parse::{Context, RefOr};
use crate::source::{FileId, Fragment, Node, Place, Pointer, UriReference};

/// How many references may lead to references before it is called a circle.
const LONGEST_CHAIN: usize = 100;

impl<'a> Lowering<'_, 'a> {
    /// The place a reference leads to; nothing where it leads nowhere, which is reported then.
    pub(super) fn resolve(&mut self, target: &str, from: Place) -> Option<Place> {
        let reference = match UriReference::parse(target) {
            Ok(reference) => reference,
            Err(error) => {
                self.context.diagnostics.report(
                    Code::UnresolvedReference,
                    from,
                    format!("`{target}` is no reference: {error}"),
                );
                return None;
            }
        };
        if reference.is_remote() {
            self.context
                .diagnostics
                .report(
                    Code::RemoteReference,
                    from,
                    format!("`{target}` is on another machine, and nothing is fetched"),
                )
                .help("keep a copy beside the document and refer to that");
            return None;
        }
        let file = if reference.path.is_empty() { from.file } else { self.load_beside(&reference.path, from)? };
        match reference.fragment {
            Fragment::Pointer(pointer) => self.find(file, &pointer, target, from),
            Fragment::Anchor(name) => {
                self.context
                    .diagnostics
                    .report(
                        Code::UnresolvedReference,
                        from,
                        format!("`{target}` names the anchor `{name}`, and anchors are not followed"),
                    )
                    .help("refer to the place by its JSON pointer: `#/components/schemas/…`");
                None
            }
        }
    }

    fn load_beside(&mut self, path: &str, from: Place) -> Option<FileId> {
        let path = self.context.sources.resolve_path(from.file, path);
        self.context.load(&path, Some(from.value()))
    }

    /// A place in a file; one that is not there is reported.
    pub(super) fn find(&mut self, file: FileId, pointer: &Pointer, target: &str, from: Place) -> Option<Place> {
        match self.context.sources.find(file, pointer) {
            Ok(place) => Some(place),
            Err(missing) => {
                let based = if from.file == file { self.based(pointer, from) } else { None };
                let near = missing.nearest.and_then(|nearest| self.closest_member(nearest, &missing.token));
                let diagnostic = self.context.diagnostics.report(
                    Code::UnresolvedReference,
                    from,
                    format!("`{target}` leads nowhere: there is no `{}`", missing.token),
                );
                match (based, near) {
                    (Some((id, place)), _) => {
                        diagnostic.label(id, "it would be read from here, but `$id` as a base is not followed");
                        diagnostic.help(format!(
                            "refer to the place from the root of the document: `#{}`",
                            place.as_str().replace('%', "%25")
                        ))
                    }
                    (None, Some(near)) => diagnostic.help(format!("did you mean `{near}`?")),
                    (None, None) => diagnostic.help("add what it refers to, or correct the reference"),
                };
                None
            }
        }
    }

    /// Where a pointer leads from the schema around it that has an `$id` (JSON Schema 2020-12, Core, 8.2.1): the `$id`,
    /// and the pointer from the root of the document.
    fn based(&self, pointer: &Pointer, from: Place) -> Option<(Place, Pointer)> {
        let mut around = self.context.sources.pointer(from).parent();
        while let Some(base) = around {
            let place = self.context.sources.find(from.file, &base).ok()?;
            if let Some(id) = self.node(place).get("$id").filter(|id| id.as_str().is_some()) {
                let mut whole = base;
                pointer.tokens().for_each(|token| whole.push(&token));
                return self.context.sources.find(from.file, &whole).ok().map(|_| (id.place(), whole));
            }
            around = base.parent();
        }
        None
    }

    fn closest_member(&self, place: Place, token: &str) -> Option<String> {
        let members = self.node(place).as_object()?;
        crate::diagnostic::closest(token, members.map(|member| member.key)).map(str::to_owned)
    }

    /// What stands at a place or at the end of a chain of references.
    pub(super) fn follow<T>(
        &mut self,
        item: &RefOr<T>,
        parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
    ) -> Option<Followed<T>>
    where
        T: Clone,
    {
        let reference = match item {
            RefOr::Object(object) => return Some(Followed { object: object.clone(), description: None }),
            RefOr::Reference(reference) => reference,
        };
        let description = super::docs::text(&reference.description);
        let mut place = self.resolve(&reference.target.value, reference.target.place)?;
        for _ in 0..LONGEST_CHAIN {
            let node = self.node(place);
            let next = node.get("$ref").and_then(|next| next.as_str().map(|text| (text.to_owned(), next.place())));
            match next {
                Some((target, from)) => place = self.resolve(&target, from)?,
                None => return Some(Followed { object: parse(node, self.context)?, description }),
            }
        }
        self.context.diagnostics.report(
            Code::UnresolvedReference,
            reference.target.place,
            "the reference leads in a circle",
        );
        None
    }
}

/// What a reference led to.
pub(super) struct Followed<T> {
    /// The object at the end.
    pub(super) object: T,
    /// The description beside the reference, which overrides the object's (3.1).
    pub(super) description: Option<String>,
}
