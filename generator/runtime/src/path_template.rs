//! Path templates of operations.
//!
//! Responsible for finding the parameters in a template, for the members of the query that it may bring, and for knowing segments that
//! would not arrive. What is put in the place of parameters is the business of requests.

use super::parameter::encode_template;
use super::request::Pair;
use super::server::is_dot_segment;

/// Whether a segment of an encoded path would be taken away on the way, or by a server that first cuts off what comes after a `;` (as
/// servlet containers do).
#[must_use]
pub fn is_collapsible(segment: &str) -> bool {
    segment.is_empty() || is_dot_segment(segment.split(';').next().unwrap_or_default())
}

/// The members of the query that stand in the template, as they are; what cannot stand in a query is percent-encoded.
#[must_use]
pub fn fixed_query(template: &str) -> Vec<Pair> {
    let pairs = template.split_once('?').map_or("", |(_, query)| query).split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Pair { name: encode_template(name), value: encode_template(value), sensitive: false }
        })
        .collect()
}

/// The text before the first parameter of a segment, its name, and the text after it.
#[must_use]
pub fn next_parameter(segment: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = segment.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}
