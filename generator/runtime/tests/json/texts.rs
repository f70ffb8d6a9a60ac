//! Texts inline and on the heap, sizes of types, what is shown and what is not.

use std::collections::HashSet;
use std::mem::size_of;

use crate::model::Currency;
use crate::model::{AccountId, CardNumber, Details};
use crate::runtime::format::Format;
use crate::runtime::json;
use crate::runtime::nullable::Patch;
use crate::runtime::number::Number;
use crate::runtime::pattern::Pattern;
use crate::runtime::reader::{DecodeError, Reader};
use crate::runtime::redact::Redacted;
use crate::runtime::rules::{Rule, Rules};
use crate::runtime::secret::Secret;
use crate::runtime::text::{self, ShortText, StringType, Text};
use crate::runtime::value::{Map, Value};
use crate::runtime::writer::Writer;

#[test]
fn short_texts_are_the_same_inline_and_on_the_heap() {
    let mut texts: Vec<String> = (0..70).map(|length| "x".repeat(length)).collect();
    texts.extend([
        "é".repeat(15),
        "é".repeat(16),
        format!("x{}", "é".repeat(15)),
        "💳".repeat(7),
        "💳".repeat(8),
        "\0".to_owned(),
        "\0\0".to_owned(),
    ]);
    for text in &texts {
        let short = ShortText::from(text.as_str());
        assert_eq!(short.as_str(), text);
        assert_eq!(short.clone(), short);
        assert_eq!(short.to_string(), *text);
        assert_eq!(json::from_str::<ShortText>(&json::to_string(&short).unwrap()).unwrap(), short);
        for other in &texts {
            let other_short = ShortText::from(other.as_str());
            assert_eq!(short.cmp(&other_short), text.cmp(other));
            assert_eq!(short == other_short, text == other);
        }
    }
    let set: HashSet<ShortText> = texts.iter().map(|text| ShortText::from(text.as_str())).collect();
    assert_eq!(set.len(), texts.len());
    assert!(ShortText::is_inline(&ShortText::from("x".repeat(30).as_str())));
    assert!(!ShortText::is_inline(&ShortText::from("x".repeat(31).as_str())));
}

#[test]
fn sizes_stay_small() {
    assert_eq!(size_of::<ShortText>(), 32);
    assert_eq!(size_of::<Option<ShortText>>(), 32);
    assert_eq!(size_of::<AccountId>(), 32);
    assert_eq!(size_of::<Patch<AccountId>>(), 32);
    assert_eq!(size_of::<Text>(), 16);
    assert_eq!(size_of::<Number>(), 32);
    assert_eq!(size_of::<Map<Value>>(), 8);
    assert_eq!(size_of::<Value>(), 32);
    assert_eq!(size_of::<DecodeError>(), 8);
    assert_eq!(size_of::<Result<Option<usize>, DecodeError>>(), 16);
}

