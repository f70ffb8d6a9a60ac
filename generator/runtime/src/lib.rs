//! Run-time support of generated clients.
