//! A short digest of a name, for what has to differ where the name itself cannot stand.

/// The 32-bit FNV-1a hash: stable over platforms and releases, which `std`'s hashers do not promise.
pub(super) fn digest(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
