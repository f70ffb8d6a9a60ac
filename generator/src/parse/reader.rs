//! Reads the members of one object, and knows at the end which of them the standard does not know.

use crate::diagnostic::{Code, closest};
use crate::source::{Kind, Node, Number};

use super::{Context, Extensions, Map, Spanned, Version};

/// An object that is being read: every member is asked for by name, once.
pub(super) struct Reader<'a, 'c, 'd> {
    pub(super) node: Node<'a>,
    pub(super) context: &'c mut Context<'d>,
    what: &'static str,
    known: Vec<&'static str>,
    newer: bool,
}

impl<'a, 'c, 'd> Reader<'a, 'c, 'd> {
    /// Starts reading. Reports and gives nothing when the node is no object; `what` is the standard's name for it.
    pub(super) fn open(
        node: Node<'a>,
        context: &'c mut Context<'d>,
        what: &'static str,
    ) -> Option<Self> {
        if node.kind() != Kind::Object {
            wrong_type(node, context, what, "an object");
            return None;
        }
        Some(Self {
            node,
            context,
            what,
            known: Vec::with_capacity(16),
            newer: false,
        })
    }

    /// The member asked for next is one of OpenAPI 3.1.
    pub(super) fn newer(&mut self) -> &mut Self {
        self.newer = true;
        self
    }

