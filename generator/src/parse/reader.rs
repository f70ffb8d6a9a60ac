//! Reads the members of one object, and knows at the end which of them the standard does not know.

use crate::diagnostic::{Code, Diagnostic, closest};
use crate::source::{Kind, Node, Number, Place};

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
    pub(super) fn open(node: Node<'a>, context: &'c mut Context<'d>, what: &'static str) -> Option<Self> {
        if node.kind() != Kind::Object {
            wrong_type(node, context, &format!("an object ({what})"));
            return None;
        }
        context.note_object(node, what);
        Some(Self { node, context, what, known: Vec::with_capacity(16), newer: false })
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
        if newer {
            belongs_to_newer(member, self.context, self.what);
        }
        Some(member)
    }

    /// A member that was not asked for yet.
    pub(super) fn unasked(&mut self, name: &'static str) -> Option<Node<'a>> {
        if self.known.contains(&name) { None } else { self.member(name) }
    }

    /// A member that must be there; reports when it is not.
    pub(super) fn require(&mut self, name: &'static str) -> Option<Node<'a>> {
        let member = self.member(name);
        if member.is_none() {
            self.context.diagnostics.report(
                Code::MissingRequired,
                self.node.place(),
                format!("`{name}` is missing in {}", article(self.what)),
            );
        }
        member
    }

    /// A member that is a string.
    pub(super) fn string(&mut self, name: &'static str) -> Option<Spanned<String>> {
        self.member(name).and_then(|node| parse_string(node, self.context))
    }

    /// A member that is a string and must be there.
    pub(super) fn required_string(&mut self, name: &'static str) -> Option<Spanned<String>> {
        self.require(name).and_then(|node| parse_string(node, self.context))
    }

    /// A member that is a boolean.
    pub(super) fn boolean(&mut self, name: &'static str) -> Option<Spanned<bool>> {
        self.member(name).and_then(|node| parse_boolean(node, self.context))
    }

    /// A member that is an array, each element read by `parse`. Elements that cannot be read are left out.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.member(name).and_then(|node| parse_list(node, self.context, parse))
    }

    /// A member that is an object with names of the author's choice, each value read by `parse`.
    pub(super) fn map<T>(&mut self, name: &'static str, parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>) -> Map<T> {
        self.member(name).map(|node| parse_map(node, self.context, parse)).unwrap_or_default()
    }

    /// A member read by `parse`.
    pub(super) fn object<T>(
        &mut self,
        name: &'static str,
        parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
    ) -> Option<T> {
        self.member(name).and_then(|node| read(node, self.context, parse))
    }

    /// A member that is one of the words the standard lists.
    pub(super) fn word<T: Copy>(&mut self, name: &'static str, words: &[(&'static str, T)]) -> Option<Spanned<T>> {
        self.member(name).and_then(|node| parse_word(node, self.context, words))
    }

    /// Reports that exactly one of several members must be there, if none or more than one is. They were asked for before.
    pub(super) fn exactly_one(&mut self, names: [&'static str; 2]) {
        self.at_most_one(names);
        if names.iter().all(|name| self.node.get(name).is_none()) {
            let message = format!("{} needs `{}` or `{}`", article(self.what), names[0], names[1]);
            self.context.diagnostics.report(Code::MissingRequired, self.node.place(), message);
        }
    }

    /// Reports that two members exclude each other, if both are there.
    pub(super) fn at_most_one(&mut self, names: [&'static str; 2]) {
        if let (Some(first), Some(second)) = (self.node.get(names[0]), self.node.get(names[1])) {
            let message = format!("`{}` and `{}` exclude each other", names[0], names[1]);
            self.context
                .diagnostics
                .report(Code::Contradiction, second.key_spot(), message)
                .label(first.key_spot(), "the other one");
        }
    }

    /// Ends reading without a look at what was not asked for.
    pub(super) fn extensions(self) -> Extensions {
        self.context.note_vocabulary(self.what, &self.known);
        let members = self.node.as_object().into_iter().flatten();
        members
            .filter(|member| member.key.starts_with("x-"))
            .map(|member| (member.key.to_owned(), member.node.place()))
            .collect()
    }

    /// Ends reading: reports members that were not asked for, and gives the extensions.
    pub(super) fn finish(self) -> Extensions {
        self.context.note_vocabulary(self.what, &self.known);
        let mut extensions = Extensions::new();
        for member in self.node.as_object().into_iter().flatten() {
            if member.key.starts_with("x-") {
                extensions.push((member.key.to_owned(), member.node.place()));
            } else if self.known.contains(&member.key) {
            } else if member.key == "$ref" {
                let message = format!("the standard has no reference to {}", article(self.what));
                self.context
                    .diagnostics
                    .report(Code::OddReference, member.node.place(), message)
                    .help("it is not followed; write the object here");
            } else {
                unknown_member(member.node, self.context, self.what, self.known.iter().copied());
            }
        }
        extensions
    }
}

/// Reports a member the standard does not know.
pub(super) fn unknown_member<'c>(
    node: Node<'_>,
    context: &'c mut Context<'_>,
    what: &str,
    known: impl IntoIterator<Item = &'static str>,
) -> &'c mut Diagnostic {
    let key = node.key().unwrap_or_default();
    let message = format!("`{key}` is no member of {}", article(what));
    let diagnostic = context.diagnostics.report(Code::UnknownMember, node.key_spot(), message);
    if let Some(near) = closest(key, known) {
        diagnostic.help(format!("did you mean `{near}`?"));
    }
    diagnostic
}

