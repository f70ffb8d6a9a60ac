//! Encoding Objects: how the members of a form are spelled (OpenAPI 3.1.1, 4.8.15).

use super::Lowering;
use super::media_type::is_media_type;
use super::parameter_style::lower_style;
use crate::ir;
use crate::parse::{Encoding, Map};

impl Lowering<'_, '_> {
    /// What is said of members where that is not the default.
    pub(super) fn lower_encodings(&mut self, encodings: &Map<Encoding>, multipart: bool) -> Vec<ir::Encoding> {
        let mut lowered = Vec::new();
        for (name, encoding) in encodings.iter() {
            let Encoding { place, content_type, headers, style, explode, allow_reserved, extensions } = encoding;
            self.no_extensions(extensions);
            if !multipart && !headers.is_empty() {
                self.unsupported(*place, "`headers` have no meaning in a form without parts");
            } else if !headers.is_empty() {
                self.unsupported(*place, "`headers` of a part are given with a file only: `File::header`");
            }
            // One of these three is enough for the media type to be of no account (OpenAPI 3.1.1, 4.8.15.1.2).
            let spelling = if style.is_some() || explode.is_some() || allow_reserved.is_some() {
                let style = style.as_ref().map_or(ir::Style::Form, |style| lower_style(style.value));
                let query = match style {
                    ir::Style::Form | ir::Style::SpaceDelimited | ir::Style::PipeDelimited | ir::Style::DeepObject => {
                        true
                    }
                    ir::Style::Matrix | ir::Style::Label | ir::Style::Simple => false,
                };
                if !query {
                    self.unsupported(*place, "the style has no meaning in a body: the member is spelled by default");
                    continue;
                }
                ir::Spelling::Style {
                    style,
                    explode: explode.as_ref().map_or(style == ir::Style::Form, |explode| explode.value),
                    allow_reserved: allow_reserved.as_ref().is_some_and(|allow| allow.value),
                }
            } else if let Some(content_type) = content_type {
                let types: Vec<String> = content_type.value.split(',').map(|text| text.trim().to_owned()).collect();
                let (known, unknown): (Vec<_>, Vec<_>) = types.into_iter().partition(|text| is_media_type(text));
                if let Some(unknown) = unknown.first() {
                    self.unsupported(content_type.place, format!("`{unknown}` is no media type and is passed over"));
                }
                if known.is_empty() {
                    continue;
                }
                ir::Spelling::MediaTypes(known)
            } else {
                continue;
            };
            lowered.push(ir::Encoding { name: name.to_owned(), spelling });
        }
        lowered
    }
}
