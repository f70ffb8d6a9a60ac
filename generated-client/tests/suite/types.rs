//! Facts that hold because this file compiles.

use mono_client::models::{
    AccountBalanceOperationId, AccountId, ActivationLinkId, Card, CardBalanceOperationId, CardId, CardholderId,
    ConfigurationGroupId, Money, RequestLogId, SpendingControlId,
};
use mono_client::operations::{
    ApplyCardBalanceOperation, ApplyCardBalanceOperationError, CreateActivationLink, CreateActivationLinkError,
    CreateCard, CreateCardError, ListCardBalanceOperations, ListCardBalanceOperationsError, UpdateLedgerAccountBalance,
    UpdateLedgerAccountBalanceError,
};
use mono_client::runtime::client::Async;
use mono_client::{Call, Client, ClientBuilder, Environment, Error, IdempotencyKey, Outcome, Response};

use crate::support::calls;

/// Asserts that none of these types is that one, or turns into it by `into()`. If one did, there would be two
/// implementations of `Choice` for it, and the compiler could not choose.
macro_rules! assert_apart {
    ($kind:ident: $($other:ident)*) => {
        const _: fn() = || {
            trait Choice<Marker> {
                fn choose() {}
            }
            struct Convertible;
            impl<T> Choice<()> for T {}
            impl<T: Into<$kind>> Choice<Convertible> for T {}
            $(let _ = <$other as Choice<_>>::choose;)*
        };
    };
}

assert_apart!(CardId: AccountId CardholderId ConfigurationGroupId SpendingControlId ActivationLinkId CardBalanceOperationId AccountBalanceOperationId RequestLogId);
assert_apart!(AccountId: CardId CardholderId ConfigurationGroupId SpendingControlId ActivationLinkId CardBalanceOperationId AccountBalanceOperationId RequestLogId);
assert_apart!(CardholderId: CardId AccountId ConfigurationGroupId SpendingControlId ActivationLinkId CardBalanceOperationId AccountBalanceOperationId RequestLogId);
assert_apart!(ConfigurationGroupId: CardId AccountId CardholderId SpendingControlId ActivationLinkId CardBalanceOperationId AccountBalanceOperationId RequestLogId);
assert_apart!(SpendingControlId: CardId AccountId CardholderId ConfigurationGroupId ActivationLinkId CardBalanceOperationId AccountBalanceOperationId RequestLogId);
assert_apart!(ActivationLinkId: CardId AccountId CardholderId ConfigurationGroupId SpendingControlId CardBalanceOperationId AccountBalanceOperationId RequestLogId);
assert_apart!(CardBalanceOperationId: CardId AccountId CardholderId ConfigurationGroupId SpendingControlId ActivationLinkId AccountBalanceOperationId RequestLogId);
assert_apart!(AccountBalanceOperationId: CardId AccountId CardholderId ConfigurationGroupId SpendingControlId ActivationLinkId CardBalanceOperationId RequestLogId);
assert_apart!(RequestLogId: CardId AccountId CardholderId ConfigurationGroupId SpendingControlId ActivationLinkId CardBalanceOperationId AccountBalanceOperationId);

fn shared<T: Send + Sync + 'static>() {}
fn error<T: std::error::Error + Send + Sync + 'static>() {}
fn sendable<T: Send>(_: T) {}

#[test]
fn clients_calls_and_values_can_be_shared_between_threads() {
    shared::<Client>();
    shared::<ClientBuilder>();
    shared::<Environment>();
    shared::<IdempotencyKey>();
    shared::<Outcome>();
    shared::<Response<Card>>();
    shared::<Response<()>>();
    shared::<Call<'static, Async, ApplyCardBalanceOperation>>();
    shared::<Call<'static, Async, ListCardBalanceOperations>>();
    shared::<Call<'static, Async, UpdateLedgerAccountBalance>>();
    shared::<Call<'static, Async, CreateCard>>();
    shared::<Call<'static, Async, CreateActivationLink>>();
}

#[test]
fn errors_can_be_boxed() {
    error::<Error<ApplyCardBalanceOperationError>>();
    error::<Error<ListCardBalanceOperationsError>>();
    error::<Error<UpdateLedgerAccountBalanceError>>();
    error::<Error<CreateCardError>>();
    error::<Error<CreateActivationLinkError>>();
    error::<mono_client::runtime::client::BuildError>();
    error::<mono_client::runtime::checker::Invalid>();
    error::<mono_client::runtime::reader::DecodeError>();
    error::<mono_client::runtime::text::InvalidText>();
    error::<mono_client::runtime::missing::MissingMember>();
    error::<mono_client::runtime::idempotency::InvalidKey>();
}

/// So that a call can be spawned onto any executor.
#[test]
fn the_futures_can_be_sent_to_another_thread() {
    let client = calls::idle_client();
    sendable(client.call(calls::top_up()).send());
    sendable(client.call(calls::listing()).send());
    sendable(client.call(calls::ledger()).send());
    sendable(client.call(calls::new_card()).send());
    sendable(client.call(calls::new_link()).send());
    sendable(client.call(calls::new_card()).send_raw());
    sendable(client.raw("GET", "/v1/ledger/tenant/config").send());
}

/// Text becomes an ID through a check only.
#[test]
fn an_id_is_made_of_text_by_checking_it() {
    fn checked<T: std::str::FromStr + for<'t> TryFrom<&'t str> + TryFrom<String> + AsRef<str> + std::fmt::Display>() {}
    fn ordered<T: Ord + std::hash::Hash + Clone>() {}
    checked::<CardId>();
    checked::<AccountId>();
    checked::<CardholderId>();
    checked::<ConfigurationGroupId>();
    checked::<SpendingControlId>();
    checked::<ActivationLinkId>();
    checked::<CardBalanceOperationId>();
    checked::<AccountBalanceOperationId>();
    checked::<RequestLogId>();
    ordered::<CardId>();
    ordered::<AccountId>();
    let text = "car_5tgliBmzjZ6mpQPRbQjfKj";
    assert_eq!(calls::card_id().to_string(), text);
    assert_eq!(calls::card_id(), text);
    assert_eq!(CardId::try_from(text.to_owned()).expect("a card ID"), calls::card_id());
}

/// No heap, no more than half a cache line.
#[test]
fn an_id_is_small() {
    assert!(size_of::<CardId>() <= 32, "{}", size_of::<CardId>());
    assert_eq!(size_of::<CardId>(), size_of::<AccountId>());
}

/// Minor units, never a float.
#[test]
fn money_is_counted_in_integers() {
    let _: fn(i64, mono_client::models::Currency) -> Money = Money::new;
}
