//! URLs of servers with variables, and relative ones.
//!
//! Responsible for keeping each value inside the part of the URL in which its variable stands, and for the resolution of relative URLs.
//! Whether the whole is a URL is the business of the server.

use super::server::InvalidServer;

/// The part of a URL in which a variable stands.
#[derive(Clone, Copy)]
enum Part {
    /// All that comes before the path: only a variable at the very beginning, with no scheme in the template, is that.
    Whole,
    Scheme,
    /// The host and the port together.
    Authority,
    /// A piece of the host, or the port.
    Piece,
    Path,
}

/// Puts values in the place of variables.
pub(super) fn expand(template: &str, values: &[(&'static str, &str)]) -> Result<String, InvalidServer> {
    let mut url = String::new();
    let mut rest = template;
    while let Some((before, name, after)) = next_variable(rest) {
        url.push_str(before);
        let known = values.iter().find(|(known, _)| *known == name);
        let &(name, value) = known.ok_or(InvalidServer::new("a variable of it has no value"))?;
        let part = part_of(&template[..template.len() - rest.len() + before.len()], after);
        check(part, value).map_err(|reason| InvalidServer::of_variable(name, reason))?;
        url.push_str(value);
        rest = after;
    }
    url.push_str(rest);
    // Pieces that are harmless by themselves.
    if dot_segments(&url) > dot_segments(template) {
        return Err(InvalidServer::new("its variables make `.` or `..` as a segment of its path"));
    }
    Ok(url)
}

fn dot_segments(url: &str) -> usize {
    url.split('/').filter(|segment| super::server::is_dot_segment(segment)).count()
}

fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Where a variable stands, by the template before and after it.
fn part_of(before: &str, after: &str) -> Part {
    match before.split_once("://") {
        Some((_, before)) if before.contains('/') => Part::Path,
        Some((_, "")) if after.is_empty() || after.starts_with('/') => Part::Authority,
        Some(_) => Part::Piece,
        None if after.contains("://") => Part::Scheme,
        None if before.is_empty() => Part::Whole,
        None => Part::Path,
    }
}

fn check(part: Part, value: &str) -> Result<(), &'static str> {
    let all = |allowed: &[u8]| value.bytes().all(|byte| byte.is_ascii_alphanumeric() || allowed.contains(&byte));
    match part {
        Part::Scheme if !matches!(value, "http" | "https") => Err("there is `http` and `https` only"),
        Part::Authority if value.is_empty() || !all(b"-._~:[]") => {
            Err("there is a host only, and a port: letters, digits, `-`, `.`, `_`, `~`, `:`")
        }
        Part::Piece if !all(b"-._~") => Err("there is a piece of the host only: letters, digits, `-`, `.`, `_`, `~`"),
        Part::Path if !all(b"-._~!$&'()*+,;=:@/%") => Err("there is a piece of the path only, percent-encoded"),
        Part::Path if value.split('/').any(super::server::is_dot_segment) => {
            Err("there is a piece of the path only, without `.` and `..` as segments")
        }
        Part::Whole | Part::Scheme | Part::Authority | Part::Piece | Part::Path => Ok(()),
    }
}

/// The absolute URL that a relative one leads to from a base.
pub(super) fn resolve(base: &str, relative: &str) -> Result<String, InvalidServer> {
    let (scheme, rest) = base.split_once("://").ok_or(InvalidServer::new("its base is no absolute URL"))?;
    if relative.starts_with("//") {
        return Err(InvalidServer::new("it is relative, and names another host"));
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let folder = if relative.starts_with('/') { "" } else { path.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in relative.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            other => segments.push(other),
        }
    }
    let mut url = format!("{scheme}://{authority}");
    for segment in segments {
        url.push('/');
        url.push_str(segment);
    }
    Ok(url)
}
