//! The bodies of the reference pages, word for word, and fuller requests put together from them.

/// The card ID of the pages.
pub const CARD_ID: &str = "car_5tgliBmzjZ6mpQPRbQjfKj";
/// The ID of a ledger account of the pages.
pub const ACCOUNT_ID: &str = "lacc_5tgliBmzjZ6mpQPRbQjfKj";
/// The idempotency key of the pages.
pub const KEY: &str = "f30f1d0b-795f-49f5-80dc-41a7bffccfde";
/// The name that the server gives the request in all errors of the pages.
pub const REQUEST_ID: &str = "log_7MkWaFqvfosB8fzHhb1Eql";

/// The body of the top-up's `curl` line.
pub const NEW_CARD_OPERATION: &str = r#"{
  "amount": {
    "amount": 100000000,
    "currency": "COP"
  },
  "operation": "topup"
}"#;

/// The page of operations that the listing answers.
pub const CARD_OPERATIONS: &str = r#"{
  "balance_operations": [
    {
      "amount": {
        "amount": 100000000,
        "currency": "COP"
      },
      "card_id": "car_5tgliBmzjZ6mpQPRbQjfKj",
      "description": "Topup for suscripcion",
      "entity_id": "Entity ID used for idempotency requests",
      "id": "cbo_5tgliBmzjZ6mpQPRbQjfKj",
      "operation": "topup",
      "performed_at": "2022-01-01T01:00:00Z"
    }
  ],
  "card_id": "car_5tgliBmzjZ6mpQPRbQjfKj",
  "pagination": {
    "page_number": 1,
    "page_size": 10,
    "total_items": 100,
    "total_pages": 10
  }
}"#;

/// The body of the ledger balance operation's `curl` line.
pub const NEW_ACCOUNT_OPERATION: &str = r#"{
  "amount": {
    "amount": 100000000,
    "currency": "COP"
  },
  "external_id": "37979c4d-9a6b-40de-b258-42e62f7ee4f1",
  "operation": "topup"
}"#;

/// What the ledger balance operation answers.
pub const ACCOUNT_OPERATION: &str = r#"{
  "amount": {
    "amount": 100000000,
    "currency": "COP"
  },
  "description": "Topup #23",
  "external_id": "37979c4d-9a6b-40de-b258-42e62f7ee4f1",
  "id": "accop_5tgliBmzjZ6mpQPRbQjfKj",
  "metadata": {
    "id": 3,
    "reference": 123
  },
  "operation": "topup",
  "reference": "231"
}"#;

/// The body of the card creation's `curl` line.
pub const NEW_CARD: &str = r#"{
  "account_id": "lacc_5tgliBmzjZ6mpQPRbQjfKj",
  "configuration_group_id": "ccg_5tgliBmzjZ6mpQPRbQjfKj"
}"#;

/// What the card creation answers, with both of its successes.
pub const CARD: &str = r#"{
  "account_id": "lacc_5tgliBmzjZ6mpQPRbQjfKj",
  "cardholder": {
    "address": {
      "city": "Chapinero",
      "country": "CO",
      "extra": "Location near the southeast corner in front of the ABC mall. deliver to the security guard pedro pruebas",
      "line_1": "Calle 97 # 15-24",
      "line_2": "Apto. 208",
      "state": "Bogota D.C",
      "zip_code": "110221"
    },
    "birthdate": "1941-09-09",
    "document": {
      "country_code": "CO",
      "number": "1023711432",
      "person_type": "natural",
      "type": "CC"
    },
    "email": "someone@gmail.com",
    "first_name": "Dennis",
    "id": "carh_5tgliBmzjZ6mpQPRbQjfKj",
    "last_name": "Alistair",
    "middle_name": "Mac",
    "nationality": "CO",
    "phone_number": "+573000000000",
    "second_last_name": "Ritchie"
  },
  "cardholder_id": "carh_5tgliBmzjZ6mpQPRbQjfKj",
  "configuration_group_id": "ccg_5tgliBmzjZ6mpQPRbQjfKj",
  "id": "car_5tgliBmzjZ6mpQPRbQjfKj",
  "last_four": "0745",
  "nickname": "Travel card",
  "spending_controls": {
    "card_target": "spc_5tgliBmzjZ6mpQPRbQjfKj",
    "configuration_group_target": "spc_5tgliBmzjZ6mpQPRbQjfKj"
  },
  "state": "active",
  "type": "virtual"
}"#;

/// The body of the activation link's `curl` line.
pub const NEW_LINK: &str = r#"{
  "account_id": "acc_5tgliBmzjZ6mpQPRbQjfKj",
  "cardholder_id": "carh_5tgliBmzjZ6mpQPRbQjfKj",
  "configuration_group_id": "ccg_5tgliBmzjZ6mpQPRbQjfKj"
}"#;

/// What the creation of an activation link answers.
pub const LINK: &str = r#"{
  "account_id": "acc_5tgliBmzjZ6mpQPRbQjfKj",
  "card_id": "car_5tgliBmzjZ6mpQPRbQjfKj",
  "cardholder_id": "carh_5tgliBmzjZ6mpQPRbQjfKj",
  "configuration_group_id": "ccg_5tgliBmzjZ6mpQPRbQjfKj",
  "id": "pca_5tgliBmzjZ6mpQPRbQjfKj",
  "inserted_at": "2022-01-01T01:00:00Z",
  "nickname": "Travel card",
  "spending_control_id": "spc_5tgliBmzjZ6mpQPRbQjfKj",
  "state": "pending",
  "updated_at": "2022-01-01T01:00:00Z",
  "url": "https://api.cuentamono.com/v1/cards/activation_links/pca_02wI65FjIGkn1xKeYMqdey"
}"#;

