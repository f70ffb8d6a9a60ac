//! Parameters of requests that the server sends: headers are read like those of responses, queries like forms.

use super::header::is_header_name;
use super::media_type::is_json;
use super::parameter_style::style_of;
use super::schema::Naming;
use super::{Lowering, docs};
use crate::ir;
use crate::naming::{Claim, Scope, constant};
use crate::parse::{Parameter, ParameterLocation, RefOr};

/// Constants that a webhook has anyway.
const RESERVED: &[&str] = &["METHOD", "NAME"];

/// What can be read besides the body.
#[derive(Default)]
pub(super) struct Received {
    pub(super) headers: Vec<ir::ResponseHeader>,
    pub(super) queries: Vec<ir::ReceivedQuery>,
}

impl Lowering<'_, '_> {
    /// The parameters of a request, those of its path item among them.
    pub(super) fn received_parameters(
        &mut self,
        own: &[RefOr<Parameter>],
        inherited: &[RefOr<Parameter>],
        owner: &str,
    ) -> Received {
        let mut received = Received::default();
        let (mut header_claims, mut query_claims) = (Vec::new(), Vec::new());
        for parameter in &self.all_parameters(own, inherited) {
            let claim = self.constant_claim(parameter);
            let known = (received.headers.len(), received.queries.len());
            self.receive(parameter, owner, &mut received);
            if received.headers.len() > known.0 {
                header_claims.push(claim);
            } else if received.queries.len() > known.1 {
                query_claims.push(claim);
            }
        }
        add_locations(&mut header_claims, &[], "HEADER");
        add_locations(&mut query_claims, &header_claims, "QUERY");
        header_claims.append(&mut query_claims);
        let names = Scope::with_reserved(RESERVED.iter().copied()).assign(&header_claims);
        let headers = received.headers.iter_mut().map(|header| &mut header.name);
        let queries = received.queries.iter_mut().map(|query| &mut query.name);
        for (name, assigned) in headers.chain(queries).zip(names) {
            name.rust = assigned.name.to_uppercase(); // what tells equal names apart is in lower case
        }
        received
    }

    fn constant_claim(&mut self, parameter: &Parameter) -> Claim {
        let (name, location) = (&parameter.name.value, parameter.location.value);
        let pinned = self.rust_name(&parameter.extensions);
        let wanted = constant(pinned.as_deref().unwrap_or(name));
        Claim { wire: format!("{name} {location:?}"), wanted, pinned: pinned.is_some() }
    }

    fn receive(&mut self, parameter: &Parameter, owner: &str, received: &mut Received) {
        let Parameter {
            place,
            name,
            location,
            description,
            // What is there is read.
            required: _,
            deprecated,
            allow_empty_value: _,
            // Seen to where it has a meaning.
            style: _,
            explode: _,
            // It says how a value is written.
            allow_reserved: _,
            schema: _,
            // Documentation.
            example: _,
            examples: _,
            content: _,
            extensions,
        } = parameter;
        self.check_extensions(extensions, &["x-sensitive", "x-rust-name"]);
        for keyword in ["required", "example", "examples", "allowReserved"] {
            if let Some(node) = self.node(*place).get(keyword) {
                self.context.note_documentation(node.place());
            }
        }
        let name = ir::Name { wire: name.value.clone(), rust: String::new() };
        let docs = ir::Docs {
            description: docs::text(description),
            deprecated: deprecated.is_some_and(|deprecated| deprecated.value),
            ..ir::Docs::default()
        };
        match location.value {
            ParameterLocation::Header => {
                if let Some((ty, form)) = self.received_header(parameter, owner) {
                    received.headers.push(ir::ResponseHeader { name, form, ty, docs });
                }
            }
            ParameterLocation::Query => {
                if let Some((ty, form)) = self.received_query(parameter, owner) {
                    received.queries.push(ir::ReceivedQuery { name, form, ty, docs });
                }
            }
            ParameterLocation::Path | ParameterLocation::Cookie => {
                let message = "paths and cookies of a request that the server sends are your web server's to read";
                self.unsupported(*place, message);
            }
        }
    }

    fn received_header(&mut self, parameter: &Parameter, owner: &str) -> Option<(ir::Type, ir::HeaderForm)> {
        let name = &parameter.name.value;
        if self.is_ignored_header(parameter) {
            return None;
        }
        if !is_header_name(name) {
            self.unsupported(parameter.place, format!("`{name}` is no name of a header: the parameter is left out"));
            return None;
        }
        let read = self.header_value(parameter.schema.as_ref(), &parameter.content, &format!("{owner} {name}"));
        if read.is_none() {
            self.unsupported(parameter.place, "a header of this type is not read; your web server has its text");
        }
        read
    }

    fn received_query(&mut self, parameter: &Parameter, owner: &str) -> Option<(ir::Type, ir::FieldForm)> {
        let owner = format!("{owner} {}", parameter.name.value);
        let json = parameter.content.iter().find(|(media_type, _)| is_json(media_type));
        let (ty, form) = match (&parameter.schema, json) {
            (Some(schema), _) => {
                let ty = self.lower_schema(schema, &owner, Naming::Path).ty;
                self.lower_pending();
                let (style, explode) = style_of(parameter, ir::Location::Query);
                let form = self.styled_form(&ty, style, explode);
                (ty, form)
            }
            (None, Some((_, media))) => {
                let ty = self.lower_media_type(media, &owner).into_type();
                (ty, Some(ir::FieldForm::Json))
            }
            (None, None) => (ir::Type::String, Some(ir::FieldForm::Text)),
        };
        if form.is_none() {
            self.unsupported(parameter.place, "a parameter of this type is not read; your web server has its text");
        }
        Some((ty, form?))
    }
}

/// What is called like something else says where it stands.
fn add_locations(claims: &mut [Claim], others: &[Claim], location: &str) {
    let taken = |name: &str| RESERVED.contains(&name) || others.iter().any(|other| other.wanted == name);
    for claim in claims.iter_mut().filter(|claim| !claim.pinned && taken(&claim.wanted)) {
        claim.wanted = format!("{}_{location}", claim.wanted);
    }
}
