//! Objects with declared members.

use super::{Docs, Name, Rules, SchemaId, Type};

/// An object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Object {
    /// The declared members, in the order of the document.
    pub members: Vec<Member>,
    /// What happens to other members.
    pub additional: Additional,
    /// `minProperties` and the like, for the object as a whole.
    pub rules: Rules,
    /// What the members' types and rules do not check; held against the object's JSON when nothing else is wrong.
    pub schema: Option<SchemaId>,
    /// How a program makes one.
    pub construction: Construction,
    /// What it is written as.
    pub codec: Codec,
}

/// What an object is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Codec {
    /// JSON, and whatever is made from that.
    #[default]
    Json,
    /// Parts of a body, because it holds files.
    Parts,
}

impl Object {
    /// Whether a member is deprecated.
    pub fn has_deprecated(&self) -> bool {
        self.members.iter().any(|member| member.docs.deprecated)
    }
}

/// A declared member.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Member {
    /// The wire name and the field's name.
    pub name: Name,
    /// Its type, without presence and without null.
    pub ty: Type,
    /// Whether `null` is a value.
    pub nullable: bool,
    /// Whether it must be there.
    pub required: bool,
    /// The rules of this place.
    pub rules: Rules,
    /// What its type and rules do not check.
    pub schema: Option<SchemaId>,
    /// `readOnly` or `writeOnly`.
    pub access: Access,
    /// The one value it can have, as JSON text: constructors fill it in.
    pub constant: Option<Constant>,
    /// Whether a value here can break a rule, of the place or of its type.
    pub checked: bool,
    /// Never shown by `Debug`.
    pub sensitive: bool,
    /// Documentation.
    pub docs: Docs,
    /// What the server takes when the member is absent, as JSON text.
    pub default: Option<String>,
    /// Example values as JSON text, for the documentation.
    pub examples: Vec<String>,
    /// The setter, where there is one.
    pub setter: MemberSetter,
}

/// Where a member occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Access {
    /// In requests and responses.
    #[default]
    Both,
    /// `readOnly`: in responses.
    ReadOnly,
    /// `writeOnly`: in requests.
    WriteOnly,
}

/// The one value that a required member can have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Constant {
    /// The variant of the member's enumeration.
    Variant(String),
    /// A boolean.
    Boolean(bool),
}

/// The methods that set a member.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MemberSetter {
    /// Sets a value.
    pub value: String,
    /// Sets `null`, where that is a value.
    pub null: Option<String>,
}

/// What happens to members that are not declared.
#[expect(clippy::large_enum_variant, reason = "nearly all objects have the large one")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Additional {
    /// `additionalProperties: false`: none is sent; those that were received are kept apart, for `validate`.
    Closed {
        /// The field's name.
        field: String,
    },
    /// Kept in a map of this type.
    Kept {
        /// The field's name.
        field: String,
        /// The values' type.
        ty: Type,
        /// The values' rules.
        rules: Rules,
        /// Whether a value can break a rule.
        checked: bool,
    },
}

/// How a program makes a value of a type, or an operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Construction {
    /// `new(required…)` and setters.
    New,
    /// A builder type of this name: too many required things, or a type that only responses have.
    Builder {
        /// The name of the builder type.
        name: String,
        /// Whether programs make a value in their tests only, since none is sent: the builder is behind a feature of the
        /// client then, and costs nothing where the feature is off.
        for_tests: bool,
    },
}