/// Reports a value of the wrong type; `expected` has its article.
pub(super) fn wrong_type<'c>(node: Node<'_>, context: &'c mut Context<'_>, expected: &str) -> &'c mut Diagnostic {
    let found = node.kind().with_article();
    let message = format!("{} must be {expected}, not {found}", subject(node));
    context.diagnostics.report(Code::WrongType, node.place(), message)
}

/// Reports a value of the right type that is not allowed all the same; `expected` has its article.
pub(super) fn wrong_value(node: Node<'_>, context: &mut Context<'_>, expected: &str) {
    let message = format!("{} must be {expected}", subject(node));
    context.diagnostics.report(Code::WrongType, node.place(), message);
}

/// Reports a member that 3.0 does not have, if this document is 3.0. It is read all the same.
pub(super) fn belongs_to_newer(node: Node<'_>, context: &mut Context<'_>, what: &str) {
    if context.version == Version::V3_0 {
        let key = node.key().unwrap_or_default();
        let message = format!("`{key}` in {} belongs to OpenAPI 3.1, and this document is 3.0", article(what));
        context.diagnostics.report(Code::OtherVersion, node.key_spot(), message);
    }
}

/// Reports a member that has no effect; `why` ends the sentence.
pub(super) fn ignored_member(node: Node<'_>, context: &mut Context<'_>, why: &str) {
    let message = format!("`{}` has no effect {why}", node.key().unwrap_or_default());
    context.diagnostics.report(Code::IgnoredMember, node.key_spot(), message);
}

/// What a node is called in messages.
fn subject(node: Node<'_>) -> String {
    match (node.key(), node.parent()) {
        (Some(key), _) => format!("`{key}`"),
        (None, Some(list)) => match list.key() {
            Some(key) => format!("an element of `{key}`"),
            None => "an element of a list".to_owned(),
        },
        (None, None) => "the document".to_owned(),
    }
}

fn article(what: &str) -> String {
    let vowel = what.starts_with(['A', 'E', 'I', 'O', 'U', 'X']);
    format!("{} {what}", if vowel { "an" } else { "a" })
}

