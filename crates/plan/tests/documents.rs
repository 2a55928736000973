//! `docs/` holds the reference page and the schema as this program gives them.

use std::path::Path;

/// Written anew with `WRITE_DOCS=1 cargo test -p plan --test documents`, or `xuanxian plan format --write docs`.
#[test]
fn the_documents_of_the_plan_format_are_those_of_this_program() {
    for (name, text) in plan::format::documents() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
        if std::env::var_os("WRITE_DOCS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(kept == text, "docs/{name} is out of date: WRITE_DOCS=1 cargo test -p plan --test documents");
    }
}
