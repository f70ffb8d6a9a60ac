//! Names and documentation texts.

/// A name in both spellings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// As it stands on the wire.
    pub wire: String,
    /// As it stands in the emitted code.
    pub rust: String,
}

/// Documentation in CommonMark, as the document has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// The long text.
    pub description: Option<String>,
    /// Set where the thing is deprecated.
    pub deprecated: bool,
    /// Why something is taken for granted that the API's own documentation does not say (`x-assumed`).
    pub assumed: Option<String>,
    /// Where there is more (`externalDocs`).
    pub see: Option<Link>,
    /// Sentences that the generator adds: limits it cannot check, defaults of the server.
    pub notes: Vec<String>,
}

/// An address with a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// What is found there.
    pub text: Option<String>,
    /// The address.
    pub url: String,
}
