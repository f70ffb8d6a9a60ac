/// Whether the text matches the pattern `^[A-Za-z]{2,6}_[\w-]{22}$`.
fn matches_card_id(text: &str) -> bool {
    use crate::runtime::pattern;
    static CLASS: [bool; 256] = pattern::members(
        &[(b'-', b'-'), (b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')],
    );
    let bytes = text.as_bytes();
    if !matches!(bytes.len(), 25..= 29) {
        return false;
    }
    let (front, back) = bytes.split_at(bytes.len() - 23);
    back[0] == b'_' && front.iter().all(u8::is_ascii_alphabetic)
        && pattern::all(&back[1..], &CLASS)
}