/// The error of status 400, the same on all pages.
pub const BAD_REQUEST: &str = r#"{
  "code": "400 Bad Request",
  "errors": [
    {
      "error_code": "validation_error",
      "message": "Generic changeset errors",
      "path": null,
      "url": null
    }
  ],
  "id": "log_7MkWaFqvfosB8fzHhb1Eql",
  "message": "Malformed request"
}"#;

/// The error of status 401, the same on all pages.
pub const UNAUTHORIZED: &str = r#"{
  "code": "401 Unauthorized",
  "errors": [
    {
      "error_code": "expired_token",
      "message": "The token is expired, inactive, or doesn't exist.",
      "path": null,
      "url": null
    }
  ],
  "id": "log_7MkWaFqvfosB8fzHhb1Eql",
  "message": "Authorization header is missing or invalid."
}"#;

/// The error of status 403, the same on all pages.
pub const FORBIDDEN: &str = r#"{
  "code": "403 Forbidden",
  "errors": [
    {
      "error_code": "not_authorized",
      "message": "Not authorized to have access to this resource.",
      "path": null,
      "url": null
    }
  ],
  "id": "log_7MkWaFqvfosB8fzHhb1Eql",
  "message": "Not authorized to have access to this resource"
}"#;

/// The error of status 404, on the page of the top-up only.
pub const NOT_FOUND: &str = r#"{
  "code": "404 Not Found",
  "errors": [
    {
      "error_code": "item_not_found",
      "message": "The item doesn't exist",
      "path": null,
      "url": null
    }
  ],
  "id": "log_7MkWaFqvfosB8fzHhb1Eql",
  "message": "Resource not defined"
}"#;

/// The error of status 422 as the page of the top-up words it.
pub const UNPROCESSABLE_CONTENT: &str = r##"{
  "code": "422 Unprocessable Content",
  "errors": [
    {
      "error_code": "missing_field",
      "message": "The field is missing on the request body or parameters.",
      "path": "#/path/to/field",
      "url": null
    }
  ],
  "id": "log_7MkWaFqvfosB8fzHhb1Eql",
  "message": "Validation errors"
}"##;

/// The error of status 422 as the other pages word it.
pub const UNPROCESSABLE_ENTITY: &str = r##"{
  "code": "422 Unprocessable Entity",
  "errors": [
    {
      "error_code": "missing_field",
      "message": "The field is missing on the request body or parameters.",
      "path": "#/path/to/field",
      "url": null
    }
  ],
  "id": "log_7MkWaFqvfosB8fzHhb1Eql",
  "message": "Validation errors"
}"##;

/// A top-up with every member.
pub const FULL_CARD_OPERATION: &str = r#"{
  "amount": {
    "amount": 100000000,
    "currency": "COP"
  },
  "description": "Topup for suscripcion",
  "entity_id": "Entity ID used for idempotency requests",
  "operation": "topup"
}"#;

/// A ledger balance operation with every member.
pub const FULL_ACCOUNT_OPERATION: &str = r#"{
  "amount": {
    "amount": 100000000,
    "currency": "COP"
  },
  "description": "Topup #23",
  "external_id": "37979c4d-9a6b-40de-b258-42e62f7ee4f1",
  "metadata": {
    "id": 3,
    "reference": 123
  },
  "operation": "topup",
  "reference": "231"
}"#;

/// A card creation with every member.
pub const FULL_CARD: &str = r#"{
  "account_id": "lacc_5tgliBmzjZ6mpQPRbQjfKj",
  "cardholder": {
    "address": {
      "city": "Chapinero",
      "country": "CO",
      "extra": "Location near the southeast corner in front of the ABC mall. deliver to the security guard pedro pruebas",
      "line_1": "Calle 97 # 15-24",
      "line_2": "Apto. 208",
      "state": "Bogota D.C",
      "zip_code": "110221"
    },
    "birthdate": "1941-09-09",
    "document": {
      "country_code": "CO",
      "number": "1023711432",
      "person_type": "natural",
      "type": "CC"
    },
    "email": "someone@gmail.com",
    "first_name": "Dennis",
    "last_name": "Alistair",
    "middle_name": "Mac",
    "nationality": "CO",
    "phone_number": "+573000000000",
    "second_last_name": "Ritchie"
  },
  "cardholder_id": "carh_5tgliBmzjZ6mpQPRbQjfKj",
  "configuration_group_id": "ccg_5tgliBmzjZ6mpQPRbQjfKj",
  "nickname": "Travel card",
  "spending_controls": {
    "card_target": "spc_5tgliBmzjZ6mpQPRbQjfKj",
    "configuration_group_target": "spc_5tgliBmzjZ6mpQPRbQjfKj"
  }
}"#;

/// An activation link's creation with every member.
pub const FULL_LINK: &str = r#"{
  "account_id": "acc_5tgliBmzjZ6mpQPRbQjfKj",
  "cardholder_id": "carh_5tgliBmzjZ6mpQPRbQjfKj",
  "configuration_group_id": "ccg_5tgliBmzjZ6mpQPRbQjfKj",
  "nickname": "Travel card",
  "spending_control_id": "spc_5tgliBmzjZ6mpQPRbQjfKj"
}"#;
