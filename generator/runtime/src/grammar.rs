//! The grammars of formats whose newtypes stand elsewhere: durations, hostnames, fixed-point decimals.
//!
//! It knows RFC 3339 Appendix A, RFC 1123 and the form of decimals. It must not know types, so that a client that checks
//! these formats without holding values of them pays for nothing else.

use super::decimal;

/// The digits of a duration: years, months, days, hours, minutes, seconds, weeks; none where the unit is not written.
pub type Digits<'t> = [Option<&'t str>; 7];

/// The place of the weeks among the digits of a duration.
const WEEKS: usize = 6;

/// Takes a duration apart as RFC 3339, Appendix A says: whole numbers, no sign, capital letters, no unit left out
/// between two others (`P1Y0M2D`, not `P1Y2D`), weeks alone.
///
/// Rules of ABNF match small letters too; ISO 8601, whose form the appendix collects, has capitals only.
#[must_use]
pub fn duration(text: &str) -> Option<Digits<'_>> {
    let rest = text.strip_prefix('P')?;
    let mut found = [None; 7];
    if let Some(weeks) = rest.strip_suffix('W') {
        let digits = !weeks.is_empty() && weeks.bytes().all(|byte| byte.is_ascii_digit());
        *found.get_mut(WEEKS)? = Some(weeks);
        return digits.then_some(found);
    }
    let (days, time) = rest.split_once('T').map_or((rest, None), |(days, time)| (days, Some(time)));
    units(days, 0, *b"YMD", &mut found)?;
    match time {
        Some("") => return None,
        Some(time) => units(time, 3, *b"HMS", &mut found)?,
        None if days.is_empty() => return None,
        None => {}
    }
    Some(found)
}

/// Reads numbers with their designators, each the successor of the one before.
fn units<'t>(mut text: &'t str, first: usize, designators: [u8; 3], found: &mut Digits<'t>) -> Option<()> {
    let mut expected = None;
    while !text.is_empty() {
        let length = text.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = text.split_at_checked(length).filter(|(digits, _)| !digits.is_empty())?;
        let index = designators.iter().position(|designator| rest.as_bytes().first() == Some(designator))?;
        if expected.is_some_and(|expected| expected != index) {
            return None;
        }
        expected = Some(index + 1);
        *found.get_mut(first + index)? = Some(digits);
        text = rest.get(1..)?;
    }
    Some(())
}

/// Whether a text is a hostname of RFC 1123, section 2.1: labels of 1 to 63 letters, digits and hyphens, without a hyphen
/// at either end, at most 253 characters with the dots between. There is no dot at the end, and what follows `xn--` is
/// not decoded.
#[must_use]
pub fn is_hostname(text: &str) -> bool {
    text.len() <= 253
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

/// Whether a text is a fixed-point decimal: a JSON number (RFC 8259, section 6) without an exponent.
#[must_use]
pub fn is_decimal(text: &str) -> bool {
    !text.contains(['e', 'E']) && decimal::is_number(text.as_bytes())
}
