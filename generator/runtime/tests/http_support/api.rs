//! Models and operations as the generator emits them, written by hand.

use client_runtime as runtime;
use runtime::operation::{Failure, NoFailure, Operation, OperationMeta};
use runtime::parameter::{Parameter, Style};
use runtime::reader::DecodeError;
use runtime::rules::{Bound, Rules};
use runtime::value::Value;

pub const BEARER: runtime::security::Requirements = &[&["bearer"]];
pub const TOKEN: &str = "tok_SECRET_bearer_1f2e3d";

/// A client of a server on loopback, with a token.
pub fn client(url: &str) -> runtime::client::Client {
    builder(url).build().unwrap()
}

/// Without retries, so that each fault is seen by itself.
pub fn builder(url: &str) -> runtime::client::ClientBuilder {
    runtime::client::Client::builder(url)
        .credential("bearer", runtime::security::Credential::Bearer(TOKEN.into()))
        .retry(runtime::RetryPolicy::never())
}

macro_rules! model {
    (
        $name:ident {
            required { $($index:literal $required:ident: $type:ty = $rules:expr,)* }
            optional { $($optional:ident: $optional_type:ty = $optional_rules:expr,)* }
        }
    ) => {
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $(pub $required: $type,)*
            $(pub $optional: Option<$optional_type>,)*
            pub additional_properties: runtime::value::Map<Value>,
        }
        const _: () = {
            const MEMBERS: &[&str] = &[$(stringify!($required),)* $(stringify!($optional)),*];
            impl runtime::json::Json for $name {
                fn read(reader: &mut runtime::reader::Reader<'_>) -> Result<Self, runtime::reader::DecodeError> {
                    $(let mut $required: Option<$type> = None;)*
                    $(let mut $optional: Option<$optional_type> = None;)*
                    let mut additional_properties = runtime::value::Map::new();
                    let read = reader.object(
                        MEMBERS,
                        &[$($index),*],
                        &mut [$(&mut $required,)* $(&mut $optional),*],
                        &mut additional_properties,
                    );
                    let (Ok(()), $(Some($required),)*) = (read, $($required,)*) else {
                        return Err(reader.failure());
                    };
                    Ok(Self { $($required,)* $($optional,)* additional_properties })
                }
                fn write(&self, writer: &mut runtime::writer::Writer) {
                    writer.begin_object();
                    $(writer.required(stringify!($required), &self.$required);)*
                    $(writer.optional(stringify!($optional), &self.$optional);)*
                    writer.additional(&self.additional_properties);
                    writer.end_object();
                }
            }
            impl runtime::rules::Validate for $name {
                fn check(&self, _: &Rules, checker: &mut runtime::rules::Checker) {
                    $(checker.member(stringify!($required), &self.$required, &const { $rules });)*
                    $(checker.member(stringify!($optional), &self.$optional, &const { $optional_rules });)*
                }
            }
        };
    };
}

model!(NewCard {
    required {
        0 account_id: String = Rules::new().min_length(5),
        1 amount: i64 = Rules::new().minimum(Bound::integer(1)),
    }
    optional {
        document_number: String = Rules::NONE,
    }
});
model!(Card {
    required {
        0 id: String = Rules::new().min_length(3),
    }
    optional {
        amount: i64 = Rules::NONE,
    }
});
model!(Problem {
    required {
        0 message: String = Rules::NONE,
    }
    optional {
        id: String = Rules::NONE,
    }
});

pub fn new_card() -> NewCard {
    NewCard {
        account_id: "acc_1".into(),
        amount: 1250,
        document_number: Some("SECRET_document_99".into()),
        additional_properties: runtime::value::Map::new(),
    }
}

/// `POST /v1/ledger/{ledger}/cards`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateCard {
    pub ledger: String,
    pub page_size: Option<i64>,
    pub tags: Option<Vec<String>>,
    pub performed_at: Option<runtime::value::Map<String>>,
    pub trace: Option<String>,
    pub pin: Option<String>,
    pub session: Option<String>,
    pub body: NewCard,
}

