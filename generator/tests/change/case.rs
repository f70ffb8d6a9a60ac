//! What a case of the table is, and how cases become documents.

use generator::change::{Breaks, Verdict};

/// One kind of change, shown at one item.
///
/// `$t` in the texts stands for the case's name, `$T` for the same as a type.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// Where the schema stands, or what the texts are instead.
    pub(crate) place: Place,
    pub(crate) old: &'static str,
    pub(crate) new: &'static str,
    /// A program against the old client, as an expression of type `String`: what it sent or read.
    pub(crate) program: &'static str,
    /// The verdict; nothing where the client does not change.
    pub(crate) verdict: Option<Verdict>,
}

/// What the texts of a case are.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Place {
    /// The schema `$T`, sent as the body of `POST /$t`.
    Sent,
    /// The schema `$T`, received from `GET /$t`.
    Received,
    /// The schema of the optional query parameter `p` of `GET /$t`.
    Query,
    /// An Operation Object, of `GET /$t`.
    Get,
    /// Lines of parts of a document, each with a letter before it: `P` a path item, `S` a schema, `V` a server, `C` a
    /// security scheme, `W` a webhook.
    Lines,
}

pub(crate) const NOTHING: Option<Verdict> = None;
pub(crate) const PATCH: Option<Verdict> = Some(Verdict::Patch);
pub(crate) const MINOR: Option<Verdict> = Some(Verdict::Minor);
pub(crate) const RUN: Option<Verdict> = Some(Verdict::Major(Breaks::Run));
pub(crate) const COMPILE: Option<Verdict> = Some(Verdict::Major(Breaks::Compile));

/// Which of the two documents.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Old,
    New,
}

/// A document of these cases, all beside each other.
pub(crate) fn document(cases: &[&Case], side: Side) -> String {
    let mut paths =
        vec!["  /always: { get: { operationId: always, responses: { '204': { description: None. } } } }".to_owned()];
    let mut servers = vec!["  - { url: 'https://always.example', x-environment: always }".to_owned()];
    let mut webhooks = vec!["  always: { post: { responses: { '204': { description: None. } } } }".to_owned()];
    let mut schemas = vec!["    Always: { type: string, minLength: 1 }".to_owned()];
    let mut schemes = vec!["    always: { type: http, scheme: bearer, x-rust-name: always }".to_owned()];
    for case in cases {
        for line in lines(case, side).lines() {
            let (letter, rest) = line.trim().split_once(' ').expect("a letter and a part");
            match letter {
                "P" => paths.push(format!("  {rest}")),
                "V" => servers.push(format!("  - {rest}")),
                "W" => webhooks.push(format!("  {rest}")),
                "S" => schemas.push(format!("    {rest}")),
                "C" => schemes.push(format!("    {rest}")),
                other => panic!("{}: there is no part {other}", case.name),
            }
        }
    }
    let [paths, servers, webhooks, schemas, schemes] =
        [paths, servers, webhooks, schemas, schemes].map(|lines| lines.join("\n"));
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Changes, version: 1.2.3 }}\nservers:\n{servers}\npaths:\n{paths}\nwebhooks:\n{webhooks}\n\
         components:\n  schemas:\n{schemas}\n  securitySchemes:\n{schemes}\n"
    )
}

fn lines(case: &Case, side: Side) -> String {
    let text = match side {
        Side::Old => case.old,
        Side::New => case.new,
    };
    let none = "'204': { description: None. }";
    let schema = "schema: { $ref: '#/components/schemas/$T' }";
    let lines = match case.place {
        Place::Sent => format!(
            "S $T: {text}\nP /$t: {{ post: {{ operationId: $t, requestBody: {{ required: true, content: {{ application/json: \
             {{ {schema} }} }} }}, responses: {{ {none} }} }} }}"
        ),
        Place::Received => format!(
            "S $T: {text}\nP /$t: {{ get: {{ operationId: $t, responses: {{ '200': {{ description: Some., content: \
             {{ application/json: {{ {schema} }} }} }} }} }} }}"
        ),
        Place::Query => format!(
            "P /$t: {{ get: {{ operationId: $t, parameters: [{{ name: p, in: query, schema: {text} }}], responses: \
             {{ {none} }} }} }}"
        ),
        Place::Get => format!("P /$t: {{ get: {{ operationId: $t, {text} }} }}"),
        Place::Lines => text.to_owned(),
    };
    named(case, &lines)
}

/// A text of a case with its names in place.
pub(crate) fn named(case: &Case, text: &str) -> String {
    let pascal: String = case.name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
    text.replace("$T", &pascal).replace("$t", case.name)
}
