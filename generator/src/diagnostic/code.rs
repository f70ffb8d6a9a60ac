//! The one list of diagnostic codes: `E` for errors, `W` for warnings. A code never changes its meaning; a dropped one is not used again.
//!
//! The hundreds say the layer: 00 texts, 01 the document as a whole, 02 objects and their members, 03 and on: what they mean.

use std::fmt;

use super::Severity;

macro_rules! codes {
    ($($name:ident = $id:literal, $title:literal, $explanation:literal;)*) => {
        /// The rule that a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $id, "`: ", $title)] $name,)*
        }

        impl Code {
            /// All codes, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The identifier, such as `E0102`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The rule in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// The rule, an example that breaks it, and the fix, as Markdown.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => $explanation,)* }
            }
        }
    };
}

codes! {
    Unreadable = "E0001", "a file cannot be read", "";
    Syntax = "E0002", "a file is neither JSON nor YAML", "";
    EmptyFile = "E0003", "a file is empty", "";
    SeveralDocuments = "E0004", "a file holds several YAML documents", "";
    Limit = "E0005", "a file is too large or too deep", "";
    DuplicateKey = "E0006", "a key occurs twice", "";
    OddKey = "W0001", "a key is not a string", "";
    BadMerge = "W0002", "a merge key names no object", "";
    Tag = "W0003", "a YAML tag has no meaning here", "";
    NoNumber = "W0004", "a number is infinite or not a number", "";
    BadAllow = "W0005", "an `x-allow` that allows nothing", "";
    NotOpenApi = "E0101", "the document does not say that it is OpenAPI", "";
    Swagger2 = "E0102", "the document is Swagger 2.0", "";
    UnsupportedVersion = "E0103", "the version of OpenAPI is not supported", "";
    MissingMember = "E0104", "the document lacks a required member", "";
    NewerVersion = "W0101", "the version of OpenAPI is newer than what is known", "";
    UnknownMember = "W0201", "an object has a member the standard does not know", "";
    WrongType = "W0202", "a value has the wrong type", "";
    UnknownValue = "W0203", "a value is none of those the standard lists", "";
    MissingRequired = "W0204", "an object lacks a required member", "";
    OtherVersion = "W0205", "a keyword belongs to another version of OpenAPI", "";
    IgnoredMember = "W0206", "a member has no effect here", "";
    IgnoredSibling = "W0207", "a member beside `$ref` has no effect", "";
    Contradiction = "W0208", "two members exclude each other", "";
    EmptyRange = "E0301", "no value lies between the bounds", "";
    InvalidPattern = "E0302", "a pattern is no regular expression of ECMA-262", "";
    DuplicateParameter = "E0304", "a parameter is given twice", "";
    InvalidRustName = "E0305", "a name cannot be used in Rust", "";
    InvalidPackage = "E0306", "the package cannot be made", "";
    Unsupported = "W0301", "something of the standard is not supported yet", "";
    UnresolvedReference = "W0302", "a reference leads nowhere", "";
    RemoteReference = "W0303", "a reference leads to another machine", "";
    EndlessSchema = "W0304", "a schema is made of nothing but itself", "";
    UncheckedPattern = "W0305", "a pattern is not checked by the client", "";
    LegacyPattern = "W0306", "a pattern is only legal without the `u` flag", "";
    UnusedPathParameter = "W0307", "a path parameter has no placeholder", "";
    IgnoredHeader = "W0308", "a header parameter is ignored by the standard", "";
    ParameterWithoutSchema = "W0309", "a parameter has no type", "";
    NameCollision = "W0310", "two names become one in Rust", "";
    DuplicateOperationId = "W0311", "two operations have one name", "";
    UnknownSecurityScheme = "W0312", "a security scheme is not declared", "";
    UndeclaredRequired = "W0313", "a required property is not declared", "";
    DuplicateValue = "W0314", "a value of an enumeration is listed twice", "";
    EnumType = "W0315", "a value of an enumeration is of another type", "";
    BadExtension = "W0316", "an extension does not have its shape", "";
    MissingPathParameter = "W0318", "a path has a placeholder without a parameter", "";
    MisplacedExtension = "W0317", "an extension has no meaning here", "";
}

impl Code {
    /// The severity a diagnostic of this code has by default.
    #[must_use]
    pub fn severity(self) -> Severity {
        if self.id().starts_with('E') {
            Severity::Error
        } else {
            Severity::Warning
        }
    }

    /// The code with an identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}
