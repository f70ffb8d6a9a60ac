//! Random schemas and random values: the client and an independent validator agree on every value.
//!
//! The seed is fixed; `SCHEMA_SEED` sets another one. Formats are left out (the validator takes them for annotations, the
//! client checks them), patterns are of the part that all regular expressions have in common, and integers fit `i64`,
//! which is what an integer without a format is.

#![allow(clippy::print_stdout, reason = "the counts are what the test is run for")]

mod support;

use serde_json::{Map, Value, json};
use support::rows::{Row, run_rows};

const SCHEMAS: usize = 220;
const VALUES: usize = 24;

/// A generator of pseudo-random numbers: SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        let count = u64::try_from(from.len()).unwrap();
        &from[usize::try_from(self.below(count)).unwrap()]
    }
}

const NAMES: &[&str] = &["a", "b", "c", "kind", "_d"];
const TEXTS: &[&str] = &["", "a", "b", "cat", "dog", "ab12", "é", "aaaaaa"];
const NUMBERS: &[&str] = &["0", "1", "-1", "2", "1.0", "1.5", "10.10", "0.01", "7", "100", "1e2", "9007199254740993"];

fn number(random: &mut Random) -> Value {
    let text: &str = random.pick::<&str>(NUMBERS);
    serde_json::from_str(text).unwrap()
}

fn scalar(random: &mut Random) -> Value {
    match random.below(6) {
        0 => Value::Null,
        1 => json!(random.one_in(2)),
        2 | 3 => number(random),
        _ => json!(random.pick(TEXTS)),
    }
}

/// Any value, small.
fn anything(random: &mut Random, depth: u32) -> Value {
    match random.below(if depth == 0 { 5 } else { 8 }) {
        0..=4 => scalar(random),
        5 | 6 => {
            let mut members = Map::new();
            for _ in 0..random.below(4) {
                members.insert((*random.pick(NAMES)).to_owned(), anything(random, depth - 1));
            }
            Value::Object(members)
        }
        _ => Value::Array((0..random.below(4)).map(|_| anything(random, depth - 1)).collect()),
    }
}

/// A random schema; references lead to the components.
fn schema(random: &mut Random, depth: u32) -> Value {
    if depth == 0 {
        return match random.below(12) {
            0 => json!(true),
            1 => json!({}),
            2 => json!({ "const": scalar(random) }),
            3 => json!({ "enum": distinct(random) }),
            4 => json!({ "$ref": format!("#/components/schemas/S{}", random.below(SCHEMAS as u64)) }),
            _ => plain(random),
        };
    }
    match random.below(16) {
        0..=5 => object(random, depth),
        6 | 7 => list(random, depth),
        8 => plain(random),
        9 => json!({ "type": ["string", "null"], "maxLength": random.below(4) }),
        10 => {
            let types = [json!(["string", "integer"]), json!(["object", "string"]), json!(["array", "number", "null"])];
            json!({ "type": random.pick(&types) })
        }
        11 => json!({ "allOf": several(random, depth) }),
        12 => json!({ "anyOf": several(random, depth) }),
        13 => json!({ "oneOf": several(random, depth) }),
        14 => {
            let mut whole = object(random, depth);
            let members = whole.as_object_mut().unwrap();
            match random.below(5) {
                0 => members.insert("not".to_owned(), schema(random, 0)),
                1 => members.insert("anyOf".to_owned(), json!([{ "required": ["a"] }, { "required": ["b"] }])),
                2 => members.insert("oneOf".to_owned(), several(random, depth)),
                3 => members.insert("allOf".to_owned(), several(random, depth)),
                _ => {
                    members.insert("if".to_owned(), json!({ "required": [random.pick(NAMES)] }));
                    members.insert("then".to_owned(), json!({ "required": [random.pick(NAMES)] }));
                    members.insert("else".to_owned(), schema(random, 0))
                }
            };
            whole
        }
        _ => tagged(random, depth),
    }
}

