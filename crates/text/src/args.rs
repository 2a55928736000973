//! What a message's variables are given.

use fluent_bundle::{FluentArgs, FluentValue};

/// Beyond this a number would lose digits on its way through Fluent's arithmetic (2^53), so it travels as text.
const EXACT: i128 = 1 << 53;

/// The variables of one message, by name. Built with [`crate::args!`] or by chaining [`Args::set`].
#[derive(Clone, Debug, Default)]
pub struct Args(Vec<(String, Value)>);

/// A variable's value: text, or a whole number (which also chooses the English plural).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Shown as it is.
    Text(String),
    /// Shown as plain digits, without grouping. Write `GROUP($n)` in the message for `183,406`.
    Whole(i128),
}

impl Args {
    /// No variables.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the variable `$name` a value.
    #[must_use]
    pub fn set(mut self, name: &str, value: impl ToValue) -> Self {
        self.0.push((name.to_owned(), value.to_value()));
        self
    }

    pub(crate) fn to_fluent(&self) -> FluentArgs<'_> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.to_fluent())).collect()
    }
}

impl Value {
    fn to_fluent(&self) -> FluentValue<'_> {
        match self {
            Value::Text(text) => FluentValue::from(text.as_str()),
            Value::Whole(n) if n.abs() <= EXACT => FluentValue::from(*n),
            Value::Whole(n) => FluentValue::from(n.to_string()),
        }
    }
}

/// What can stand for a variable: text and whole numbers, owned or borrowed.
pub trait ToValue {
    /// The value itself.
    fn to_value(&self) -> Value;
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl ToValue for Value {
    fn to_value(&self) -> Value {
        self.clone()
    }
}

macro_rules! whole {
    ($($int:ty),*) => {$(
        impl ToValue for $int {
            fn to_value(&self) -> Value {
                Value::Whole(i128::from(*self))
            }
        }
    )*};
}
whole!(u8, u16, u32, u64, i8, i16, i32, i64);

impl ToValue for usize {
    fn to_value(&self) -> Value {
        // A usize is at most 64 bits wide on every platform Rust has.
        Value::Whole(*self as i128)
    }
}

/// The variables of a message: `args! { "n" => 5, "name" => person.name }`.
#[macro_export]
macro_rules! args {
    ($($name:expr => $value:expr),* $(,)?) => {
        $crate::Args::new()$(.set($name, $value))*
    };
}
