//! A document of any size: the same operations and schemas several times, under new names.

use std::fmt::Write;

/// How many operations and schemas one copy has.
const RESOURCES: usize = 40;

/// The document as JSON.
pub(crate) fn document(copies: usize) -> String {
    let (mut paths, mut schemas) = (Vec::new(), Vec::new());
    for resource in (0..copies).flat_map(|copy| {
        (0..RESOURCES).map(move |index| {
            format!("{}{copy}", WORDS[index % WORDS.len()].to_owned() + &"x".repeat(index / WORDS.len()))
        })
    }) {
        paths.push(path(&resource));
        schemas.push(schema(&resource));
    }
    let mut text = String::from(r#"{"openapi":"3.1.0","info":{"title":"Synthetic","version":"1.0.0"},"paths":{"#);
    let _ = write!(text, "{}}},\"components\":{{\"schemas\":{{{}}}}}}}", paths.join(","), schemas.join(","));
    text
}

const WORDS: [&str; 10] =
    ["account", "card", "transfer", "holder", "limit", "document", "webhook", "statement", "dispute", "token"];

/// A list with a filter, and a new one.
fn path(resource: &str) -> String {
    format!(
        r##""/{resource}s/{{id}}":{{"get":{{"operationId":"get_{resource}","tags":["{resource}"],"description":"Gives one {resource} with everything that is known of it.","parameters":[{{"name":"id","in":"path","required":true,"schema":{{"type":"string","pattern":"^{resource}_[0-9a-z]{{10}}$"}}}},{{"name":"expand","in":"query","schema":{{"type":"array","items":{{"type":"string"}}}}}}],"responses":{{"200":{{"description":"It.","content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/{resource}"}}}}}}}},"404":{{"description":"There is none.","content":{{"application/json":{{"schema":{{"type":"object","properties":{{"code":{{"type":"string"}},"message":{{"type":"string"}}}}}}}}}}}}}}}},"put":{{"operationId":"put_{resource}","tags":["{resource}"],"parameters":[{{"name":"id","in":"path","required":true,"schema":{{"type":"string"}}}}],"requestBody":{{"required":true,"content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/{resource}"}}}}}}}},"responses":{{"204":{{"description":"Done."}}}}}}}}"##
    )
}

/// An object with members of most kinds.
fn schema(resource: &str) -> String {
    format!(
        r##""{resource}":{{"type":"object","description":"A {resource}, as the API knows it.","required":["id","state","amount"],"properties":{{"id":{{"type":"string","maxLength":30}},"state":{{"type":"string","enum":["open","closed","{resource}"]}},"amount":{{"type":"integer","minimum":0,"maximum":1000000}},"rate":{{"type":"number","format":"double"}},"made":{{"type":"string","format":"date-time"}},"nick":{{"type":["string","null"],"minLength":1}},"tags":{{"type":"array","items":{{"type":"string"}},"maxItems":20}},"labels":{{"type":"object","additionalProperties":{{"type":"string"}}}},"parent":{{"$ref":"#/components/schemas/{resource}"}},"owner":{{"type":"object","properties":{{"name":{{"type":"string"}},"mail":{{"type":"string"}}}}}},"extra":{{"anyOf":[{{"type":"string"}},{{"type":"integer"}}]}}}}}}"##
    )
}
