//! The one JSON text that a value has: RFC 8785, restricted (LEDGER, "Leaves").
//!
//! RFC 8785 sorts keys, drops white space and fixes how strings and numbers are written. The log allows less,
//! so that every language's JSON library reads the same thing:
//!
//! * numbers are integers within ±(2^53 − 1), without fraction or exponent;
//! * strings hold no control characters (U+0000–001F, U+007F–009F) and are otherwise as typed: no Unicode
//!   normalisation, which rewrites characters that occur in names;
//! * keys are printable ASCII, for which the UTF-16 order of RFC 8785 section 3.2.3 is the order of bytes;
//! * `null` does not occur: what is absent is left out;
//! * at most [`MAX_DEPTH`] arrays and objects inside one another.
//!
//! Reading means writing again and requiring the same bytes.

use std::fmt::Write as _;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

/// Largest magnitude of an integer: 2^53 − 1, the last one that an IEEE 754 double holds without a gap.
pub const MAX_INT: u64 = (1 << 53) - 1;

/// How deep arrays and objects may stand inside one another. Far below what JSON readers refuse (about 128), so
/// that whatever is written can be read.
pub const MAX_DEPTH: usize = 64;

/// Where a value, or a text, departs from the canonical form, and how.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct CanonError {
    /// JSON path from the root `$`, such as `$.body.seats[2]`.
    pub path: String,
    /// What is wrong there.
    pub fault: CanonFault,
}

/// The ways of not being canonical.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CanonFault {
    /// `null`, or an `Option` that should have been skipped. Floats that are not numbers end up here too.
    #[error("null is not allowed; leave the field out")]
    Null,
    /// A number with a fraction or an exponent.
    #[error("only integers are allowed")]
    NotInteger,
    /// An integer beyond [`MAX_INT`] in either direction.
    #[error("the integer is beyond 2^53 - 1")]
    OutOfRange,
    /// A control character in a string.
    #[error("control character U+{0:04X} in a string")]
    Control(u32),
    /// A key that is not printable ASCII.
    #[error("the key {0:?} is not printable ASCII")]
    Key(String),
    /// More than [`MAX_DEPTH`] levels.
    #[error("more than {MAX_DEPTH} levels")]
    TooDeep,
    /// Valid JSON, but another spelling of it: white space, order, escapes, a repeated key, more after the end.
    #[error("not in canonical form at byte {offset}")]
    NotCanonical {
        /// First byte that differs from the canonical text.
        offset: usize,
    },
    /// Not JSON.
    #[error("not JSON: {0}")]
    Syntax(String),
    /// JSON of another shape than was asked for: a key unknown or missing, a value of another type.
    #[error("not of the expected shape: {0}")]
    Shape(String),
}

/// The canonical bytes of a value.
///
/// # Errors
/// [`CanonError`] when the value holds what the log does not allow. Types leave absent fields out with
/// `skip_serializing_if`; they are not skipped here, because a reader could not tell a slip from an intention.
pub fn to_canonical<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonError> {
    let mut sink = Sink::Build(Vec::with_capacity(256));
    write(&mut sink, &to_value(value)?, 0)?;
    match sink {
        Sink::Build(bytes) => Ok(bytes),
        Sink::Compare { original, .. } => Ok(original.to_vec()),
    }
}

/// Reads bytes that must be canonical.
///
/// # Errors
/// [`CanonError`] when they are not JSON, or when writing the value again would give other bytes.
pub fn parse_canonical(bytes: &[u8]) -> Result<Value, CanonError> {
    decode_canonical(bytes)
}

/// Reads bytes that must be the canonical form of a `T`: nothing unknown, nothing spelt in another way, no default
/// written out that `T` leaves out.
///
/// # Errors
/// [`CanonError`] when they are not JSON, not a `T`, or when writing the `T` again would give other bytes.
pub fn decode_canonical<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, CanonError> {
    let value: T = serde_json::from_slice(bytes).map_err(|e| {
        let fault = match e.classify() {
            Category::Data => CanonFault::Shape(without_values(&e.to_string())),
            Category::Syntax | Category::Eof | Category::Io => CanonFault::Syntax(e.to_string()),
        };
        CanonError::at_root(fault)
    })?;
    let mut sink = Sink::Compare { original: bytes, at: 0 };
    write(&mut sink, &to_value(&value)?, 0)?;
    match sink {
        Sink::Compare { original, at } if at != original.len() => {
            Err(CanonError::at_root(CanonFault::NotCanonical { offset: at }))
        }
        _ => Ok(value),
    }
}

fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, CanonError> {
    serde_json::to_value(value).map_err(|e| CanonError::at_root(CanonFault::Shape(e.to_string())))
}

/// Serde quotes the string that it did not expect. It may be a name, and messages end up in logs.
fn without_values(message: &str) -> String {
    match (message.find('"'), message.rfind('"')) {
        (Some(first), Some(last)) if first < last => format!("{}…{}", &message[..=first], &message[last..]),
        _ => message.to_owned(),
    }
}

impl CanonError {
    fn at_root(fault: CanonFault) -> Self {
        Self { path: "$".to_owned(), fault }
    }

    /// The path is put together while an error climbs out, so that good values pay nothing for it.
    fn within(mut self, step: &str) -> Self {
        self.path.insert_str(1, step);
        self
    }
}

/// Where the canonical text goes: into a buffer, or against the text that was read.
enum Sink<'a> {
    Build(Vec<u8>),
    Compare { original: &'a [u8], at: usize },
}

impl Sink<'_> {
    fn put(&mut self, bytes: &[u8]) -> Result<(), CanonError> {
        match self {
            Self::Build(out) => out.extend_from_slice(bytes),
            Self::Compare { original, at } => {
                let rest = original.get(*at..).unwrap_or_default();
                if !rest.starts_with(bytes) {
                    let same = rest.iter().zip(bytes).take_while(|(a, b)| a == b).count();
                    return Err(CanonError::at_root(CanonFault::NotCanonical { offset: *at + same }));
                }
                *at += bytes.len();
            }
        }
        Ok(())
    }
}

fn write(sink: &mut Sink, value: &Value, depth: usize) -> Result<(), CanonError> {
    if depth > MAX_DEPTH {
        return Err(CanonError::at_root(CanonFault::TooDeep));
    }
    match value {
        Value::Null => Err(CanonError::at_root(CanonFault::Null)),
        Value::Bool(true) => sink.put(b"true"),
        Value::Bool(false) => sink.put(b"false"),
        Value::Number(number) => {
            let magnitude = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            match magnitude {
                None => Err(CanonError::at_root(CanonFault::NotInteger)),
                Some(m) if m > MAX_INT => Err(CanonError::at_root(CanonFault::OutOfRange)),
                Some(_) => sink.put(number.to_string().as_bytes()),
            }
        }
        Value::String(text) => write_string(sink, text),
        Value::Array(items) => {
            sink.put(b"[")?;
            for (i, item) in items.iter().enumerate() {
                let mut one = || {
                    sink.put(if i == 0 { b"" } else { b"," })?;
                    write(sink, item, depth + 1)
                };
                one().map_err(|e| e.within(&format!("[{i}]")))?;
            }
            sink.put(b"]")
        }
        Value::Object(map) => {
            let mut fields: Vec<(&String, &Value)> = map.iter().collect();
            fields.sort_unstable_by_key(|(key, _)| key.as_bytes());
            sink.put(b"{")?;
            for (i, (key, item)) in fields.into_iter().enumerate() {
                if !key.bytes().all(|b| (0x20..0x7f).contains(&b)) {
                    return Err(CanonError::at_root(CanonFault::Key(key.clone())));
                }
                let mut one = || {
                    sink.put(if i == 0 { b"" } else { b"," })?;
                    write_string(sink, key)?;
                    sink.put(b":")?;
                    write(sink, item, depth + 1)
                };
                one().map_err(|e| e.within(&key_step(key)))?;
            }
            sink.put(b"}")
        }
    }
}

/// RFC 8785 section 3.2.2.2; with control characters refused, only two characters are left to escape.
fn write_string(sink: &mut Sink, text: &str) -> Result<(), CanonError> {
    if let Some(c) = text.chars().find(|c| c.is_control()) {
        return Err(CanonError::at_root(CanonFault::Control(u32::from(c))));
    }
    sink.put(b"\"")?;
    let mut plain = 0;
    for (i, escape) in text.bytes().enumerate().filter(|(_, b)| matches!(b, b'"' | b'\\')) {
        sink.put(&text.as_bytes()[plain..i])?;
        sink.put(&[b'\\', escape])?;
        plain = i + 1;
    }
    sink.put(&text.as_bytes()[plain..])?;
    sink.put(b"\"")
}

