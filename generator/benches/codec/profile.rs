//! The schemas to measure with, as data: objects that hold a bit of everything, and enums.
//!
//! Both sides are made from this description. It must not know OpenAPI or Rust.

/// How many objects belong together: the first of them is a root, which the others are reachable from.
const FAMILY: usize = 10;

/// How many values an enum has.
const VALUES: usize = 6;

/// The members an object has, in this order of importance: an object with fewer leaves out the last.
const KINDS: [(&str, Kind, Presence); 12] = [
    ("external id", Kind::Text, Presence::Required),
    ("state", Kind::Enum, Presence::Required),
    ("main part", Kind::Reference, Presence::Optional),
    ("other parts", Kind::References, Presence::Varying),
    ("amount", Kind::Integer, Presence::Required),
    ("note", Kind::Text, Presence::Optional),
    ("created at", Kind::DateTime, Presence::Required),
    ("labels", Kind::Texts, Presence::Optional),
    ("enabled", Kind::Boolean, Presence::Varying),
    ("rate", Kind::Double, Presence::Optional),
    ("display name", Kind::Text, Presence::Varying),
    ("retry count", Kind::Integer, Presence::Optional),
];

/// How many objects and enums there are, and how large the objects are.
#[derive(Clone, Copy)]
pub(crate) struct Profile {
    pub(crate) objects: usize,
    pub(crate) members: usize,
    pub(crate) enums: usize,
}

/// What a member holds.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Text,
    Integer,
    Double,
    Boolean,
    DateTime,
    Enum,
    Reference,
    Texts,
    References,
}

/// Whether a member is always there.
#[derive(Clone, Copy)]
enum Presence {
    Required,
    Optional,
    /// Required in half of the objects: those have too many required members for a constructor, and get a builder.
    Varying,
}

/// A member of an object.
pub(crate) struct Member {
    /// Its name in JSON.
    pub(crate) wire: String,
    /// Its name as a Rust field.
    pub(crate) field: String,
    pub(crate) kind: Kind,
    /// The number of the object or enum that it holds.
    pub(crate) target: usize,
    pub(crate) required: bool,
}

impl Profile {
    /// The objects that programs read and write; the others are parts of these.
    pub(crate) fn roots(self) -> impl Iterator<Item = usize> {
        (0..self.objects).step_by(FAMILY)
    }

    /// The members of an object.
    pub(crate) fn members(self, object: usize) -> Vec<Member> {
        let mut members: Vec<Member> = KINDS.iter().take(self.members).map(|kind| self.member(object, *kind)).collect();
        let middle = object % members.len().max(1);
        members.rotate_left(middle);
        members
    }

    fn member(self, object: usize, (words, kind, presence): (&str, Kind, Presence)) -> Member {
        let place = object % FAMILY;
        let part = object - place + place * 2;
        let (kind, target) = match kind {
            Kind::Reference => (Kind::Reference, part + 1),
            Kind::References => (Kind::References, part + 2),
            Kind::Enum => (Kind::Enum, object * 7 % self.enums),
            other => (other, 0),
        };
        // Those at the end of a family have no parts.
        let inside = target < self.objects && target / FAMILY == object / FAMILY;
        let kind = match kind {
            Kind::Reference if !inside => Kind::Text,
            Kind::References if !inside => Kind::Texts,
            other => other,
        };
        let required = match presence {
            Presence::Required => true,
            Presence::Optional => false,
            Presence::Varying => object.is_multiple_of(2),
        };
        let field = words.replace(' ', "_");
        let wire = if object.is_multiple_of(3) { camel(words) } else { field.clone() };
        Member { wire, field, kind, target, required }
    }
}

/// The values of an enum, as they are in JSON.
pub(crate) fn values(number: usize) -> impl Iterator<Item = String> {
    (0..VALUES).map(move |value| format!("value-{number}-{value}"))
}

fn camel(words: &str) -> String {
    let mut words = words.split(' ');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, tail) = word.split_at(1);
        name + &head.to_uppercase() + tail
    })
}