fn distinct(random: &mut Random) -> Value {
    let mut values: Vec<Value> = Vec::new();
    for _ in 0..=random.below(3) {
        let value = scalar(random);
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Value::Array(values)
}

fn several(random: &mut Random, depth: u32) -> Value {
    let count = 2 + random.below(2);
    (0..count).map(|_| schema(random, depth - 1)).collect()
}

fn tagged(random: &mut Random, depth: u32) -> Value {
    let variants: Vec<Value> = ["cat", "dog"]
        .iter()
        .map(|tag| {
            let mut whole = object(random, depth);
            whole["properties"]["kind"] = json!({ "const": tag });
            whole["required"] = json!(["kind"]);
            whole
        })
        .collect();
    json!({ "oneOf": variants })
}

fn plain(random: &mut Random) -> Value {
    let mut members = Map::new();
    match random.below(6) {
        0 | 1 => {
            members.insert("type".to_owned(), json!("string"));
            if random.one_in(3) {
                members.insert("minLength".to_owned(), json!(random.below(3)));
            }
            if random.one_in(3) {
                members.insert("maxLength".to_owned(), json!(3 + random.below(3)));
            }
            if random.one_in(4) {
                members.insert("pattern".to_owned(), json!(random.pick(&["^a", "[0-9]+$", "^(cat|dog)$", "a"])));
            } else if random.one_in(4) {
                members.insert("enum".to_owned(), json!(["cat", "dog", "a"]));
            }
        }
        2 | 3 => {
            members.insert("type".to_owned(), json!(random.pick(&["integer", "number"])));
            let step: &str = random.pick::<&str>(&["2", "0.01", "3", "0.5"]);
            let step: Value = serde_json::from_str(step).unwrap();
            for (keyword, value) in [
                ("minimum", json!(random.below(2))),
                ("maximum", json!(2 + random.below(9))),
                ("exclusiveMinimum", json!(random.below(2))),
                ("exclusiveMaximum", json!(3 + random.below(9))),
                ("multipleOf", step),
            ] {
                if random.one_in(5) {
                    members.insert(keyword.to_owned(), value);
                }
            }
        }
        4 => drop(members.insert("type".to_owned(), json!("boolean"))),
        _ => drop(members.insert("type".to_owned(), json!("null"))),
    }
    Value::Object(members)
}

fn object(random: &mut Random, depth: u32) -> Value {
    let mut properties = Map::new();
    for _ in 0..random.below(4) {
        properties.insert((*random.pick(NAMES)).to_owned(), schema(random, depth - 1));
    }
    let mut members = Map::new();
    members.insert("type".to_owned(), json!("object"));
    members.insert("properties".to_owned(), Value::Object(properties));
    if random.one_in(2) {
        members.insert("required".to_owned(), json!([random.pick(NAMES)]));
    }
    match random.below(6) {
        0 => drop(members.insert("additionalProperties".to_owned(), json!(false))),
        1 => drop(members.insert("additionalProperties".to_owned(), schema(random, depth - 1))),
        _ => {}
    }
    for (keyword, value) in [
        ("patternProperties", json!({ "^_": schema(random, 0) })),
        ("propertyNames", json!({ "maxLength": 1 + random.below(4) })),
        ("minProperties", json!(random.below(3))),
        ("maxProperties", json!(2 + random.below(3))),
        ("dependentRequired", json!({ "a": ["b"] })),
        ("dependentSchemas", json!({ "b": { "required": ["c"] } })),
        ("unevaluatedProperties", json!(false)),
    ] {
        if random.one_in(10) {
            members.insert(keyword.to_owned(), value);
        }
    }
    Value::Object(members)
}

fn list(random: &mut Random, depth: u32) -> Value {
    let mut members = Map::new();
    members.insert("type".to_owned(), json!("array"));
    if !random.one_in(4) {
        members.insert("items".to_owned(), schema(random, depth - 1));
    }
    for (keyword, value) in [
        ("prefixItems", json!([schema(random, 0), schema(random, 0)])),
        ("contains", schema(random, 0)),
        ("minItems", json!(random.below(3))),
        ("maxItems", json!(2 + random.below(2))),
        ("uniqueItems", json!(true)),
    ] {
        if random.one_in(6) {
            members.insert(keyword.to_owned(), value);
        }
    }
    if members.contains_key("contains") && random.one_in(2) {
        members.insert("minContains".to_owned(), json!(random.below(3)));
        members.insert("maxContains".to_owned(), json!(2 + random.below(2)));
    }
    Value::Object(members)
}

/// A value made after a schema, so that it has a chance to be valid.
fn value_for(random: &mut Random, schemas: &Map<String, Value>, schema: &Value, depth: u32) -> Value {
    if depth == 0 || random.one_in(8) {
        return anything(random, 1);
    }
    let Some(keywords) = schema.as_object() else { return anything(random, 1) };
    if let Some(target) = keywords.get("$ref").and_then(Value::as_str) {
        let name = target.rsplit('/').next().unwrap();
        return value_for(random, schemas, &schemas[name], depth - 1);
    }
    if let Some(value) = keywords.get("const") {
        return value.clone();
    }
    if let Some(values) = keywords.get("enum").and_then(Value::as_array) {
        return random.pick(values).clone();
    }
    for keyword in ["anyOf", "oneOf", "allOf"] {
        if let Some(parts) = keywords.get(keyword).and_then(Value::as_array)
            && !keywords.contains_key("type")
        {
            let mut value = value_for(random, schemas, &parts[0], depth - 1);
            let part = random.pick(parts);
            let other = value_for(random, schemas, part, depth - 1);
            if let (Value::Object(members), Value::Object(others)) = (&mut value, &other)
                && (keyword == "allOf" || random.one_in(3))
            {
                members.extend(others.clone());
                return value;
            }
            return other;
        }
    }
    let ty = match keywords.get("type") {
        Some(Value::String(ty)) => ty.as_str(),
        Some(Value::Array(types)) => random.pick(types).as_str().unwrap(),
        _ => return anything(random, 2),
    };
    match ty {
        "object" => {
            let mut members = Map::new();
            let empty = Map::new();
            let properties = keywords.get("properties").and_then(Value::as_object).unwrap_or(&empty);
            for (name, property) in properties {
                if !random.one_in(3) {
                    members.insert(name.clone(), value_for(random, schemas, property, depth - 1));
                }
            }
            for name in keywords.get("required").and_then(Value::as_array).into_iter().flatten() {
                let name = name.as_str().unwrap();
                if !members.contains_key(name) && !random.one_in(6) {
                    members.insert(name.to_owned(), anything(random, 1));
                }
            }
            if random.one_in(3) {
                members.insert((*random.pick(NAMES)).to_owned(), anything(random, 1));
            }
            Value::Object(members)
        }
        "array" => {
            let items = keywords.get("items").cloned().unwrap_or(json!(true));
            Value::Array((0..random.below(4)).map(|_| value_for(random, schemas, &items, depth - 1)).collect())
        }
        "string" => json!(random.pick(TEXTS)),
        "boolean" => json!(random.one_in(2)),
        "null" => Value::Null,
        _ => number(random),
    }
}

#[test]
fn the_client_and_an_independent_validator_agree() {
    let seed = std::env::var("SCHEMA_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_121);
    let mut random = Random(seed);
    let mut schemas = Map::new();
    for index in 0..SCHEMAS {
        // A component is no mere reference, so that none leads to itself only.
        let whole = loop {
            let whole = schema(&mut random, 3);
            if whole.as_object().is_some_and(|whole| whole.contains_key("type")) || index % 4 == 0 {
                break whole;
            }
        };
        schemas.insert(format!("S{index}"), whole);
    }
    let mut rows = Vec::new();
    let mut expected = Vec::new();
    for (name, schema) in &schemas {
        let root = json!({ "$ref": format!("#/components/schemas/{name}"), "components": { "schemas": schemas } });
        let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
        let validator = options.build(&root).unwrap_or_else(|error| panic!("{name}: {error}"));
        for _ in 0..VALUES {
            let value = value_for(&mut random, &schemas, schema, 4);
            expected.push(validator.is_valid(&value));
            rows.push(Row { schema: name.clone(), instance: value.to_string() });
        }
    }
    let verdicts = run_rows("schema-random", schemas.clone(), &rows);
    let mut wrong = Vec::new();
    let mut counts = [0, 0];
    for (index, verdict) in &verdicts.of_rows {
        let (row, valid) = (&rows[*index], expected[*index]);
        counts[usize::from(valid)] += 1;
        let right = if valid { verdict == "valid" } else { verdict.starts_with("invalid") };
        if !right {
            let schema = &schemas[&row.schema];
            wrong.push(format!("{} of {} {schema}: valid is {valid}, not {verdict}", row.instance, row.schema));
        }
    }
    println!(
        "seed {seed}: {} schemas, {} refused; values: {} valid, {} invalid, {} wrong",
        schemas.len(),
        verdicts.refused.keys().filter(|name| !name.starts_with("Place")).count(),
        counts[1],
        counts[0],
        wrong.len(),
    );
    assert!(counts[1] > 800 && counts[0] > 800, "the values say something");
    assert!(wrong.is_empty(), "wrong:\n{}", wrong.join("\n"));
}
