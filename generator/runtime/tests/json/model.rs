//! Models written by hand exactly as the generator emits them.

use crate::runtime;
use runtime::rules::{Bound, Rules};

fn is_account(text: &str) -> bool {
    text.strip_prefix("acc_").is_some_and(|rest| {
        rest.len() == 22 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    })
}

static ACCOUNT: runtime::pattern::Pattern =
    runtime::pattern::Pattern { source: "^acc_[\\w-]{22}$", matches: is_account };

/// An ID with a bounded pattern.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AccountId(runtime::text::ShortText);

impl AccountId {
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl runtime::text::StringType for AccountId {
    const NAME: &'static str = "AccountId";
    const RULES: Rules = Rules::new().pattern(&ACCOUNT).min_length(5);

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

runtime::string_type!(AccountId);

/// A text that must not be shown.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CardNumber(runtime::text::Text);

impl CardNumber {
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl runtime::text::StringType for CardNumber {
    const NAME: &'static str = "CardNumber";
    const RULES: Rules = Rules::new().min_length(12).max_length(19);
    const SENSITIVE: bool = true;

    fn from_text(text: &str) -> Self {
        Self(text.into())
    }
}

runtime::string_type!(CardNumber);

/// An open enum.
#[derive(Clone)]
#[non_exhaustive]
pub(crate) enum Currency {
    Cop,
    Usd,
    Unknown(runtime::text::Text),
}

impl Currency {
    pub(crate) const ALL: &'static [Self] = &[Self::Cop, Self::Usd];
}

impl Currency {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Cop => "COP",
            Self::Usd => "USD",
            Self::Unknown(text) => text.as_str(),
        }
    }
}

impl runtime::text::StringType for Currency {
    const NAME: &'static str = "Currency";
    const RULES: Rules = Rules::new().one_of(&["COP", "USD"]);

    fn from_text(text: &str) -> Self {
        match text {
            "COP" => Self::Cop,
            "USD" => Self::Usd,
            _ => Self::Unknown(text.into()),
        }
    }
}

runtime::string_type!(Currency, equality of its text);

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct Amount {
    pub(crate) amount: runtime::number::Number,
    pub(crate) currency: Currency,
}

const AMOUNT_MEMBERS: &[&str] = &["amount", "currency"];
const AMOUNT_AMOUNT: Rules = Rules::new().minimum(Bound::integer(0)).multiple_of(Bound::decimal("0.01"));

impl Amount {
    pub(crate) fn new(amount: runtime::number::Number, currency: Currency) -> Self {
        Self { amount, currency }
    }
}

impl runtime::json::Json for Amount {
    fn read(reader: &mut runtime::reader::Reader<'_>) -> Result<Self, runtime::reader::DecodeError> {
        let mut amount: Option<runtime::number::Number> = None;
        let mut currency: Option<Currency> = None;
        let mut others = runtime::undeclared::Undeclared::default();
        let read = reader.object(AMOUNT_MEMBERS, &[0, 1], &mut [&mut amount, &mut currency], &mut others);
        let (Ok(()), Some(amount), Some(currency)) = (read, amount, currency) else {
            return Err(reader.failure());
        };
        Ok(Self { amount, currency })
    }

    fn write(&self, writer: &mut runtime::writer::Writer) {
        writer.begin_object();
        writer.required("amount", &self.amount);
        writer.required("currency", &self.currency);
        writer.end_object();
    }
}

impl runtime::rules::Validate for Amount {
    fn check(&self, _: &Rules, checker: &mut runtime::rules::Checker) {
        checker.member("amount", &self.amount, &AMOUNT_AMOUNT);
        checker.member("currency", &self.currency, &Rules::NONE);
    }
}

runtime::serde_bridge!(Amount);

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct NewCard {
    pub(crate) account_id: AccountId,
    pub(crate) limit: Option<Box<Amount>>,
    pub(crate) nickname: runtime::nullable::Patch<String>,
    pub(crate) parent: runtime::nullable::Nullable<AccountId>,
    pub(crate) children: Option<Vec<NewCard>>,
    pub(crate) pin_retries: Option<i32>,
    pub(crate) additional_properties: runtime::value::Map<runtime::value::Value>,
}

const MEMBERS: &[&str] = &["account_id", "limit", "nickname", "parent", "children", "pin_retries"];
const NICKNAME: Rules = Rules::new().min_length(5);
const CHILDREN: Rules = Rules::new().max_items(2).unique_items();
const PIN_RETRIES: Rules = Rules::new().minimum(Bound::integer(0)).exclusive_maximum(Bound::integer(10));

impl NewCard {
    pub(crate) fn new(account_id: AccountId, parent: runtime::nullable::Nullable<AccountId>) -> Self {
        Self {
            account_id,
            limit: None,
            nickname: runtime::nullable::Patch::Absent,
            parent,
            children: None,
            pin_retries: None,
            additional_properties: runtime::value::Map::new(),
        }
    }

    pub(crate) fn validate(&self) -> Result<(), runtime::rules::Invalid> {
        runtime::rules::validate(self)
    }
}

impl runtime::json::Json for NewCard {
    fn read(reader: &mut runtime::reader::Reader<'_>) -> Result<Self, runtime::reader::DecodeError> {
        let mut account_id: Option<AccountId> = None;
        let mut limit: Option<Box<Amount>> = None;
        let mut nickname: runtime::nullable::Patch<String> = runtime::nullable::Patch::Absent;
        let mut parent: Option<runtime::nullable::Nullable<AccountId>> = None;
        let mut children: Option<Vec<Self>> = None;
        let mut pin_retries: Option<i32> = None;
        let mut additional_properties = runtime::value::Map::new();
        let read = reader.object(
            MEMBERS,
            &[0, 3],
            &mut [&mut account_id, &mut limit, &mut nickname, &mut parent, &mut children, &mut pin_retries],
            &mut additional_properties,
        );
        let (Ok(()), Some(account_id), Some(parent)) = (read, account_id, parent) else {
            return Err(reader.failure());
        };
        Ok(Self { account_id, limit, nickname, parent, children, pin_retries, additional_properties })
    }

    fn write(&self, writer: &mut runtime::writer::Writer) {
        writer.begin_object();
        writer.required("account_id", &self.account_id);
        writer.optional("limit", &self.limit);
        writer.patch("nickname", &self.nickname);
        writer.required("parent", &self.parent);
        writer.optional("children", &self.children);
        writer.optional("pin_retries", &self.pin_retries);
        writer.additional(&self.additional_properties);
        writer.end_object();
    }
}

impl runtime::rules::Validate for NewCard {
    fn check(&self, rules: &Rules, checker: &mut runtime::rules::Checker) {
        checker.object(rules, 2 + usize::from(self.limit.is_some()) + self.additional_properties.len());
        checker.member("account_id", &self.account_id, &Rules::NONE);
        checker.member("limit", &self.limit, &Rules::NONE);
        checker.member("nickname", &self.nickname, &NICKNAME);
        checker.member("parent", &self.parent, &Rules::NONE);
        checker.member("children", &self.children, &CHILDREN);
        checker.member("pin_retries", &self.pin_retries, &PIN_RETRIES);
    }
}

runtime::serde_bridge!(NewCard);

/// A model with a sensitive member, whose `Debug` is emitted by hand.
#[derive(Clone, PartialEq)]
pub(crate) struct Details {
    pub(crate) number: String,
    pub(crate) last_four: String,
}

impl std::fmt::Debug for Details {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Details")
            .field("number", &runtime::redact::Redacted)
            .field("last_four", &self.last_four)
            .finish()
    }
}
