//! What users do with the client of the document beside this file, and what they get.

use emitted_client::runtime::operation::Operation;
use emitted_client::runtime::rules::Rule;
use emitted_client::runtime::{RequestEncoder, Undeclared, checker, json};
use emitted_client::runtime::server::Server;
use emitted_client::{ApiV1Server, Environment, ProductionServer, ProductionServerRegion, TenantExampleOrgServer};
use emitted_client::{Value, models, operations};

fn broken<T: emitted_client::runtime::Validate>(value: &T) -> Vec<(String, Rule)> {
    match checker::validate(value) {
        Ok(()) => Vec::new(),
        Err(invalid) => invalid.violations().iter().map(|found| (found.pointer().to_owned(), found.rule())).collect(),
    }
}

fn at(pointer: &str, rule: Rule) -> Vec<(String, Rule)> {
    vec![(pointer.to_owned(), rule)]
}

fn method(text: &str) -> models::Method {
    json::from_str(text).unwrap()
}

fn constants_are_no_arguments() {
    let payment = models::Payment::new(20.into());
    assert_eq!(json::to_string(&payment).unwrap(), r#"{"version":"v1","live":true,"method":20}"#);
    let receipt = models::Receipt::builder().id("r").build().unwrap();
    assert_eq!(json::to_string(&receipt).unwrap(), r#"{"kind":"receipt","id":"r"}"#);
}

fn unions_are_told_apart_and_checked() {
    let card = method(r#"{"number":"1234","kind":"card"}"#);
    assert!(matches!(&card, models::Method::Card(card) if card.number.as_str() == "1234"));
    assert_eq!(broken(&card), []);
    let split = method(r#"{"kind":"split","parts":[{"kind":"card","number":"1"},"cash",12],"rest":9}"#);
    let models::Method::Split(inner) = &split else { panic!("{split:?}") };
    assert_eq!(models::Method::from((**inner).clone()), split, "made from the value without the box");
    assert!(matches!(inner.parts[2], models::Method::Integer(12)));
    let rules: Vec<_> = broken(&split).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(rules, ["/parts/0/number", "/rest"]);
    for unknown in [r#"{"kind":"coupon","code":"x"}"#, "[1]", "true", r#""bitcoin""#] {
        let value = method(unknown);
        assert!(matches!(value, models::Method::Unknown(_)), "{value:?}");
        assert_eq!(json::to_string(&value).unwrap(), unknown);
        assert_eq!(broken(&value), at("", Rule::NoAlternative));
    }
    let error =
        json::from_str::<models::Method>(r#"{"kind":"split","parts":[{"kind":"card","number":5}]}"#).unwrap_err();
    assert_eq!(error.pointer(), "/parts/0/number");
}

fn animal(text: &str) -> models::Animal {
    let animal = json::from_str(text).unwrap();
    assert_eq!(json::to_string(&animal).unwrap(), text, "the tag stays as it came");
    animal
}

fn names_of_schemas_are_tags() {
    for tag in ["cat", "Cat"] {
        let cat = animal(&format!(r#"{{"kind":"{tag}","lives":9}}"#));
        assert!(matches!(&cat, models::Animal::Cat(cat) if cat.lives == 9), "{cat:?}");
        assert_eq!(broken(&cat), []);
    }
    let dog = animal(r#"{"kind":"Dog"}"#);
    assert!(matches!(&dog, models::Animal::Dog(_)), "{dog:?}");
    let base = animal(r#"{"kind":"Animal","name":"Rex"}"#);
    assert!(matches!(&base, models::Animal::Animal(base) if base.name.as_deref() == Some("Rex")), "{base:?}");
    assert_eq!(broken(&base), []);
    let other = animal(r#"{"kind":"dog"}"#);
    assert_eq!(broken(&other), at("", Rule::NoAlternative));
    for (text, bike) in [("Car", false), ("bike", true), ("Bike", true)] {
        let vehicle: models::Vehicle = json::from_str(&format!(r#"{{"model":"{text}","wheels":2}}"#)).unwrap();
        assert_eq!(matches!(vehicle, models::Vehicle::Bike(_)), bike, "{vehicle:?}");
        assert!(!matches!(vehicle, models::Vehicle::Unknown(_)), "{vehicle:?}");
        assert_eq!(broken(&vehicle), []);
    }
}

fn opaque_values_have_readers() {
    let note: models::Note = json::from_str(r#"{"text":"four"}"#).unwrap();
    assert_eq!(note.as_short().unwrap().text.as_deref(), Some("four"));
    assert_eq!(note.as_long().unwrap().text.as_deref(), Some("four"));
    assert_eq!(broken(&note), at("", Rule::NoAlternative), "too long for one, too short for the other");
    let note = models::Note::try_from(models::Long::new().text("longer").lines(1.5)).unwrap();
    assert_eq!(broken(&note), []);
    assert!(models::Note::try_from(models::Long::new().lines(f64::NAN)).is_err());
    let odd: models::Note = json::from_str("[null]").unwrap();
    assert!(odd.as_short().is_err());
    assert_eq!(json::to_string(&odd).unwrap(), "[null]");
}

fn closed_objects_keep_what_must_not_be_there_apart() {
    let text = r#"{"method":20,"version":"v1","live":true,"new":"secret"}"#;
    let payment: models::Payment = json::from_str(text).unwrap();
    assert_eq!(payment.undeclared.names().collect::<Vec<_>>(), ["new"]);
    assert_eq!(payment.undeclared.get("new").and_then(Value::as_str), Some("secret"));
    assert!(!format!("{payment:?}").contains("secret"));
    assert!(!json::to_string(&payment).unwrap().contains("secret"));
    assert_eq!(broken(&payment), at("/new", Rule::Undeclared));
    assert_eq!(models::Payment::new(20.into()).undeclared, Undeclared::default());
}

fn schemas_are_checked_when_nothing_else_is_wrong() {
    let payment = || models::Payment::new(20.into());
    assert_eq!(broken(&payment().tags(vec!["a".to_owned()])), at("/tags", Rule::MinContains(1)));
    assert_eq!(broken(&payment().tags(vec!["a".to_owned(), "main".to_owned()])), []);
    assert_eq!(broken(&payment().until("x")), at("", Rule::DependentRequired("until", "from")));
    assert_eq!(broken(&payment().until("x").from("y")), []);
    assert_eq!(broken(&models::Payment::new(9.into()).until("x")).len(), 1, "the rule of the member only");
    let mut payment = payment();
    payment.live = false;
    assert_eq!(broken(&payment), at("/live", Rule::Value(&["true"])));
}

fn sensitive_variants_are_not_shown() {
    for text in [r#""1234""#, "true"] {
        let pin: models::Pin = json::from_str(text).unwrap();
        assert!(format!("{pin:?}").contains("redacted"), "{pin:?}");
    }
    let pin: models::Pin = json::from_str("[7]").unwrap();
    assert!(format!("{pin:?}").contains('7'));
}

fn requests_are_checked_before_they_are_sent() {
    let encoded = |operation: &operations::Pay| {
        let mut request = RequestEncoder::new(&operations::Pay::META);
        operation.encode(&mut request);
        match request.into_violations() {
            Ok(()) => Vec::new(),
            Err(invalid) => {
                invalid.violations().iter().map(|found| (found.pointer().to_owned(), found.rule())).collect()
            }
        }
    };
    let mut operation = operations::Pay::new(models::Payment::new(20.into()));
    assert_eq!(encoded(&operation), []);
    operation.window = Some(vec![2, 3]);
    assert_eq!(encoded(&operation), at("/query/window", Rule::MinContains(1)));
    operation.window = Some(vec![1]);
    assert_eq!(encoded(&operation), []);
    operation.body.until = Some("x".to_owned());
    assert_eq!(encoded(&operation), at("/body", Rule::DependentRequired("until", "from")));
    let mut request = RequestEncoder::new(&operations::Pay::META);
    request.skip_validation();
    operation.encode(&mut request);
    assert!(request.into_violations().is_ok());
}

fn many_required_things_are_named_where_they_are_missing() {
    let builder = || operations::Transfer::builder().bank("b").branch("..").account("a").amount(5).to_bank("x y");
    let missing = builder().build().unwrap_err();
    assert_eq!(missing.names(), ["to[account]", "X-Reason"]);
    assert_eq!(missing.to_string(), "the required members `to[account]`, `X-Reason` are not set");
    let transfer = builder().to_account("z").x_reason("rent").branch("7").build().unwrap();
    let mut request = RequestEncoder::new(&operations::Transfer::META);
    transfer.encode(&mut request);
    let request = request.finish().unwrap();
    assert_eq!(request.path(), "/transfers/b/7/a");
    assert_eq!(request.query_text(false).unwrap(), "amount=5&to%5Bbank%5D=x%20y&to%5Baccount%5D=z");
    assert_eq!(request.headers()["x-reason"], "rent");
}

fn servers_take_values_for_their_variables() {
    let url = |server: Server| server.base_url().map(|base| base.to_string()).map_err(|error| error.to_string());
    assert_eq!(Environment::ALL.len(), 1, "the others need a value");
    assert_eq!(url(Environment::Production.into()).unwrap(), "https://eu.example.com/v1");
    assert_eq!(url(ProductionServer::new().into()).unwrap(), "https://eu.example.com/v1");
    let chosen = ProductionServer::default().region(ProductionServerRegion::Us1).version("v2");
    assert_eq!(url(chosen.into()).unwrap(), "https://us-1.example.com/v2");
    assert!(url(ProductionServer::new().version("../x").into()).unwrap_err().contains("`version`"));
    assert_eq!(url(TenantExampleOrgServer::new("acme").into()).unwrap(), "https://acme.example.org");
    for hostile in ["evil.example/", "user@evil.example", "evil.example#", "a:1"] {
        assert!(url(TenantExampleOrgServer::new(hostile).into()).unwrap_err().contains("`tenant`"), "{hostile}");
    }
    assert_eq!(url(ApiV1Server::new("https://a.example/docs").into()).unwrap(), "https://a.example/api/v1");
    assert!(url(ApiV1Server::new("/docs").into()).is_err());
}

fn main() {
    many_required_things_are_named_where_they_are_missing();
    servers_take_values_for_their_variables();
    constants_are_no_arguments();
    unions_are_told_apart_and_checked();
    names_of_schemas_are_tags();
    opaque_values_have_readers();
    closed_objects_keep_what_must_not_be_there_apart();
    schemas_are_checked_when_nothing_else_is_wrong();
    sensitive_variants_are_not_shown();
    requests_are_checked_before_they_are_sent();
}
