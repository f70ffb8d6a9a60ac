//! All that `tracing` is told, of spans and events of every crate, as one text.
#![cfg(feature = "tracing")]

use std::fmt::{Debug, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// The text, as long as it grows.
#[derive(Clone, Default)]
pub struct Log {
    text: Arc<Mutex<String>>,
    count: Arc<AtomicU64>,
}

impl Log {
    /// What was said so far, which is taken away.
    pub fn take(&self) -> String {
        std::mem::take(&mut self.text.lock().expect("no test panics with the lock"))
    }

    fn note(&self, name: &str, record: impl FnOnce(&mut dyn Visit)) {
        let mut text = self.text.lock().expect("no test panics with the lock");
        let _ = write!(text, "{name}");
        record(&mut Fields(&mut text));
        text.push('\n');
    }
}

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.note(span.metadata().name(), |fields| span.record(fields));
        Id::from_u64(self.count.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.note("", |fields| values.record(fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.note(event.metadata().name(), |fields| event.record(fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