/// Reads a string. A number or a boolean is reported and taken by its text, since YAML reads `1.0` as a number.
pub(super) fn parse_string(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<String>> {
    if let Some(text) = node.as_str() {
        return Some(Spanned::new(text.to_owned(), node.place()));
    }
    let text = node.as_number_str().or_else(|| node.as_bool().map(|value| if value { "true" } else { "false" }));
    let diagnostic = wrong_type(node, context, "a string");
    let Some(text) = text else {
        context.note_left_out(node);
        return None;
    };
    diagnostic.help(format!("put it in quotes: `\"{text}\"`"));
    Some(Spanned::new(text.to_owned(), node.place()))
}

/// Reads a boolean.
pub(super) fn parse_boolean(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<bool>> {
    if let Some(value) = node.as_bool() {
        return Some(Spanned::new(value, node.place()));
    }
    wrong_type(node, context, "`true` or `false`");
    context.note_left_out(node);
    None
}

/// Reads a number.
pub(super) fn parse_number(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<Number>> {
    if let Some(number) = node.as_number() {
        return Some(Spanned::new(number, node.place()));
    }
    wrong_type(node, context, "a number");
    context.note_left_out(node);
    None
}

/// Reads a count: an integer that is not negative.
pub(super) fn parse_count(node: Node<'_>, context: &mut Context<'_>) -> Option<Spanned<u64>> {
    if let Some(count) = node.as_number().and_then(|number| number.to_u64()) {
        return Some(Spanned::new(count, node.place()));
    }
    match node.kind() {
        Kind::Number => wrong_value(node, context, "an integer from zero to 2^64 - 1"),
        _ => {
            wrong_type(node, context, "an integer");
        }
    }
    context.note_left_out(node);
    None
}

/// Keeps a value of any type as a place.
pub(super) fn parse_any(node: Node<'_>, _: &mut Context<'_>) -> Option<Place> {
    Some(node.place())
}

/// Reads a value; one of which nothing can be made is noted as such.
pub(super) fn read<T>(
    node: Node<'_>,
    context: &mut Context<'_>,
    parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
) -> Option<T> {
    let value = parse(node, context);
    if value.is_none() {
        context.note_left_out(node);
    }
    value
}

/// Reads an array.
pub(super) fn parse_list<T>(
    node: Node<'_>,
    context: &mut Context<'_>,
    parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let Some(elements) = node.as_array() else {
        wrong_type(node, context, "an array");
        context.note_left_out(node);
        return None;
    };
    Some(elements.filter_map(|element| read(element, context, parse)).collect())
}

/// Reads an object with names of the author's choice.
pub(super) fn parse_map<T>(
    node: Node<'_>,
    context: &mut Context<'_>,
    parse: fn(Node<'_>, &mut Context<'_>) -> Option<T>,
) -> Map<T> {
    let mut map = Map::new();
    let Some(members) = node.as_object() else {
        wrong_type(node, context, "an object");
        context.note_left_out(node);
        return map;
    };
    for member in members {
        if member.key == "$ref" && member.node.as_str().is_some() {
            let message = format!("the standard has no reference to the members of {}", subject(node));
            context
                .diagnostics
                .report(Code::OddReference, member.node.place(), message)
                .help("it is not followed; write a reference for each member");
        } else if let Some(value) = read(member.node, context, parse) {
            map.insert(member.key, value);
        }
    }
    map
}

fn place_of_word(node: Node<'_>) -> String {
    match node.key() {
        Some(key) => format!("of `{key}`"),
        None => format!("in the list `{}`", node.parent().and_then(Node::key).unwrap_or_default()),
    }
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
    context.note_left_out(node);
    let message = format!("`{}` is no value {}", text.value, place_of_word(node));
    let diagnostic = context.diagnostics.report(Code::UnknownValue, node.place(), message);
    match closest(&text.value, words.iter().map(|(word, _)| *word)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => {
            let list: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            diagnostic.help(format!("it is one of {}", list.join(", ")))
        }
    };
    None
}
