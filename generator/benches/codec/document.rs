//! The schemas as an OpenAPI document.

use serde_json::{Map, Value, json};

use crate::profile::{Kind, Member, Profile, values};

/// The text of the document.
pub(crate) fn document(profile: Profile) -> String {
    let mut schemas = Map::new();
    for number in 0..profile.enums {
        let values: Vec<String> = values(number).collect();
        schemas.insert(format!("Enum{number}"), json!({ "type": "string", "enum": values }));
    }
    for object in 0..profile.objects {
        schemas.insert(format!("Object{object}"), schema(&profile.members(object)));
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Codec", "version": "1.0.0" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    document.to_string()
}

fn schema(members: &[Member]) -> Value {
    let properties: Map<String, Value> = members.iter().map(|member| (member.wire.clone(), property(member))).collect();
    let required: Vec<&str> =
        members.iter().filter(|member| member.required).map(|member| member.wire.as_str()).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn property(member: &Member) -> Value {
    let target = member.target;
    match member.kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Integer => json!({ "type": "integer", "format": "int64" }),
        Kind::Double => json!({ "type": "number", "format": "double" }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::DateTime => json!({ "type": "string", "format": "date-time" }),
        Kind::Enum => json!({ "$ref": format!("#/components/schemas/Enum{target}") }),
        Kind::Reference => json!({ "$ref": format!("#/components/schemas/Object{target}") }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::References => {
            json!({ "type": "array", "items": { "$ref": format!("#/components/schemas/Object{target}") } })
        }
    }
}
