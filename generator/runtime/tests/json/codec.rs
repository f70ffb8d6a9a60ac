//! Reading and writing models: states of members, shapes, errors with their pointers.

use crate::model::{AccountId, Amount, Currency, NewCard};
use crate::runtime::json::{self, Json};
use crate::runtime::nullable::{Nullable, Patch};
use crate::runtime::object_reader::Slot;
use crate::runtime::reader::{DecodeError, Kind, Problem, Reader};
use crate::runtime::text::Text;
use crate::runtime::undeclared::Undeclared;
use crate::runtime::value::{Map, Value};

const ID: &str = "acc_0123456789012345678901";

fn read<T: Json>(text: &str) -> Result<T, DecodeError> {
    json::from_str(text)
}

#[track_caller]
fn refused<T: Json>(text: &str, pointer: &str, problem: Problem) {
    match read::<T>(text) {
        Ok(_) => panic!("accepted: {text}"),
        Err(error) => assert_eq!((error.pointer(), error.problem()), (pointer, problem), "{text}"),
    }
}

#[test]
fn a_model_round_trips() {
    let text = format!(
        r#"{{"account_id":"{ID}","limit":{{"amount":10.10,"currency":"COP"}},"nickname":"Trávél \"x\" \u0001\n","parent":null,"children":[{{"account_id":"{ID}","parent":"{ID}"}}],"pin_retries":3,"later":[1.50,{{"a":1e2}},null,true],"empty":{{}}}}"#
    );
    let card: NewCard = read(&text).unwrap();
    assert_eq!(json::to_string(&card).unwrap(), text);
    assert_eq!(card.limit.as_ref().unwrap().amount.as_str(), "10.10");
    assert_eq!(card.children.as_ref().unwrap()[0].parent, Nullable::Value(ID.parse().unwrap()));
    assert_eq!(card.additional_properties.len(), 2);
    assert_eq!(json::from_value::<NewCard>(&json::to_value(&card).unwrap()).unwrap(), card);
}

