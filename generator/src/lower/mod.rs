//! The document to the API: every decision is made here.
//!
//! An ordered list of passes over one [`Lowering`]: schemas and operations in the order of the document, then usage,
//! boxing, sharing, checking and names over what they made. May use all layers above; makes no tokens.
//!
//! Parsed objects are destructured without `..`, so a member that the model gains has to be handled here before the
//! crate compiles.

mod alternative;
mod array;
mod bare;
mod body;
mod boxing;
mod case;
mod checking;
mod construction;
mod content;
mod contract;
mod discriminator;
mod docs;
mod encoding;
mod enumeration;
mod example;
mod example_check;
mod extension;
mod failure;
mod feature;
mod file;
mod form;
mod header;
mod json_text;
mod keyword;
mod link;
mod media_type;
mod merge;
mod naming;
mod number;
mod object;
mod operation;
mod paging;
mod parameter;
mod parameter_style;
mod pattern;
mod pattern_use;
mod projection;
mod reference;
mod response;
mod rules;
mod schema;
mod schema_data;
mod security;
mod server;
mod sharing;
mod stream;
mod string;
mod tag;
mod union;
mod unsupported;
mod usage;
mod webhook;
mod webhook_parameter;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::rc::Rc;

use crate::diagnostic::Code;
use crate::ir;
use crate::parse::{self, Context};
use crate::source::{Node, Place, Spot};

use schema::State;

/// What the caller decided.
pub(crate) struct Settings<'s> {
    /// How the entry document is called in the banner.
    pub(crate) source_name: &'s str,
    /// The package name, where the caller chose one.
    pub(crate) crate_name: Option<&'s str>,
}

/// The state of a lowering.
struct Lowering<'c, 'a> {
    context: &'c mut Context<'a>,
    /// Schemas by place: the components, and whatever else a reference led to.
    schemas: HashMap<Place, Rc<parse::Schema>>,
    /// What became of a schema that has a name.
    states: HashMap<Place, State>,
    /// Which components are derived from which.
    children: discriminator::Children,
    /// What properties became that have a type of their own.
    inline: HashMap<Place, Box<schema::Value>>,
    /// The inner ones of lists and maps that hold themselves.
    recursive: HashMap<Place, ir::TypeId>,
    /// How many lists, maps and unions the current schema is in.
    containers: usize,
    /// What is said of values that are listed one by one, as alternatives.
    value_docs: HashMap<Place, ir::Docs>,
    /// Schemas that values are held against.
    schema_data: schema_data::SchemaData,
    /// What schemas became, where somebody counts.
    typed_schemas: Vec<bare::TypedSchema>,
    /// Objects whose members are still to be lowered.
    pending: VecDeque<object::Pending>,
    /// How many references deep the current schema is.
    depth: usize,
    /// The names of component schemas.
    component_names: HashMap<Place, String>,
    types: Vec<Draft>,
    patterns: pattern::Patterns,
    examples: Vec<ir::Example>,
    /// The place of each.
    example_places: Vec<Place>,
    /// What each has to keep to.
    example_schemas: Vec<ir::Schema>,
    /// What the schema of each default demands.
    defaults: BTreeMap<Place, ir::Schema>,
    /// The schemas whose names are no tags of theirs, by the discriminator.
    excluded_names: BTreeMap<Place, discriminator::ExcludedNames>,
    /// Where the examples stand: one that several things refer to is tested once.
    known_examples: HashSet<Place>,
    /// The places of examples of request bodies.
    request_examples: HashSet<Place>,
    operations: Vec<ir::Operation>,
    operation_places: Vec<operation::Places>,
    webhooks: Vec<ir::Webhook>,
    webhook_places: Vec<webhook::WebhookPlaces>,
    tags: Vec<ir::Tag>,
    /// What the operations need of access tokens.
    scopes: security::Scopes,
    /// What links lead to.
    links: link::Links,
}

/// A named type whose name is not final yet.
#[derive(Clone)]
struct Draft {
    place: Place,
    /// `x-rust-name`.
    pinned: Option<String>,
    definition: ir::TypeDefinition,
}