#[test]
fn nothing_sensitive_is_shown() {
    let number: CardNumber = "4111111111111111".parse().unwrap();
    assert_eq!(format!("{number:?} {number} {number:>5}"), "CardNumber([redacted]) [redacted] [redacted]");
    assert_eq!(number.as_str(), "4111111111111111");
    let secret = Secret::from("hunter2");
    assert_eq!(format!("{secret:?} {secret} {:?}", secret.clone()), "[redacted] [redacted] [redacted]");
    assert_eq!(secret.expose(), "hunter2");
    let details = Details { number: "4111".to_owned(), last_four: "1111".to_owned() };
    assert_eq!(format!("{details:?}"), "Details { number: [redacted], last_four: \"1111\" }");
    assert_eq!(format!("{details:?} {Redacted}"), format!("{:?} [redacted]", details.clone()));
    let value: Value = json::from_str(r#"{"pan":"4111","list":["4111",{"cvv":"4111"}]}"#).unwrap();
    assert_eq!(format!("{value:?}"), "Object({\"pan\": …, \"list\": …})");
    let mut reader = Reader::new(br#"{"pan":"4111"}"#).unwrap();
    let object = reader.begin_object().unwrap();
    let mut writer = Writer::new();
    writer.str("4111");
    let shown = format!("{reader:?} {object:?} {writer:?}");
    assert!(!shown.contains("4111") && !shown.contains("49, 49"), "{shown}");
    let map = Map::from([("token", "4111")]);
    assert_eq!(format!("{map:?}"), "{\"token\": …}");
    let id: AccountId = "acc_0123456789012345678901".parse().unwrap();
    assert_eq!(format!("{id:?} {id}"), "AccountId(\"acc_0123456789012345678901\") acc_0123456789012345678901");
}

#[test]
fn newtypes_are_built_in_every_way() {
    let text = "acc_0123456789012345678901";
    let id: AccountId = text.parse().unwrap();
    assert_eq!(AccountId::try_from(text), Ok(id.clone()));
    assert_eq!(AccountId::try_from(text.to_owned()), Ok(id.clone()));
    assert!(id == *text && id == text && id.as_ref() == text && id.as_str() == text);
    assert!(AccountId::try_from("").is_err());
    assert!("acc_0123456789012345678901x".parse::<AccountId>().is_err());
    let kept: AccountId = json::from_str("\"whatever\"").unwrap();
    assert_eq!(json::to_string(&kept).unwrap(), "\"whatever\"");
}

/// Types of one rule, whose error needs no second look at the text, and of several, whose error does.
#[test]
fn errors_name_the_first_broken_rule() {
    static DIGITS: Pattern =
        Pattern { source: "^[0-9]*$", matches: |text| text.bytes().all(|byte| byte.is_ascii_digit()) };
    const WORDS: &[&str] = &["one", "two"];

    struct Of<const CASE: usize>;
    const CASES: [Rules; 7] = [
        Rules::new().min_length(3),
        Rules::new().max_length(2),
        Rules::new().pattern(&DIGITS),
        Rules::new().format(Format::Uuid),
        Rules::new().one_of(WORDS),
        Rules::new().max_length(2).pattern(&DIGITS),
        Rules::new().pattern(&DIGITS).pattern(&DIGITS).one_of(WORDS),
    ];
    impl<const CASE: usize> StringType for Of<CASE> {
        const NAME: &'static str = "Of";
        const RULES: Rules = CASES[CASE];
        fn from_text(_: &str) -> Self {
            Self
        }
    }
    impl<const CASE: usize> AsRef<str> for Of<CASE> {
        fn as_ref(&self) -> &str {
            ""
        }
    }
    fn broken<const CASE: usize>(value: &str) -> Option<Rule> {
        text::parse::<Of<CASE>>(value).err().map(|error| error.rule())
    }

    let digits = Some(Rule::Pattern("^[0-9]*$"));
    assert_eq!([broken::<0>("ab"), broken::<0>("abc")], [Some(Rule::MinLength(3)), None]);
    assert_eq!([broken::<1>("abc"), broken::<1>("ab")], [Some(Rule::MaxLength(2)), None]);
    assert_eq!([broken::<2>("1x"), broken::<2>("12")], [digits, None]);
    assert_eq!([broken::<3>("1x")], [Some(Rule::Format("uuid"))]);
    assert_eq!([broken::<4>("six"), broken::<4>("two")], [Some(Rule::OneOf(WORDS)), None]);
    assert_eq!([broken::<5>("xyz"), broken::<5>("xy"), broken::<5>("12")], [Some(Rule::MaxLength(2)), digits, None]);
    assert_eq!([broken::<6>("x"), broken::<6>("1")], [digits, Some(Rule::OneOf(WORDS))]);
}

/// An open enum is what its text is: equal, ordered and hashed by that, whatever the order of the document.
#[test]
fn open_enums_compare_by_their_texts() {
    use std::collections::{BTreeSet, HashSet};
    let texts = ["USD", "EUR", "COP", "EUR"];
    let values = || texts.iter().map(|text| Currency::from_text(text));
    assert!(Currency::from_text("USD") == Currency::Usd && Currency::Usd != Currency::Cop);
    assert!(Currency::Cop < Currency::from_text("EUR") && Currency::from_text("EUR") < Currency::Usd);
    let ordered: Vec<_> = values().collect::<BTreeSet<_>>().into_iter().collect();
    assert_eq!(ordered, [Currency::Cop, Currency::from_text("EUR"), Currency::Usd]);
    assert_eq!(values().collect::<HashSet<_>>().len(), 3);
}
