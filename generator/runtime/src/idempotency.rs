//! Idempotency keys: by them a server knows that two requests are one call.
//!
//! Responsible for what a key may consist of and for fresh ones. Does not know in which header a key travels.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A key that makes a call safe to repeat: 1 to 255 visible ASCII characters.
///
/// Cloning is cheap and keeps the key. Two calls that must be told apart need two keys.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdempotencyKey(Arc<str>);

impl IdempotencyKey {
    /// A fresh key: a random UUID, version 4.
    ///
    /// # Errors
    ///
    /// When the operating system has no randomness to give. A key that may have been used before would be worse than none.
    pub fn new_v4() -> Result<Self, NoRandomness> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|_| NoRandomness(()))?;
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let digits = format!("{:032x}", u128::from_be_bytes(bytes));
        let text = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-");
        Ok(Self(text.into()))
    }

    /// The key as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for IdempotencyKey {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        if text.is_empty() || text.len() > 255 || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidKey(()));
        }
        Ok(Self(text.into()))
    }
}

impl TryFrom<&str> for IdempotencyKey {
    type Error = InvalidKey;

    fn try_from(text: &str) -> Result<Self, InvalidKey> {
        text.parse()
    }
}

impl TryFrom<String> for IdempotencyKey {
    type Error = InvalidKey;

    fn try_from(text: String) -> Result<Self, InvalidKey> {
        text.parse()
    }
}

impl AsRef<str> for IdempotencyKey {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("IdempotencyKey").field(&self.as_str()).finish()
    }
}

/// A text that cannot be an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidKey(());

impl fmt::Display for InvalidKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an idempotency key has 1 to 255 visible ASCII characters")
    }
}

impl std::error::Error for InvalidKey {}

/// The operating system has no randomness to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoRandomness(());

impl fmt::Display for NoRandomness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the operating system gives no randomness for an idempotency key")
    }
}

impl std::error::Error for NoRandomness {}
