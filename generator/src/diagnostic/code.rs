//! The one list of diagnostic codes: `E` for errors, `W` for warnings. A code never changes its meaning; a dropped one is not used again.
//!
//! The hundreds say the layer: 00 texts, 01 the document as a whole, 02 objects and their members, 03 what they mean, 04 advice
//! to the author of a document.

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
    Unreadable = "E0001", "a file cannot be read",
        "The file itself, or a file that a reference names, is not there or is not text.\n\n```yaml\n$ref: schemas/crad.yaml#/Card   # the file is called card.yaml\n```\n\nCorrect the path. Paths are relative to the file they stand in.";
    Syntax = "E0002", "a file is neither JSON nor YAML",
        "The text breaks the grammar of JSON or YAML, so nothing can be read from it.\n\n```yaml\ninfo: {title: Cards   # the brace is not closed\n```\n\nCorrect the text at the place shown. Files named `.json` are read as JSON, others as YAML.";
    EmptyFile = "E0003", "a file is empty",
        "The file has nothing in it but blanks and comments.\n\n```yaml\n# openapi: 3.1.0\n```\n\nWrite a document into it, or name another file.";
    SeveralDocuments = "E0004", "a file holds several YAML documents",
        "One file is one document; `---` starts a second one.\n\n```yaml\nopenapi: 3.1.0\n---\nopenapi: 3.1.0\n```\n\nPut the second document into a file of its own.";
    Limit = "E0005", "a file is too large or too deep",
        "Texts beyond 256 MiB, values nested more than about 120 deep, and aliases that make a file many times larger are refused.\n\n```yaml\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]   # and so on\n```\n\nSplit the file, or name what is nested and refer to it.";
    DuplicateKey = "E0006", "a key occurs twice",
        "The keys of an object are unique in YAML (1.2.2, 3.2.1.1), and should be in JSON. One of the two values would be lost.\n\n```yaml\nproperties:\n  name: {type: string}\n  name: {type: integer}\n```\n\nRemove one of the two, or rename it.";
    OddKey = "W0001", "a key is not a string",
        "Keys are strings; integers such as `200` are taken as such. Anything else is taken by its text, which may not be what was meant.\n\n```yaml\nmapping:\n  true: '#/components/schemas/Yes'\n```\n\nPut the key in quotes: `\"true\"`.";
    BadMerge = "W0002", "a merge key names no object",
        "`<<` takes over the members of another object, or of each object of a list.\n\n```yaml\n<<: 5\n```\n\nName an object with an anchor, `<<: *base`, or put the key elsewhere.";
    Tag = "W0003", "a YAML tag has no meaning here",
        "Tags such as `!include` are for the program that reads the file, and this one gives them no meaning. The value is read without it.\n\n```yaml\npaths: !include paths.yaml\n```\n\nUse `$ref` to point at another file.";
    NoNumber = "W0004", "a number is infinite or not a number",
        "YAML knows `.inf` and `.nan`, JSON does not. The text is taken as a string.\n\n```yaml\nmaximum: .inf\n```\n\nLeave the bound out.";
    BadAllow = "W0005", "an `x-allow` that allows nothing",
        "`x-allow` is a list of objects with a `code` and a `reason`. Only warnings can be allowed, and only with a reason.\n\n```yaml\nx-allow:\n  - code: W0201   # the reason is missing\n```\n\nWrite `reason: why this is fine here`.";
    NotOpenApi = "E0101", "the document does not say that it is OpenAPI",
        "A document starts with the version of the standard it follows (OpenAPI 3.1.1, 4.8.1).\n\n```yaml\ninfo: {title: Cards, version: '1'}\npaths: {}\n```\n\nAdd `openapi: 3.1.0`.";
    Swagger2 = "E0102", "the document is Swagger 2.0",
        "Swagger 2.0 is another format: bodies, responses and security are written otherwise.\n\n```yaml\nswagger: '2.0'\n```\n\nConvert the document, for instance with `npx swagger2openapi --outfile openapi.yaml swagger.yaml`, and use what comes out.";
    UnsupportedVersion = "E0103", "the version of OpenAPI is not supported",
        "The versions 3.0 and 3.1 are read, and 3.2 as far as it is 3.1.\n\n```yaml\nopenapi: 4.0.0\n```\n\nWrite the version that the document follows.";
    MissingMember = "E0104", "the document lacks a required member",
        "A document has `info`, and in 3.0 `paths`; in 3.1 at least one of `paths`, `components` and `webhooks` (OpenAPI 3.1.1, 4.3).\n\n```yaml\nopenapi: 3.1.0\ninfo: {title: Cards, version: '1'}\n```\n\nAdd what is missing; `paths: {}` is enough.";
    NewerVersion = "W0101", "the version of OpenAPI is newer than what is known",
        "OpenAPI 3.2 is read as 3.1. What it adds is reported as unknown where it occurs.\n\n```yaml\nopenapi: 3.2.0\n```\n\nCheck the warnings about unknown members; if there are none, nothing is lost.";
    UnknownMember = "W0201", "an object has a member the standard does not know",
        "It is a slip, or it stands in the wrong place; either way it has no effect.\n\n```yaml\ntype: string\nmaxLenght: 5\n```\n\nCorrect the name. Members of one's own start with `x-`.";
    WrongType = "W0202", "a value has the wrong type",
        "The standard says what a value must be. What is not of that type is treated as if it were absent; a number or boolean where a string belongs is taken by its text.\n\n```yaml\nminLength: '5'\ninfo: {title: Cards, version: 1.0}\n```\n\nWrite `5` and `'1.0'`.";
    UnknownValue = "W0203", "a value is none of those the standard lists",
        "The standard lists the words that may stand here. Another one is treated as if it were absent.\n\n```yaml\ntype: int\n```\n\nWrite one of the words the message lists: `integer`.";
    MissingRequired = "W0204", "an object lacks a required member",
        "The standard requires a member that is not there. Where nothing can be made of the object without it, the object is left out.\n\n```yaml\nparameters:\n  - name: id   # `in` is missing\n    schema: {type: string}\n```\n\nAdd the member.";
    OtherVersion = "W0205", "a keyword belongs to another version of OpenAPI",
        "The document says one version and uses a keyword of the other. It is clear what is meant, so it is honoured.\n\n```yaml\nopenapi: 3.1.0\n# …\ntype: string\nnullable: true   # 3.0; in 3.1: type: [string, 'null']\n```\n\nUse the keyword of this version, or change the version.";
    IgnoredMember = "W0206", "a member has no effect here",
        "The standard knows the member, but it means nothing together with what stands beside it.\n\n```yaml\ntype: http\nscheme: bearer\nname: Authorization   # is for `type: apiKey`\n```\n\nRemove the member.";
    IgnoredSibling = "W0207", "a member beside `$ref` has no effect",
        "In 3.0 everything beside `$ref` is ignored (OpenAPI 3.0.4, 4.7.23); in 3.1 this holds for all references but those in schemas.\n\n```yaml\n$ref: '#/components/schemas/Card'\nnullable: true\n```\n\nIn a schema, put the reference into `allOf`, beside the member. Elsewhere remove the member.";
    Contradiction = "W0208", "two members exclude each other",
        "Only one of the two may be there.\n\n```yaml\nname: id\nin: query\nschema: {type: string}\ncontent: {application/json: {}}\n```\n\nRemove one of the two.";
    OddReference = "W0209", "a reference stands where the standard has none",
        "References may stand for most objects, but not for all.\n\n```yaml\nget:\n  $ref: operations/list_cards.yaml\n```\n\nRefer to the object around it, here the path item, or write the object in place.";
    EmptyRange = "E0301", "no value lies between the bounds",
        "A lower bound above the upper one leaves no value at all.\n\n```yaml\ntype: integer\nminimum: 500\nmaximum: 10\n```\n\nSwap the two, or remove one.";
    InvalidPattern = "E0302", "a pattern is no regular expression of ECMA-262",
        "`pattern` is a regular expression of ECMA-262 (JSON Schema 2020-12, Core, 6.4), not of Perl, Python or Rust.\n\n```yaml\npattern: '(?i)[a-z'\n```\n\nThe message names the character; write what ECMA-262 knows there.";
    DuplicateParameter = "E0304", "a parameter is given twice",
        "A parameter is told by its name and its place (`in`), and a list holds each once (OpenAPI 3.1.1, 4.8.10).\n\n```yaml\nparameters:\n  - {name: id, in: query, schema: {type: string}}\n  - {name: id, in: query, schema: {type: integer}}\n```\n\nRemove one of the two.";
    InvalidRustName = "E0305", "a name cannot be used in Rust",
        "`x-rust-name` pins a name, so it must be one that Rust takes: an identifier, no keyword, and nothing that emitted code needs, such as `Option`.\n\n```yaml\nx-rust-name: fn\n```\n\nChoose another name, or leave the extension out.";
    InvalidPackage = "E0306", "the package cannot be made",
        "The package name, or the `Cargo.toml` that stands in the output folder, cannot be used.\n\n```text\n[package]\nname = \"my client\"   # in the `Cargo.toml` of the client\n```\n\nGive a name of ASCII letters, digits, `-` and `_` with `--name`, and mend the `Cargo.toml` that is there.";
    Unsupported = "W0301", "something of the standard is not supported yet",
        "The standard knows this, the generator does not act on it yet. The message says what happens instead; the rest of the document works.\n\n```yaml\n$dynamicRef: '#node'   # not followed\n```\n\nNothing needs to be done; write it in another way if the client has to know it.";
    UnresolvedReference = "W0302", "a reference leads nowhere",
        "A reference names a place that is not there: in this file, or in the file it names.\n\n```yaml\n$ref: '#/components/schemas/Crad'\n```\n\nCorrect the reference, or add what it refers to. Until then any JSON value is taken there.";
    RemoteReference = "W0303", "a reference leads to another machine",
        "Nothing is fetched from another machine while code is generated: what came back could differ from one day to the next.\n\n```yaml\n$ref: https://example.com/schemas.yaml#/Card\n```\n\nKeep a copy of the file beside the document and refer to that.";
    EndlessSchema = "W0304", "a schema is made of nothing but itself",
        "A schema that is nothing but a reference to itself, or is made of itself by `allOf`, says nothing of its values.\n\n```yaml\nCard:\n  $ref: '#/components/schemas/Card'\n```\n\nGive it a type, or a property that ends the recursion.";
    UncheckedPattern = "W0305", "a pattern is not checked by the client",
        "Some regular expressions cannot be checked in time that grows with the text alone, or only with a very large table. The client does not check them, and says so in its documentation; the server does.\n\n```yaml\npattern: '^(a+)\\\\1$'   # refers back to what it matched\n```\n\nWrite the pattern more simply, or live with the server's verdict.";
    LegacyPattern = "W0306", "a pattern is only legal without the `u` flag",
        "JSON Schema asks for regular expressions with the `u` flag. This one is only legal without it, so that is how it is read.\n\n```yaml\npattern: '^[\\\\w-.]+$'   # a class on one side of a range\n```\n\nWrite it so that it is legal with the flag: `^[\\\\w.-]+$`.";
    UnusedPathParameter = "W0307", "a path parameter has no placeholder",
        "A path parameter takes the place of `{name}` in the path; without that there is nowhere to put it, and it is left out.\n\n```yaml\n/cards/{card_id}:\n  get:\n    parameters:\n      - {name: id, in: path, required: true, schema: {type: string}}\n```\n\nUse the same name in both.";
    IgnoredHeader = "W0308", "a header parameter is ignored by the standard",
        "Header parameters named `Accept`, `Content-Type` and `Authorization` are ignored (OpenAPI 3.1.1, 4.8.12): `content`, `responses` and `security` speak of those. So are headers by which HTTP says where a message ends and where it goes, such as `Host` and `Content-Length`.\n\n```yaml\n- {name: Authorization, in: header, schema: {type: string}}\n```\n\nRemove the parameter and describe the credential in `securitySchemes`.";
    NameCollision = "W0310", "two names become one in Rust",
        "Two names of the document become one name in Rust. The one that already is the Rust spelling keeps it, the other gets a suffix made from its own text, whatever the order.\n\n```yaml\nproperties:\n  foo_bar: {type: string}\n  fooBar: {type: string}\n```\n\nChoose a name for one of them with `x-rust-name`.";
    DuplicateOperationId = "W0311", "two operations have one name",
        "`operationId` is unique in the whole document (OpenAPI 3.1.1, 4.8.10); the client has a method of that name. The second one gets a suffix.\n\n```yaml\n/cards: {get: {operationId: list}}\n/accounts: {get: {operationId: list}}\n```\n\nGive each operation a name of its own.";
    UnknownSecurityScheme = "W0312", "a security scheme is not declared",
        "A security requirement names a scheme that `components`, `securitySchemes` does not declare. The alternative that needs it is left out.\n\n```yaml\nsecurity:\n  - beerer: []\n```\n\nCorrect the name, or declare the scheme.";
    UndeclaredRequired = "W0313", "a required property is not declared",
        "`required` names a property that `properties` does not declare. That is allowed, and checked; but where the name is close to a declared one it looks like a slip, and with `additionalProperties: false` no value is left at all.\n\n```yaml\nrequired: [nmae]\nproperties:\n  name: {type: string}\n```\n\nDeclare the property, or remove the name.";
    DuplicateValue = "W0314", "a value of an enumeration is listed twice",
        "The values of `enum` should be unique (JSON Schema 2020-12, Validation, 6.1.2); the second has no effect.\n\n```yaml\nenum: [open, closed, open]\n```\n\nRemove the second, or correct it.";
    EnumType = "W0315", "a value of an enumeration is of another type",
        "A value of `enum` is of another type than `type` says, so that nothing can be both; or only one of the two speaks of `null`.\n\n```yaml\ntype: string\nenum: [1, 2]\n```\n\nWrite the values in quotes, or change the type.";
    BadExtension = "W0316", "an extension does not have its shape",
        "An extension that the generator understands is not of the shape it needs, and so has no effect.\n\n```yaml\nx-sensitive: 'yes'\n```\n\nWrite `x-sensitive: true`; the table of extensions says the shape of each.";
    ImpliedType = "W0320", "a schema does not say its type",
        "Without `type` a schema allows values of every type, and its keywords speak of one type only (JSON Schema 2020-12, Core, 7.6.1). Nearly always that one type is meant, so it is what the client takes.\n\n```yaml\nCard:\n  properties:   # and a number would be a card, too\n    id: {type: string}\n```\n\nAdd `type: object`.";
    InseparableUnion = "W0321", "the alternatives of a union cannot be told apart",
        "Alternatives are told apart by their types, by members with constant values, and by the members they require. Where none of these differ, a value can be any of them: it is kept as JSON, with a reader for each, and checked against the whole schema.\n\n```yaml\noneOf:\n  - {type: object, properties: {name: {type: string}}}\n  - {type: object, properties: {size: {type: integer}}}\n```\n\nAdd a `discriminator`, a member with `const`, or different `required` members.";
    ForbiddenMember = "W0322", "a part of `allOf` forbids what another declares",
        "`additionalProperties` sees only the `properties` beside it (JSON Schema 2020-12, Core, 10.3.2.3). In one part of `allOf` it also speaks of the members that the other parts declare: with `false`, no value can have them.\n\n```yaml\nallOf:\n  - {type: object, properties: {id: {type: string}}, additionalProperties: false}\n  - {type: object, properties: {name: {type: string}}}   # never allowed\n```\n\nRemove it from the part; in 3.1 `unevaluatedProperties: false` beside `allOf` sees the members of all parts.";
    OpenStyle = "W0323", "the standard does not say how a value is written",
        "The table of styles (OpenAPI 3.1.1, 4.8.12.2.5) has gaps: a single value or a list in the style `deepObject`, `explode` with `spaceDelimited` and `pipeDelimited`, lists and objects inside lists and objects, several cookies of one parameter. Servers differ there. The message says what the client writes.\n\n```yaml\n- {name: range, in: query, style: deepObject, schema: {type: array, items: {type: string}}}\n```\n\nLook at what the server reads. If it is something else, choose a style for which the standard has an answer, or `content` with `application/json`.";
    LeftToCaller = "W0324", "something is left to whoever uses the client",
        "The client cannot do this part by itself, so the program that uses it has to: get an access token by a flow that needs a person, make the `Authorization` of a scheme that the client does not know, show a certificate, say what a variable of a server is. The message says how it is handed over.\n\n```yaml\nsecuritySchemes:\n  login: {type: openIdConnect, openIdConnectUrl: 'https://login.example.com'}\n```\n\nNothing needs to be done; `clientCredentials` of OAuth 2.0 and a `default` of a server variable are what the client can do alone.";
    OddPath = "W0325", "a path holds more than a path",
        "A path goes after the URL of the server and has neither query nor fragment (OpenAPI 3.1.1, 4.8.8). Documents use them to have several operations of one path. The fragment is not sent; the query is, before that of the parameters. What has `.` or `..` as a segment is not sent at all, for it would become another path on its way.\n\n```yaml\npaths:\n  /cards?beta=true:\n    get: {responses: {'204': {description: Done}}}\n```\n\nDeclare what is in the query as a parameter with `const`, and tell bodies apart by `oneOf`.";
    ExcludedTag = "W0326", "a tag is excluded by the schema that it stands for",
        "A discriminator tells a schema by its keys in `mapping`, else by its name (OpenAPI 3.1.1, 4.8.25). The property of that schema lists other values, or is no string, so that no value can be both. Where the schema has one value and no key, the client goes by that value.\n\n```yaml\nPet:\n  oneOf: [{$ref: '#/components/schemas/Cat'}]\n  discriminator: {propertyName: kind}   # kind: Cat\nCat:\n  required: [kind]\n  properties: {kind: {const: cat}}\n```\n\nAdd `mapping: {cat: '#/components/schemas/Cat'}`.";
    ImpossiblePattern = "W0327", "no text matches a pattern",
        "Nothing can be before `^` or after `$`, so that a pattern that demands it is matched by no text. Most often it is written as a literal of JavaScript, whose slashes are not part of it.\n\n```yaml\npattern: '/^[a-z]+$/'\n```\n\nWrite `^[a-z]+$`. Flags cannot be said; `[A-Za-z]` takes either case.";
    EqualPaths = "W0329", "two paths are the same",
        "Paths that differ in the names of their parameters only are identical and invalid (OpenAPI 3.1.1, 4.8.8). The client has the operations of both, and the server cannot tell them apart.\n\n```yaml\n/users/{id}:\n  get: {responses: {'200': {description: The user.}}}\n/users/{user_id}:\n  delete: {responses: {'204': {description: Done.}}}\n```\n\nMove the operations of both into one path item.";
    UnusedComponent = "W0401", "a component is not used",
        "No operation leads to the component, directly or by way of others. It may be a leftover, or a reference to it was forgotten. A document without paths is not looked at: its components are for other documents.\n\n```yaml\ncomponents:\n  schemas:\n    OldCard: {type: object}   # and no `$ref` to it\n```\n\nRemove it, or refer to it where it belongs.";
    UndeclaredTag = "W0402", "a tag is not declared",
        "An operation carries a tag that `tags` of the document does not have. That is legal; but a slip makes a group of its own, and a group without a description.\n\n```yaml\ntags: [{name: Cards}]\npaths:\n  /cards:\n    get: {tags: [Crads]}\n```\n\nCorrect the tag, or declare it.";
    OpenPattern = "W0403", "a pattern looks as if it should be anchored",
        "A pattern is searched for in the text (JSON Schema 2020-12, Validation, 6.3.3): anything may stand before and after. This is reported where it can hardly be meant: the pattern is that of an ID, or at its open end stands a repetition, whose bound is then void.\n\n```yaml\npattern: '[a-z]{2,6}_[0-9]{22}'   # takes a text of any length\n```\n\nWrite `^[a-z]{2,6}_[0-9]{22}$`. To take any text there on purpose, end with `.*`.";
    UnboundedAmount = "W0404", "an amount of money has no bounds",
        "A number that is sent and is an amount of money by its name (its words contain `amount`, `balance`, `price`, `fee`, `cost`, `tax`, `cents`, `payment`, `refund` or `salary`, and it does not end in a word such as `count`, `rate` or `percent`) has no lower or no upper bound, so that three zeros too many are sent like anything else.\n\n```yaml\namount: {type: integer}\n```\n\nAdd `minimum` and `maximum`, or allow it with the reason why nobody knows them.";
    NoIdempotencyKey = "W0405", "a POST has no idempotency key",
        "When the answer to a POST is lost, nobody knows whether it was done. With a key in a header it can be sent again, and the client does so; without one it cannot.\n\n```yaml\n/payments:\n  post:\n    parameters: []   # no header with `x-idempotency-key: true`\n```\n\nDeclare the header and put `x-idempotency-key: true` on it, or allow it with the reason, such as that the call changes nothing.";
    EmptyError = "W0406", "an error response has no body",
        "A response for a status of 400 and above, or `default`, has no `content`. The client then cannot say why a call failed. Responses to HEAD are left out: they have no body.\n\n```yaml\n'422':\n  description: The request breaks a rule.\n```\n\nDescribe the body under `content`.";
    PlainId = "W0407", "an ID is a plain string",
        "A property, parameter or element that is an ID by its name (`id`, or ending in `_id`, `Id`, `uuid`) is a string without `pattern`, `format`, `enum` and without a schema of its own, so that an ID of one kind can be passed for another.\n\n```yaml\ncard_id: {type: string}\n```\n\nMake it a component, `CardId`, with a pattern, and refer to it.";
    UnknownFormat = "W0408", "a format is in no standard",
        "`format` may be any word, and one that nobody knows has no effect. This one is neither in JSON Schema 2020-12 (Validation, 7.3) nor in the OpenAPI Format Registry, so it is likely a slip.\n\n```yaml\ntype: string\nformat: datetime   # date-time\n```\n\nCorrect it, or say what is meant by a `pattern` or in the description.";
    NearExtension = "W0409", "an extension is nearly one that has a meaning",
        "Members that start with `x-` may be anything, so a slip in the name of an extension goes unnoticed: what it should do, such as hiding a value from logs, is not done.\n\n```yaml\nx-sensitve: true\n```\n\nCorrect the name, or choose one that is further from those that have a meaning.";
    ExampleMisfit = "W0319", "an example does not fit its schema",
        "An example shows people what to send. One that breaks the schema misleads them, or the schema is wrong.\n\n```yaml\ntype: string\nmaxLength: 3\nexamples: [four]\n```\n\nCorrect one of the two. The client has a test for every example that fits.";
    DefaultMisfit = "W0328", "a default does not fit its schema",
        "`default` is what the server takes where a value is missing (JSON Schema 2020-12, Validation, 9.2). One that breaks the schema could not be sent, so either of the two is wrong. The client only shows it.\n\n```yaml\ntype: integer\nmaximum: 100\ndefault: 300\n```\n\nCorrect one of the two.";
    MissingPathParameter = "W0318", "a path has a placeholder without a parameter",
        "Every `{name}` of a path has a path parameter (OpenAPI 3.1.1, 4.8.8). Where one is missing, the client takes any text for it.\n\n```yaml\n/cards/{card_id}:\n  get: {responses: {'204': {description: Done}}}\n```\n\nDeclare the parameter: `name: card_id`, `in: path`, `required: true`.";
    MisplacedExtension = "W0317", "an extension has no meaning here",
        "An extension that the generator understands stands where it means nothing.\n\n```yaml\ninfo:\n  x-sensitive: true\n```\n\nPut it where the table of extensions has it.";
}