    /// A member, whatever it is.
    pub(super) fn member(&mut self, name: &'static str) -> Option<Node<'a>> {
        self.known.push(name);
        let newer = std::mem::take(&mut self.newer);
        let member = self.node.get(name)?;
        if newer && self.context.version == Version::V3_0 {
            self.context.diagnostics.report(
                Code::OtherVersion,
                member.key_spot(),
                format!(
                    "`{name}` in a {} belongs to OpenAPI 3.1, and this document is 3.0",
                    self.what
                ),
            );
        }
        Some(member)
    }

    /// A member that must be there; reports when it is not.
    pub(super) fn require(&mut self, name: &'static str) -> Option<Node<'a>> {
        let member = self.member(name);
        if member.is_none() {
            self.context.diagnostics.report(
                Code::MissingRequired,
                self.node.place(),
                format!("`{name}` is missing in a {}", self.what),
            );
        }
        member
    }

    /// A member that is a string.
    pub(super) fn string(&mut self, name: &'static str) -> Option<Spanned<String>> {
        self.member(name)
            .and_then(|node| parse_string(node, self.context))
    }

    /// A member that is a string and must be there.
    pub(super) fn required_string(&mut self, name: &'static str) -> Option<Spanned<String>> {
        self.require(name)
            .and_then(|node| parse_string(node, self.context))
    }

    /// A member that is a boolean.
    pub(super) fn boolean(&mut self, name: &'static str) -> Option<Spanned<bool>> {
        self.member(name)
            .and_then(|node| parse_boolean(node, self.context))
    }

    /// A member that is an array, each element read by `parse`. Elements that cannot be read are left out.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.member(name)
            .and_then(|node| parse_list(node, self.context, parse))
    }

    /// A member that is an object with names of the author's choice, each value read by `parse`.
    pub(super) fn map<T>(
        &mut self,
        name: &'static str,
        parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
    ) -> Map<T> {
        self.member(name)
            .map(|node| parse_map(node, self.context, parse))
            .unwrap_or_default()
    }

    /// A member read by `parse`.
    pub(super) fn object<T>(
        &mut self,
        name: &'static str,
        parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
    ) -> Option<T> {
        self.member(name).and_then(|node| parse(node, self.context))
    }

    /// A member that is one of the words the standard lists.
    pub(super) fn word<T: Copy>(
        &mut self,
        name: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        self.member(name)
            .and_then(|node| parse_word(node, self.context, words))
    }

    /// Ends reading: reports members that were not asked for, and gives the extensions.
    pub(super) fn finish(self) -> Extensions {
        let mut extensions = Extensions::new();
        for member in self.node.as_object().into_iter().flatten() {
            if member.key.starts_with("x-") {
                extensions.push((member.key.to_owned(), member.node.place()));
            } else if !self.known.contains(&member.key) {
                unknown_member(
                    member.node,
                    self.context,
                    self.what,
                    self.known.iter().copied(),
                );
            }
        }
        extensions
    }
}

/// Reports a member the standard does not know.
pub(super) fn unknown_member(
    node: Node<'_>,
    context: &mut Context<'_>,
    what: &str,
    known: impl IntoIterator<Item = &'static str>,
) {
    let key = node.key().unwrap_or_default();
    let message = format!("`{key}` is no member of a {what}");
    let diagnostic = context
        .diagnostics
        .report(Code::UnknownMember, node.key_spot(), message);
    if let Some(near) = closest(key, known) {
        diagnostic.help(format!("did you mean `{near}`?"));
    }
}

/// Reports a value of the wrong type; `what` is the thing it stands for.
pub(super) fn wrong_type(node: Node<'_>, context: &mut Context<'_>, what: &str, expected: &str) {
    let found = node.kind().with_article();
    let message = format!("`{what}` must be {expected}, not {found}");
    context
        .diagnostics
        .report(Code::WrongType, node.place(), message);
}

fn name(node: Node<'_>) -> &str {
    node.key()
        .or_else(|| node.parent().and_then(Node::key))
        .unwrap_or("the document")
}

/// Reads a string.
pub(super) fn parse_string(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<String>> {
    if let Some(text) = node.as_str() {
        return Some(Spanned::new(text.to_owned(), node.place()));
    }
    wrong_type(node, context, name(node), "a string");
    None
}

/// Reads a boolean.
pub(super) fn parse_boolean(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<bool>> {
    if let Some(value) = node.as_bool() {
        return Some(Spanned::new(value, node.place()));
    }
    wrong_type(node, context, name(node), "`true` or `false`");
    None
}

/// Reads a number.
pub(super) fn parse_number(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<Number>> {
    if let Some(number) = node.as_number() {
        return Some(Spanned::new(number, node.place()));
    }
    wrong_type(node, context, name(node), "a number");
    None
}

/// Reads a count: an integer that is not negative.
pub(super) fn parse_count(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<u64>> {
    if let Some(count) = node.as_number().and_then(|number| number.to_u64()) {
        return Some(Spanned::new(count, node.place()));
    }
    wrong_type(node, context, name(node), "an integer that is not negative");
    None
}

/// Keeps a value of any type as a place.
pub(super) fn parse_any(node: Node<'_>, _: &mut Context<'_>) -> Option<crate::source::Place> {
    Some(node.place())
}

/// Reads an array.
pub(super) fn parse_list<T>(
    node: Node<'_>,
    context: &mut Context<'_>,
    parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let Some(elements) = node.as_array() else {
        wrong_type(node, context, name(node), "an array");
        return None;
    };
    Some(
        elements
            .filter_map(|element| parse(element, context))
            .collect(),
    )
}

/// Reads an object with names of the author's choice.
pub(super) fn parse_map<T>(
    node: Node<'_>,
    context: &mut Context<'_>,
    parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
) -> Map<T> {
    let mut map = Map::new();
    let Some(members) = node.as_object() else {
        wrong_type(node, context, name(node), "an object");
        return map;
    };
    for member in members {
        if let Some(value) = parse(member.node, context) {
            map.insert(member.key, value);
        }
    }
    map
}

/// Reads one of the words the standard lists.
pub(super) fn parse_word<T: Copy>(
    node: Node<'_>,
    context: &mut Context<'_>,
    words: &[(&'static str, T)],
) -> Option<Spanned<T>> {
    let text = parse_string(node, context)?;
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
        return Some(Spanned::new(*value, node.place()));
    }
    let message = format!("`{}` is no value of `{}`", text.value, name(node));
    let diagnostic = context
        .diagnostics
        .report(Code::UnknownValue, node.place(), message);
    match closest(&text.value, words.iter().map(|(word, _)| *word)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => {
            let list: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            diagnostic.help(format!("it is one of {}", list.join(", ")))
        }
    };
    None
}