/// Lowers a whole document. Problems are in the context's diagnostics; the result is of use only without errors.
pub(crate) fn lower(document: parse::Document, context: &mut Context<'_>, settings: &Settings<'_>) -> ir::Api {
    let parse::Document {
        place: _,
        version: _,
        info,
        json_schema_dialect,
        servers,
        paths,
        webhooks,
        components,
        security,
        tags,
        external_docs,
        extensions,
    } = document;
    let mut lowering = Lowering {
        context,
        schemas: HashMap::new(),
        states: HashMap::new(),
        children: HashMap::new(),
        inline: HashMap::new(),
        recursive: HashMap::new(),
        containers: 0,
        value_docs: HashMap::new(),
        schema_data: schema_data::SchemaData::default(),
        typed_schemas: Vec::new(),
        pending: VecDeque::new(),
        depth: 0,
        component_names: HashMap::new(),
        types: Vec::new(),
        patterns: pattern::Patterns::default(),
        examples: Vec::new(),
        example_places: Vec::new(),
        example_schemas: Vec::new(),
        defaults: BTreeMap::new(),
        excluded_names: BTreeMap::new(),
        known_examples: HashSet::new(),
        request_examples: HashSet::new(),
        operations: Vec::new(),
        operation_places: Vec::new(),
        webhooks: Vec::new(),
        webhook_places: Vec::new(),
        tags: Vec::new(),
        scopes: security::Scopes::default(),
        links: link::Links::default(),
    };
    if let Some(dialect) = json_schema_dialect {
        lowering
            .unsupported(dialect.place, "`jsonSchemaDialect` is not followed: schemas are read as JSON Schema 2020-12");
    }
    let extensions = lowering.document_extensions(&extensions);
    let parse_components = components.map(|components| lowering.lower_components(components));
    let schemes = lowering.lower_security_schemes(parse_components.unwrap_or_default());
    lowering.lower_tags(&tags);
    let defaults = operation::Defaults {
        security: security.as_deref(),
        schemes: &schemes,
        servers: servers.as_deref(),
        request_id: extensions.request_id,
        retry: extensions.retry,
    };
    if let Some(paths) = &paths {
        lowering.lower_paths(paths, &defaults);
    }
    lowering.lower_webhooks(&webhooks);
    let servers = lowering.lower_servers(servers.as_deref());
    let schemes = schemes.finish(std::mem::take(&mut lowering.scopes));
    lowering.finish(info, &external_docs, servers, schemes, settings)
}

impl<'a> Lowering<'_, 'a> {
    /// The passes over what was made, then the result.
    fn finish(
        mut self,
        info: Option<parse::Info>,
        external_docs: &Option<parse::ExternalDocumentation>,
        servers: Vec<ir::Server>,
        security_schemes: Vec<ir::SecurityScheme>,
        settings: &Settings<'_>,
    ) -> ir::Api {
        self.lower_pending();
        self.finish_typed_schemas();
        self.check_parameter_styles();
        self.check_links();
        if let Some(info) = &info {
            self.check_info_extensions(info);
        }
        let (title, version, mut docs) = docs::lower_info(info);
        docs.see = docs::see(external_docs);
        let crate_name = settings.crate_name.map_or_else(|| crate::manifest::package_name(&title), str::to_owned);
        self.resolve_files();
        usage::mark(&mut self.types, &self.operations, &self.webhooks);
        self.split_directions();
        boxing::box_cycles(&mut self.types);
        self.share_types();
        boxing::box_large_variants(&mut self.types, &mut self.operations);
        construction::choose(&mut self.types);
        construction::mark_convertible(&mut self.types);
        checking::mark(&mut self.types);
        self.check_examples();
        self.check_defaults();
        self.report_excluded_names();
        self.assign_names();
        self.share_failures();
        self.resolve_paging();
        let schema_data = self.schema_data;
        let mut api = ir::Api {
            title,
            version,
            docs,
            crate_name,
            source: settings.source_name.to_owned(),
            types: self.types.into_iter().map(|draft| draft.definition).collect(),
            patterns: self.patterns.finish(),
            schemas: Vec::new(),
            tags: self.tags,
            operations: self.operations,
            webhooks: self.webhooks,
            examples: self.examples,
            contracts: Vec::new(),
            contracts_missing: Vec::new(),
            request_contracts: Vec::new(),
            servers,
            security_schemes,
            features: None,
        };
        schema_data.finish(&mut api);
        pattern_use::mark(&mut api);
        contract::add_contracts(&mut api);
        api.features = feature::features(&api);
        api
    }

    /// Nothing that the generator understands has a meaning in `info`.
    fn check_info_extensions(&mut self, info: &parse::Info) {
        self.no_extensions(&info.extensions);
        for extensions in [
            info.contact.as_ref().map(|contact| &contact.extensions),
            info.license.as_ref().map(|license| &license.extensions),
        ]
        .into_iter()
        .flatten()
        {
            self.no_extensions(extensions);
        }
    }

    /// Registers the component schemas, lowers each, and hands the security schemes on.
    fn lower_components(&mut self, components: parse::Components) -> parse::Map<parse::RefOr<parse::SecurityScheme>> {
        let parse::Components {
            place: _,
            schemas,
            // Reached through references, where they are used.
            responses: _,
            parameters: _,
            examples: _,
            request_bodies: _,
            headers: _,
            security_schemes,
            links: _,
            callbacks: _,
            path_items: _,
            extensions,
        } = components;
        self.no_extensions(&extensions);
        let mut places = Vec::new();
        for (name, schema) in schemas {
            let place = schema.place();
            self.component_names.insert(place, name);
            self.schemas.insert(place, Rc::new(schema));
            places.push(place);
        }
        self.find_children(&places);
        for place in places {
            self.schema_at(place, "");
            self.lower_pending();
        }
        security_schemes
    }

    /// Says that something of the standard is not supported; the rest works.
    fn unsupported(&mut self, spot: impl Into<Spot>, message: impl Into<String>) {
        self.context.diagnostics.report(Code::Unsupported, spot, message);
    }

    /// The node at a place.
    fn node(&self, place: Place) -> Node<'a> {
        self.context.sources.node(place)
    }

    /// The JSON pointer of a place, for the result.
    fn pointer(&self, place: Place) -> String {
        format!("#{}", self.context.sources.pointer(place).as_str())
    }
}