const LEDGER: Parameter = Parameter::path("ledger");
const PAGE_SIZE: Parameter =
    Parameter::query("page_size").rules(Rules::new().minimum(Bound::integer(10)).maximum(Bound::integer(500)));
const TAGS: Parameter = Parameter::query("tags").explode(false);
const PERFORMED_AT: Parameter = Parameter::query("performed_at").style(Style::DeepObject).explode(true);
const TRACE: Parameter = Parameter::header("X-Trace");
const PIN: Parameter = Parameter::query("pin").sensitive();
const SESSION: Parameter = Parameter::cookie("session");

impl CreateCard {
    pub fn new(body: NewCard) -> Self {
        Self {
            ledger: "main".into(),
            page_size: None,
            tags: None,
            performed_at: None,
            trace: None,
            pin: None,
            session: None,
            body,
        }
    }
}

impl Operation for CreateCard {
    type Success = Card;
    type Failure = CreateCardError;
    const META: OperationMeta = OperationMeta::new("create_card", "POST", "/v1/ledger/{ledger}/cards")
        .security(BEARER)
        .success(&[200, 201])
        .idempotency_key("x-idempotency-key")
        .replay(&[200])
        .request_id_body("/id");

    fn encode(&self, request: &mut runtime::request::RequestEncoder) {
        request.parameter(&LEDGER, &self.ledger);
        request.parameter(&PAGE_SIZE, &self.page_size);
        request.parameter(&TAGS, &self.tags);
        request.parameter(&PERFORMED_AT, &self.performed_at);
        request.parameter(&TRACE, &self.trace);
        request.parameter(&PIN, &self.pin);
        request.parameter(&SESSION, &self.session);
        request.json_body("application/json", &self.body);
    }

    fn decode(response: &runtime::response::RawResponse) -> Option<Result<Card, runtime::reader::DecodeError>> {
        Some(response.json())
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateCardError {
    BadRequest(Problem),
    Unauthorized(Problem),
    Conflict(Problem),
    Server(Problem),
}

impl Failure for CreateCardError {
    fn decode(response: &runtime::response::RawResponse) -> Option<Result<Self, runtime::reader::DecodeError>> {
        Some(match response.status().as_u16() {
            400 => response.json().map(Self::BadRequest),
            401 => response.json().map(Self::Unauthorized),
            409 => response.json().map(Self::Conflict),
            500 => response.json().map(Self::Server),
            _ => return None,
        })
    }
}

/// `GET /v1/cards/{card}/close`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GetCard {
    pub card: String,
}

impl GetCard {
    pub fn new(card: &str) -> Self {
        Self { card: card.into() }
    }
}

impl Operation for GetCard {
    type Success = ();
    type Failure = NoFailure;
    const META: OperationMeta = OperationMeta::new("get_card", "GET", "/v1/cards/{card}/close").success(&[204]);

    fn encode(&self, request: &mut runtime::request::RequestEncoder) {
        const CARD: Parameter = Parameter::path("card");
        request.parameter(&CARD, &self.card);
    }

    fn decode(response: &runtime::response::RawResponse) -> Option<Result<Self::Success, DecodeError>> {
        Some(response.empty())
    }
}

/// `POST /v1/notes`: no idempotency key.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AddNote {
    pub body: NewCard,
}

impl AddNote {
    pub fn new() -> Self {
        Self { body: new_card() }
    }
}

impl Operation for AddNote {
    type Success = ();
    type Failure = NoFailure;
    const META: OperationMeta =
        OperationMeta::new("add_note", "POST", "/v1/notes").success(&[204]).security(BEARER).request_id_header("x-log");

    fn encode(&self, request: &mut runtime::request::RequestEncoder) {
        request.json_body("application/json", &self.body);
    }

    fn decode(response: &runtime::response::RawResponse) -> Option<Result<Self::Success, DecodeError>> {
        Some(response.empty())
    }
}
