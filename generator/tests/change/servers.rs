//! Changes of servers, and of the credentials that go there.

use super::calls::EMPTY;
use super::case::{COMPILE, Case, MINOR, Place, RUN};

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "credential_now_needed",
        place: Place::Get,
        old: EMPTY,
        new: "security: [{ always: [] }], responses: { '204': { description: None. } }",
        program: "sent(client().$t())",
        verdict: RUN,
    },
    Case {
        name: "credential_no_longer_needed",
        place: Place::Get,
        old: "security: [{ always: [] }], responses: { '204': { description: None. } }",
        new: "security: [{ always: [] }, {}], responses: { '204': { description: None. } }",
        program: "sent(client_of(Environment::Always, |builder| builder.always(\"s3cret\")).$t())",
        verdict: MINOR,
    },
    Case {
        name: "security_scheme_added",
        place: Place::Lines,
        old: "",
        new: "C $t: { type: http, scheme: basic, x-rust-name: $t }",
        program: "sent(client().always())",
        verdict: MINOR,
    },
    Case {
        // A scheme alone of its kind has the plain name, `api_key`.
        name: "security_scheme_of_the_same_kind_added",
        place: Place::Lines,
        old: "C $t_a: { type: apiKey, in: header, name: x-a }",
        new: "C $t_a: { type: apiKey, in: header, name: x-a }
              C $t_b: { type: apiKey, in: header, name: x-b }",
        program: "sent(client_of(Environment::Always, |builder| builder.api_key(\"s3cret\")).always())",
        verdict: COMPILE,
    },
    Case {
        name: "security_scheme_removed",
        place: Place::Lines,
        old: "C $t: { type: http, scheme: basic, x-rust-name: $t }",
        new: "",
        program: "sent(client_of(Environment::Always, |builder| builder.$t(\"user\", \"s3cret\")).always())",
        verdict: COMPILE,
    },
    Case {
        name: "security_scheme_of_another_kind",
        place: Place::Lines,
        old: "C $t: { type: http, scheme: bearer, x-rust-name: $t }",
        new: "C $t: { type: http, scheme: basic, x-rust-name: $t }",
        program: "sent(client_of(Environment::Always, |builder| builder.$t(\"s3cret\")).always())",
        verdict: COMPILE,
    },
    Case {
        name: "token_endpoint_moved",
        place: Place::Lines,
        old: "C $t: { type: oauth2, x-rust-name: $t, flows: { clientCredentials: { tokenUrl: 'https://always.example/old', scopes: {} } } }
              P /$t: { get: { operationId: $t, security: [{ $t: [] }], responses: { '204': { description: None. } } } }",
        new: "C $t: { type: oauth2, x-rust-name: $t, flows: { clientCredentials: { tokenUrl: 'https://always.example/new', scopes: {} } } }
              P /$t: { get: { operationId: $t, security: [{ $t: [] }], responses: { '204': { description: None. } } } }",
        program: "sent(client_of(Environment::Always, |builder| builder.$t(\"id\", \"s3cret\")).$t())",
        verdict: RUN,
    },
    Case {
        name: "security_scheme_in_another_header",
        place: Place::Lines,
        old:
            "C $t: { type: apiKey, in: header, name: x-one, x-rust-name: $t }
              P /$t: { get: { operationId: $t, security: [{ $t: [] }], responses: { '204': { description: None. } } } }",
        new:
            "C $t: { type: apiKey, in: header, name: x-two, x-rust-name: $t }
              P /$t: { get: { operationId: $t, security: [{ $t: [] }], responses: { '204': { description: None. } } } }",
        program: "sent(client_of(Environment::Always, |builder| builder.$t(\"s3cret\")).$t())",
        verdict: RUN,
    },
    Case {
        name: "server_added",
        place: Place::Lines,
        old: "",
        new: "V { url: 'https://added.example', x-environment: $t }",
        program: "sent(client().always())",
        verdict: MINOR,
    },
    Case {
        name: "server_removed",
        place: Place::Lines,
        old: "V { url: 'https://removed.example', x-environment: $t }",
        new: "",
        program: "Environment::$T.url().to_owned()",
        verdict: COMPILE,
    },
    Case {
        name: "server_moved",
        place: Place::Lines,
        old: "V { url: 'https://old.example', x-environment: $t }",
        new: "V { url: 'https://new.example', x-environment: $t }",
        program: "sent(client_of(Environment::$T, |builder| builder).always())",
        verdict: RUN,
    },
    Case {
        name: "server_variable_added",
        place: Place::Lines,
        old: "V { url: 'https://eu.example/v1', x-environment: $t }",
        new: "V { url: 'https://{region}.example/v1', x-environment: $t, variables: { region: { default: eu } } }",
        program: "sent(client_of(Environment::$T, |builder| builder).always())",
        verdict: MINOR,
    },
    Case {
        name: "server_variable_removed",
        place: Place::Lines,
        old: "V { url: 'https://{region}.example/v2', x-environment: $t, variables: { region: { default: eu } } }",
        new: "V { url: 'https://eu.example/v2', x-environment: $t }",
        program: "format!(\"{:?}\", client::$TServer::new().region(\"us\"))",
        verdict: COMPILE,
    },
    Case {
        name: "server_variable_without_default",
        place: Place::Lines,
        old: "V { url: 'https://{region}.example/v3', x-environment: $t, variables: { region: { default: eu } } }",
        new: "V { url: 'https://{region}.example/v3', x-environment: $t }",
        program: "format!(\"{:?}\", client::$TServer::new())",
        verdict: COMPILE,
    },
    Case {
        name: "server_variable_elsewhere",
        place: Place::Lines,
        old: "V { url: 'https://{region}.old.example', x-environment: $t, variables: { region: {} } }",
        new: "V { url: 'https://{region}.new.example', x-environment: $t, variables: { region: {} } }",
        program: "format!(\"{:?}\", runtime::Server::from(client::$TServer::new(\"eu\")))",
        verdict: RUN,
    },
    Case {
        name: "operation_server_added",
        place: Place::Get,
        old: "responses: { '204': { description: None. } }",
        new: "servers: [{ url: 'https://own.example' }], responses: { '204': { description: None. } }",
        program: "sent(client().$t())",
        verdict: RUN,
    },
    Case {
        name: "operation_server_relative",
        place: Place::Get,
        old: "servers: [{ url: /v1 }], responses: { '204': { description: None. } }",
        new: "servers: [{ url: /v2 }], responses: { '204': { description: None. } }",
        program: "sent(client().$t())",
        verdict: RUN,
    },
    Case {
        name: "token_scope_added",
        place: Place::Lines,
        old: "C $t: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://login.example/t, scopes: {} } } }
              P /$t: { get: { operationId: $t, security: [{ $t: [a] }], responses: { '204': { description: None. } } } }",
        new: "C $t: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://login.example/t, scopes: {} } } }
              P /$t: { get: { operationId: $t, security: [{ $t: [a, b] }], responses: { '204': { description: None. } } } }",
        program: "sent(client_of(Environment::Always, |builder| builder.client_credentials(\"id\", \"secret\")).$t())",
        verdict: RUN,
    },
];