fn key_step(key: &str) -> String {
    let mut step = String::new();
    if !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-') {
        step.push('.');
        step.push_str(key);
    } else {
        // Writing to a String cannot fail.
        let _ = write!(step, "[{key:?}]");
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn text(value: &Value) -> String {
        String::from_utf8(to_canonical(value).unwrap()).unwrap()
    }

    fn refusal(value: &Value) -> String {
        to_canonical(value).unwrap_err().to_string()
    }

    fn reading(bytes: &str) -> String {
        parse_canonical(bytes.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn keys_are_sorted_and_nothing_is_spent_on_white_space() {
        let value = json!({"b": [1, -2, true, {}], "a": {"z": "", "B": []}, "A": 0, "aa": false, "": 1});
        assert_eq!(text(&value), r#"{"":1,"A":0,"a":{"B":[],"z":""},"aa":false,"b":[1,-2,true,{}]}"#);
    }

    #[test]
    fn names_stay_as_typed() {
        // A rare surname, a middle dot, a compatibility ideograph, a letter with a combining mark, and an
        // astral character: normalisation would change two of them.
        let name = "喆·買買提 \u{f9d1} e\u{301} 𠮷 \"\\/ <\u{2028}>";
        assert_eq!(text(&json!(name)), format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")));
    }

    #[test]
    fn integers_go_as_far_as_a_double_is_exact() {
        assert_eq!(
            text(&json!([9007199254740991_i64, -9007199254740991_i64, 0])),
            "[9007199254740991,-9007199254740991,0]"
        );
        for far in
            [json!(9007199254740992_u64), json!(-9007199254740992_i64), json!(u64::MAX), json!(i64::MIN)]
        {
            assert_eq!(refusal(&far), "$: the integer is beyond 2^53 - 1");
        }
        assert_eq!(refusal(&json!({"a": [0.5]})), "$.a[0]: only integers are allowed");
        assert_eq!(refusal(&json!(1.0)), "$: only integers are allowed");
    }

    #[test]
    fn what_may_not_be_logged_is_refused_at_its_path() {
        #[derive(Serialize)]
        struct Forgot {
            seats: Option<u8>,
        }
        assert_eq!(
            to_canonical(&Forgot { seats: None }).unwrap_err().to_string(),
            "$.seats: null is not allowed; leave the field out"
        );
        assert_eq!(
            refusal(&json!({"body": [1, {"odd key": null}]})),
            "$.body[1][\"odd key\"]: null is not allowed; leave the field out"
        );
        assert_eq!(refusal(&json!({"a": {"姓名": 1}})), "$.a: the key \"姓名\" is not printable ASCII");
        assert_eq!(refusal(&json!({"a\n": 1})), "$: the key \"a\\n\" is not printable ASCII");
        for c in ['\0', '\n', '\t', '\u{1f}', '\u{7f}', '\u{80}', '\u{9f}'] {
            let said = refusal(&json!({"t": format!("a{c}b")}));
            assert_eq!(said, format!("$.t: control character U+{:04X} in a string", u32::from(c)));
        }
        assert_eq!(text(&json!(" \u{a0}")), "\" \u{a0}\"");
        assert!(to_canonical(&f64::NAN).is_err());
    }

    #[test]
    fn whatever_is_written_can_be_read_however_deep() {
        let nest = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
        let deepest = to_canonical(&nest(MAX_DEPTH)).unwrap();
        assert_eq!(parse_canonical(&deepest).unwrap(), nest(MAX_DEPTH));
        assert_eq!(to_canonical(&nest(MAX_DEPTH + 1)).unwrap_err().fault, CanonFault::TooDeep);
        let flood = "[".repeat(100_000);
        assert!(matches!(parse_canonical(flood.as_bytes()).unwrap_err().fault, CanonFault::Syntax(_)));
    }

    #[test]
    fn other_spellings_of_the_same_value_are_refused_where_they_begin() {
        assert!(parse_canonical(br#"{"a":1,"b":"\\\"/"}"#).is_ok());
        assert_eq!(reading(r#"{"a": 1}"#), "$.a: not in canonical form at byte 5");
        assert_eq!(reading("{\"a\":1}\n"), "$: not in canonical form at byte 7");
        assert_eq!(reading(r#"{"b":1,"a":2}"#), "$.a: not in canonical form at byte 2");
        assert_eq!(reading(r#"{"a":1,"a":1}"#), "$: not in canonical form at byte 6");
        assert_eq!(reading(r#"{"a":1,"a":2}"#), "$.a: not in canonical form at byte 5");
        assert_eq!(reading(r#"["\/"]"#), "$[0]: not in canonical form at byte 2");
        assert_eq!(reading(r#"["\u7532"]"#), "$[0]: not in canonical form at byte 2");
        assert_eq!(reading(r#"{"a":[1,-0]}"#), "$.a[1]: only integers are allowed");
        assert_eq!(reading("[1e2]"), "$[0]: only integers are allowed");
        assert_eq!(reading("[null]"), "$[0]: null is not allowed; leave the field out");
        for not_json in
            ["", "{", "[1,]", "01", "+1", "\"\u{1}\"", "{\"a\":1}x", "\"\\ud800\"", "nul", "\u{feff}1"]
        {
            assert!(reading(not_json).starts_with("$: not JSON"), "{not_json:?}");
        }
        assert!(parse_canonical(b"\"\xff\"").is_err());
    }

    #[test]
    fn a_shape_is_read_only_in_its_own_spelling() {
        #[derive(serde::Serialize, serde::Deserialize, Debug)]
        #[serde(deny_unknown_fields)]
        struct Shape {
            a: u8,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            b: Vec<u8>,
        }
        let read = |s: &str| decode_canonical::<Shape>(s.as_bytes()).map(|s| (s.a, s.b));
        assert_eq!(read(r#"{"a":1,"b":[2]}"#), Ok((1, vec![2])));
        assert!(matches!(
            read(r#"{"a":1,"b":[]}"#).unwrap_err().fault,
            CanonFault::NotCanonical { offset: 6 }
        ));
        assert!(matches!(read(r#"{"a":1,"c":0}"#).unwrap_err().fault, CanonFault::Shape(_)));
        assert!(matches!(read(r#"{"b":[2]}"#).unwrap_err().fault, CanonFault::Shape(_)));
        assert!(matches!(read(r#"{"a":256}"#).unwrap_err().fault, CanonFault::Shape(_)));
        let said = read(r#"{"a":"某\"某"}"#).unwrap_err().to_string();
        assert_eq!(
            said,
            "$: not of the expected shape: invalid type: string \"…\", expected u8 at line 1 column 15"
        );
    }

    fn allowed() -> impl Strategy<Value = Value> {
        let bound = MAX_INT as i64;
        let string = "[^\\p{Cc}]{0,8}";
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::from),
            (-bound..=bound).prop_map(Value::from),
            string.prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec(("[ -~]{0,4}", inner), 0..5)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_allowed_value_comes_back(value in allowed()) {
            let bytes = to_canonical(&value).unwrap();
            prop_assert_eq!(&parse_canonical(&bytes).unwrap(), &value);
            // An independent reader finds the same value in it, and the writer of serde_json, which escapes
            // nothing more than we do, the same bytes once the keys are in order.
            fn sorted(value: &Value) -> Value {
                match value {
                    Value::Array(items) => items.iter().map(sorted).collect(),
                    Value::Object(map) => {
                        let ordered: std::collections::BTreeMap<_, _> = map.iter().collect();
                        Value::Object(ordered.into_iter().map(|(k, v)| (k.clone(), sorted(v))).collect())
                    }
                    other => other.clone(),
                }
            }
            prop_assert_eq!(serde_json::to_vec(&sorted(&value)).unwrap(), bytes);
        }

        #[test]
        fn one_changed_byte_is_refused_or_is_another_value(
            value in allowed(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
        ) {
            let good = to_canonical(&value).unwrap();
            let mut bad = good.clone();
            let at = at.index(bad.len());
            prop_assume!(bad[at] != byte);
            bad[at] = byte;
            if let Ok(read) = parse_canonical(&bad) {
                prop_assert_ne!(&read, &value);
                prop_assert_eq!(to_canonical(&read).unwrap(), bad);
            }
        }
    }
}