#[test]
fn absent_null_and_value_are_kept_apart() {
    let base = |more: &str| format!(r#"{{"account_id":"{ID}"{more},"parent":null}}"#);
    for (more, expected) in [
        ("", Patch::Absent),
        (r#","nickname":null"#, Patch::Null),
        (r#","nickname":"x""#, Patch::Value("x".to_owned())),
    ] {
        let card: NewCard = read(&base(more)).unwrap();
        assert_eq!(card.nickname, expected);
        assert_eq!(json::to_string(&card).unwrap(), base(more));
    }
    let kind = Problem::Kind { expected: "an object", found: "null" };
    refused::<NewCard>(&base(r#","limit":null"#), "/limit", kind);
    let missing = format!(r#"{{"account_id":"{ID}"}}"#);
    refused::<NewCard>(&missing, "", Problem::Missing("parent"));
}

#[test]
fn in_an_answer_null_stands_for_an_absent_member_where_it_is_no_value() {
    let text = format!(r#"{{"account_id":"{ID}","limit":null,"nickname":null,"parent":null,"zz":null}}"#);
    let card: NewCard = json::from_answer(text.as_bytes()).unwrap();
    assert_eq!(card.limit, None);
    assert_eq!(card.nickname, Patch::Null);
    assert_eq!(card.parent, Nullable::Null);
    assert_eq!(card.additional_properties.get("zz"), Some(&Value::Null));
    assert_eq!(json::from_answer::<Vec<Option<Value>>>(b"[null]").unwrap(), [Some(Value::Null)]);
    let required = r#"{"account_id":null,"parent":null}"#;
    assert!(json::from_answer::<NewCard>(required.as_bytes()).is_err());
    assert!(json::from_str::<NewCard>(&text).is_err());
}

#[test]
fn white_space_and_any_order_are_fine() {
    let text =
        format!(" \n{{ \"zz\" :\t1 , \"pin_retries\" : 1e1 ,\r\n\"parent\":null , \"account_id\" : \"{ID}\" }} \n");
    let card: NewCard = read(&text).unwrap();
    assert_eq!(card.pin_retries, Some(10));
    assert_eq!(card.additional_properties.get("zz"), Some(&Value::from(1)));
}

#[test]
fn names_may_be_escaped() {
    let text = format!(r#"{{"acc\u006funt_id":"{ID}","parent":null,"\u007a\/":1}}"#);
    let card: NewCard = read(&text).unwrap();
    assert_eq!(card.account_id, ID);
    assert!(card.additional_properties.contains("z/"));
}

#[test]
fn duplicates_are_refused_wherever_they_are() {
    let with = |more: &str| format!(r#"{{"account_id":"{ID}","parent":null{more}}}"#);
    refused::<NewCard>(&with(r#","parent":null"#), "/parent", Problem::Duplicate);
    refused::<NewCard>(&with(r#","p\u0061rent":null"#), "/parent", Problem::Duplicate);
    refused::<NewCard>(&with(r#","x":1,"x":1"#), "/x", Problem::Duplicate);
    refused::<NewCard>(&with(r#","x":[{"a":1,"b":2,"a":1}]"#), "/x/0/a", Problem::Duplicate);
    refused::<Amount>(r#"{"amount":1,"currency":"COP","x":1,"x":2}"#, "/x", Problem::Duplicate);
    refused::<Amount>(r#"{"amount":1,"currency":"COP","x":{"y":1,"y":2}}"#, "/x/y", Problem::Duplicate);
    refused::<Map<i64>>(r#"{"a":1,"b":2,"a":3}"#, "/a", Problem::Duplicate);
    let many: String = (0..1000).map(|index| format!("\"k{index}\":1,")).collect();
    refused::<Map<i64>>(&format!(r#"{{{many}"k7":1}}"#), "/k7", Problem::Duplicate);
    assert_eq!(read::<Map<i64>>(&format!(r#"{{{many}"k":1}}"#)).unwrap().len(), 1001);
}

#[test]
fn wrong_shapes_say_the_place_and_what_was_expected() {
    let object = |found| Problem::Kind { expected: "an object", found };
    refused::<NewCard>("[]", "", object("an array"));
    refused::<NewCard>(&format!(r#"["{ID}"]"#), "", object("an array"));
    refused::<NewCard>("\"secret\"", "", object("a string"));
    refused::<NewCard>("1", "", object("a number"));
    refused::<NewCard>("true", "", object("a boolean"));
    let string = |found| Problem::Kind { expected: "a string", found };
    refused::<NewCard>(r#"{"account_id":5}"#, "/account_id", string("a number"));
    refused::<NewCard>(r#"{"limit":{"currency":[]}}"#, "/limit/currency", string("an array"));
    let deep = r#"{"children":[{"parent":null,"account_id":""},{"limit":{"amount":1,"currency":{}}}]}"#;
    refused::<NewCard>(deep, "/children/1/limit/currency", string("an object"));
    refused::<NewCard>(r#"{"limit":{"amount":1}}"#, "/limit", Problem::Missing("currency"));
    let array = Problem::Kind { expected: "an array", found: "an object" };
    refused::<NewCard>(r#"{"children":{}}"#, "/children", array);
    refused::<Map<Vec<bool>>>(
        r#"{"a/b~c":[true,1]}"#,
        "/a~1b~0c/1",
        Problem::Kind { expected: "a boolean", found: "a number" },
    );
    refused::<Vec<()>>("[null,0]", "/1", Problem::Kind { expected: "null", found: "a number" });
    refused::<Vec<i64>>("[[1]]", "/0", Problem::Kind { expected: "an integer", found: "an array" });
}

#[test]
fn errors_hold_no_value_and_one_line() {
    let text =
        "{\"account_id\":\"top secret\",\"x\\ny\":{\"z\":12345678901234567890},\"pin_retries\":\"4111111111111111\"}";
    let error = read::<NewCard>(text).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert_eq!(error.to_string(), "at /pin_retries: expected an integer, found a string (byte 75)");
    assert!(!shown.contains("secret") && !shown.contains("4111"), "{shown}");
    let error = read::<Map<bool>>("{\"x\\ny\":77777}").unwrap_err();
    assert_eq!(error.pointer(), "/x\ny");
    assert!(!error.to_string().contains('\n') && !error.to_string().contains("77777"));
    let long = format!("{{\"{}\":1}}", "ñ".repeat(5000));
    assert!(read::<Map<bool>>(&long).unwrap_err().to_string().len() < 500);
}

#[test]
fn objects_with_more_than_64_members_find_duplicates() {
    static MANY: &[&str] = &{
        let mut names = [""; 130];
        let digits = "000102030405060708091011121314151617181920212223242526272829303132333435363738394041424344454647484950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495969798990A0B0C0D0E0F1A1B1C1D1E1F2A2B2C2D2E2F3A3B3C3D3E3F4A4B4C4D4E4F";
        let mut index = 0;
        while index < 130 {
            let (_, rest) = digits.split_at(index * 2);
            names[index] = rest.split_at(2).0;
            index += 1;
        }
        names
    };
    #[derive(Debug)]
    struct Wide(Vec<usize>);
    impl Json for Wide {
        fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
            let mut met = Vec::new();
            let mut object = reader.begin_object()?;
            while let Some(member) = reader.next_member(&mut object, MANY)? {
                met.push(member);
                reader.skip()?;
            }
            Ok(Self(met))
        }
        fn write(&self, _: &mut crate::runtime::writer::Writer) {}
    }
    let members = |names: &[&str]| {
        let list: Vec<String> = names.iter().map(|name| format!("\"{name}\":0")).collect();
        format!("{{{}}}", list.join(","))
    };
    let all = read::<Wide>(&members(MANY)).unwrap();
    assert_eq!(all.0, (0..130).collect::<Vec<_>>());
    let reversed: Vec<&str> = MANY.iter().rev().copied().collect();
    assert_eq!(read::<Wide>(&members(&reversed)).unwrap().0, (0..130).rev().collect::<Vec<_>>());
    for twice in [0, 1, 63, 64, 65, 127, 128, 129] {
        let mut names = MANY.to_vec();
        names.push(MANY[twice]);
        refused::<Wide>(&members(&names), &format!("/{}", MANY[twice]), Problem::Duplicate);
    }
    struct Complete;
    impl Json for Complete {
        fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
            let required: Vec<usize> = (0..130).collect();
            let mut slots = vec![None::<i64>; 130];
            let mut slots: Vec<&mut dyn Slot> = slots.iter_mut().map(|slot| slot as &mut dyn Slot).collect();
            match reader.object(MANY, &required, &mut slots, &mut Undeclared::default()) {
                Ok(()) => Ok(Self),
                Err(_) => Err(reader.failure()),
            }
        }
        fn write(&self, _: &mut crate::runtime::writer::Writer) {}
    }
    assert!(read::<Complete>(&members(MANY)).is_ok());
    for missing in [0, 1, 63, 64, 65, 127, 128, 129] {
        let mut names = MANY.to_vec();
        names.remove(missing);
        let error = read::<Complete>(&members(&names)).err().unwrap();
        assert_eq!((error.pointer(), error.problem()), ("", Problem::Missing(MANY[missing])));
    }
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    let currency: Currency = read("\"EUR\"").unwrap();
    assert_eq!(currency, Currency::Unknown(Text::from("EUR")));
    assert_eq!(json::to_string(&currency).unwrap(), "\"EUR\"");
    for known in Currency::ALL {
        assert_eq!(read::<Currency>(&json::to_string(known).unwrap()).unwrap(), *known);
        assert_eq!(&known.as_str().parse::<Currency>().unwrap(), known);
    }
    assert!("EUR".parse::<Currency>().is_err());
}

#[test]
fn unions_can_look_ahead() {
    let text = r#"{"x":[{"type":"inner"}],"type":"outer","y":1}"#;
    let mut reader = Reader::new(text.as_bytes()).unwrap();
    assert_eq!(reader.kind().unwrap(), Kind::Object);
    assert_eq!(reader.tag("type").unwrap().as_deref(), Some("outer"));
    assert_eq!(reader.tag("none").unwrap(), None);
    assert_eq!(reader.tag("y").unwrap(), None);
    assert_eq!(Value::read(&mut reader).unwrap().pointer("/x/0/type").unwrap().as_str(), Some("inner"));
    reader.finish().unwrap();
    let broken = Reader::new(br#"[{"a":tru}]"#).unwrap();
    let mut trial = broken.fork();
    assert_eq!(Vec::<Map<bool>>::read(&mut trial).unwrap_err().pointer(), "");
    let nested = Reader::new(br#"{"a":{"b":tru},"type":"x"}"#).unwrap();
    assert_eq!(nested.tag("type").unwrap_err().pointer(), "/a/b");
}

#[test]
fn writing_puts_commas_and_escapes() {
    let every: String = (0..0x250).filter_map(char::from_u32).chain("💳\u{2028}".chars()).collect();
    for start in 0..20 {
        let text = format!("{}{every}", "x".repeat(start));
        assert_eq!(json::to_string(&text).unwrap(), serde_json::to_string(&text).unwrap());
        assert_eq!(read::<String>(&json::to_string(&text).unwrap()).unwrap(), text);
    }
    let nested = Value::from(vec![
        Value::from(Map::from([("a", Value::Null), ("b\"", Value::from(vec![]))])),
        Value::from(true),
        Value::from(vec![Value::from("{"), Value::from("["), Value::from(":")]),
    ]);
    assert_eq!(nested.to_string(), r#"[{"a":null,"b\"":[]},true,["{","[",":"]]"#);
    assert_eq!(json::to_string(&vec![Some(1), None]).unwrap(), "[1,null]");
}

#[test]
fn what_json_cannot_hold_is_an_error_on_writing() {
    let map = Map::from([("a", vec![1.0, f64::NAN])]);
    let error = json::to_vec(&map).unwrap_err();
    assert_eq!((error.pointer(), error.problem()), ("/a/1", "a number that is not finite"));
    assert!(json::to_vec(&f32::INFINITY).is_err());
    let mut deep = Value::Null;
    for _ in 0..100 {
        deep = Value::from(vec![deep]);
    }
    let text = json::to_string(&deep).unwrap();
    assert_eq!(read::<Value>(&text).unwrap(), deep);
    assert!(json::to_vec(&Value::from(vec![deep])).is_err());
}

#[test]
fn values_compare_as_json_and_answer_pointers() {
    let value: Value = read(r#"{"a":[1,{"~/x":"y"}],"":true,"b":1.0}"#).unwrap();
    let same: Value = read(r#"{"b":10e-1,"":true,"a":[1.00,{"~/x":"y"}]}"#).unwrap();
    assert_eq!(value, same);
    assert_eq!(value.canonical(), same.canonical());
    assert_eq!(value.pointer("/a/1/~0~1x").unwrap().as_str(), Some("y"));
    assert_eq!(value.pointer("").unwrap(), &value);
    assert_eq!(value.pointer("/").unwrap().as_bool(), Some(true));
    for none in ["a", "/a/01", "/a/-", "/a/+1", "/a/2", "/a/", "/a/99999999999999999999", "/b/0", "/~0"] {
        assert_eq!(value.pointer(none), None, "{none}");
    }
    for (left, right) in [
        ("0", "false"),
        ("null", "false"),
        ("\"1\"", "1"),
        ("[]", "{}"),
        ("[1,2]", "[2,1]"),
        ("[10,2]", "[1e12,0]"),
        ("{\"a\":1}", "{\"a\":1,\"b\":1}"),
    ] {
        let (left, right) = (read::<Value>(left).unwrap(), read::<Value>(right).unwrap());
        assert_ne!(left, right);
        assert_ne!(left.canonical(), right.canonical());
    }
}

#[test]
fn maps_keep_their_order_and_find_their_names() {
    let mut map = Map::new();
    for index in 0..500 {
        assert_eq!(map.insert(format!("n{}", index * 7 % 500), index), None);
    }
    assert_eq!(map.len(), 500);
    assert_eq!(map.names().take(3).collect::<Vec<_>>(), ["n0", "n7", "n14"]);
    assert_eq!(map.insert("n14", -1), Some(2));
    for removed in (0..500).step_by(3) {
        assert!(map.remove(&format!("n{removed}")).is_some());
        assert!(map.remove(&format!("n{removed}")).is_none());
    }
    for index in 0..500 {
        assert_eq!(map.contains(&format!("n{index}")), index % 3 != 0);
    }
    let names: Vec<String> = map.names().map(str::to_owned).collect();
    for name in names {
        map.remove(&name);
    }
    assert!(map.is_empty() && map == Map::new());
    let (one, two) = (Map::from([("a", 1), ("b", 2)]), Map::from([("b", 2), ("a", 1)]));
    assert_eq!(one, two);
    assert_ne!(one, Map::from([("a", 1), ("c", 2)]));
    assert_eq!(one.into_iter().map(|(name, value)| format!("{name}{value}")).collect::<String>(), "a1b2");
}

#[test]
fn models_are_built_and_changed() {
    let mut card = NewCard::new(ID.parse().unwrap(), Nullable::Null);
    card.validate().unwrap();
    card.limit = Some(Box::new(Amount::new("10.10".parse().unwrap(), Currency::Cop)));
    card.nickname = "Viajes".to_owned().into();
    assert_eq!(card.nickname.as_option().map(String::as_str), Some("Viajes"));
    assert_eq!(Patch::<i32>::from(Some(1)).map(|value| value + 1), Patch::Value(2));
    assert_eq!(Patch::<i32>::from(None), Patch::Absent);
    assert_eq!(Nullable::<i32>::from(None).into_option(), None);
    assert_eq!(Patch::<i32>::from(Nullable::Null), Patch::Null);
    assert_eq!(AccountId::try_from(ID).unwrap(), *ID);
}
