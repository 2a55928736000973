//! Texts that a draft left to be written.

use super::Finder;
use crate::types::TO_DO;

impl Finder<'_> {
    /// Every text that somebody still has to write.
    pub(super) fn left_to_write(&mut self) {
        let json = serde_json::to_value(self.plan).unwrap_or_default();
        let mut found = Vec::new();
        unwritten(&json, String::new(), &mut found);
        for path in found {
            self.error("to-do", path, &[]);
        }
    }
}

/// The paths of every text that is still to be written.
fn unwritten(node: &serde_json::Value, path: String, found: &mut Vec<String>) {
    match node {
        serde_json::Value::String(text) if text.trim() == TO_DO => found.push(path),
        serde_json::Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                unwritten(item, format!("{path}[{n}]"), found);
            }
        }
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                unwritten(value, path, found);
            }
        }
        _ => {}
    }
}