impl Code {
    /// The severity a diagnostic of this code has by default.
    #[must_use]
    pub fn severity(self) -> Severity {
        if self.id().starts_with('E') { Severity::Error } else { Severity::Warning }
    }

    /// Whether it mostly follows from another mistake, so that it is better read after that one: an example or a default misses what
    /// was misspelt in its schema, and a component is not used since the reference to it is misspelt.
    #[must_use]
    pub fn is_consequence(self) -> bool {
        matches!(self, Self::ExampleMisfit | Self::DefaultMisfit | Self::UnusedComponent)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_well_formed_and_given_once() {
        let mut seen = std::collections::HashSet::new();
        for &code in Code::ALL {
            let (letter, digits) = code.id().split_at(1);
            assert!(matches!(letter, "E" | "W") && digits.len() == 4 && digits.parse::<u16>().is_ok(), "{code}");
            assert!(seen.insert(code.id()), "{code} is given twice");
            assert_eq!(Code::from_id(code.id()), Some(code));
        }
        assert_eq!(Code::from_id("E9999"), None);
    }

    #[test]
    fn every_code_is_explained() {
        for &code in Code::ALL {
            assert!(!code.title().is_empty() && !code.title().ends_with('.'), "{code}");
            // The rule, an example between fences, the fix.
            let parts: Vec<&str> = code.explanation().split("\n```").collect();
            let [rule, example, fix] = parts[..] else { panic!("{code} has no example, or several") };
            assert!(rule.ends_with(".\n") && rule.len() > 30, "{code}: {rule}");
            assert!(["yaml\n", "text\n"].iter().any(|start| example.starts_with(start)), "{code}: {example}");
            assert!(fix.starts_with("\n\n") && (fix.ends_with('.') || fix.ends_with('`')), "{code}: {fix}");
        }
    }
}
