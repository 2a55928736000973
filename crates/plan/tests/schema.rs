//! The JSON Schema that editors are given, held against a validator that is not ours.

use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use plan::format::schema;
use serde_json::{Value, json};
use text::Lang;

fn compiled() -> (Schemas, SchemaIndex) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("plan.json", schema(Lang::Zh)).unwrap();
    let index = compiler.compile("plan.json", &mut schemas).unwrap();
    (schemas, index)
}

/// Every plan file of the repository; supplements have another shape.
fn plans() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    let mut folders = vec![root.join("plans"), root.join("tests/plans")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "toml") {
                found.push(path);
            }
        }
    }
    found.retain(|path| plan::read::amends(&std::fs::read_to_string(path).unwrap()).is_none());
    found
}

fn json_of(path: &Path) -> Value {
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn every_plan_of_the_repository_fits_the_schema() {
    let (schemas, index) = compiled();
    let plans = plans();
    assert!(plans.len() >= 4, "{plans:?}");
    for path in plans {
        if let Err(why) = schemas.validate(&json_of(&path), index) {
            panic!("{}: {why:#}", path.display());
        }
    }
}

/// A schema that takes everything would pass the test above.
#[test]
fn what_the_reader_refuses_an_editor_marks() {
    let (schemas, index) = compiled();
    let small = json_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/small.toml"));
    assert!(schemas.validate(&small, index).is_ok());
    let faults: [(&str, Value); 9] = [
        ("/title", json!(6)),
        ("/category/0/seats", json!({ "at-most": "5" })),
        ("/category/0/seats", json!({ "at-most": 5, "exactly": 5 })),
        ("/category/0/seats", json!({ "atmost": 5 })),
        ("/stage/0/kind", json!("recommendation")),
        ("/stage/0/opens", json!("March")),
        ("/stage/2/vote/ballot", json!({ "approve": { "least": 1 } })),
        ("/stage/3/review/quorum", json!(0.5)),
        ("/result/0/combine", json!({ "weighted": [{ "stage": "vote", "wieght": 40 }] })),
    ];
    for (at, wrong) in faults {
        let mut faulty = small.clone();
        *faulty.pointer_mut(at).unwrap() = wrong.clone();
        assert!(schemas.validate(&faulty, index).is_err(), "{at}: {wrong}");
        assert!(serde_json::from_value::<plan::Plan>(faulty).is_err(), "the reader takes {at}: {wrong}");
    }
    for silent in ["/category/0/seats", "/stage/0/opens", "/result/0/combine"] {
        let mut open = small.clone();
        *open.pointer_mut(silent).unwrap() = json!("not stated");
        assert!(schemas.validate(&open, index).is_ok(), "{silent}");
        *open.pointer_mut(silent).unwrap() = json!({ "contradictory": ["a", "b"] });
        assert!(schemas.validate(&open, index).is_ok(), "{silent}");
    }
}
