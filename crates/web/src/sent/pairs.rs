//! The pairs of a form, as a browser sent them. Pure: `fuzz/targets/ballot-form.rs` takes this file as it is.

/// Names and values in the order they came, in one piece of memory: whole cities send ballots.
#[derive(Default)]
pub struct Pairs {
    text: String,
    /// Where each name ends, and its value.
    ends: Vec<(usize, usize)>,
}

impl Pairs {
    /// Pairs of an urlencoded form; what is no UTF-8 is replaced.
    pub fn parse(bytes: &[u8]) -> Pairs {
        let mut pairs = Pairs { text: String::with_capacity(bytes.len()), ends: Vec::with_capacity(16) };
        form_urlencoded::parse(bytes).for_each(|(name, value)| pairs.push(&name, &value));
        pairs
    }

    /// One more pair at the end.
    pub fn push(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        let name = self.text.len();
        self.text.push_str(value);
        self.ends.push((name, self.text.len()));
    }

    /// All of them, untrimmed.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut begins = 0;
        self.ends.iter().map(move |(name, value)| {
            let pair = (self.text.get(begins..*name), self.text.get(*name..*value));
            begins = *value;
            (pair.0.unwrap_or_default(), pair.1.unwrap_or_default())
        })
    }

    /// The first value of a field, trimmed at both ends; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.iter().find(|(field, _)| *field == name).map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// Every value of a field, trimmed.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.iter().filter(|(field, _)| *field == name).map(|(_, value)| value.trim()).collect()
    }

    /// A whole number.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.get(name).parse().ok()
    }

    /// The id under which the form is to be taken once; `None` where it has none that could be one.
    pub fn request(&self) -> Option<&str> {
        let given = self.get("request");
        let sound = !given.is_empty()
            && given.len() <= 64
            && given.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        sound.then_some(given)
    }

    /// A copy that lives on its own.
    pub fn owned(&self) -> Vec<(String, String)> {
        self.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_as_browsers_write_them() {
        let pairs =
            Pairs::parse("name=%E7%8E%8B+%E5%AE%88%E7%94%B0&choice=p1&choice=p2&empty=&=x&%zz=1".as_bytes());
        assert_eq!(pairs.owned()[0], ("name".to_owned(), "王 守田".to_owned()));
        assert_eq!(pairs.all("choice"), ["p1", "p2"]);
        assert_eq!(pairs.owned()[4], (String::new(), "x".to_owned()));
        assert_eq!(Pairs::parse(b"name=%FF").get("name"), "\u{FFFD}");
    }

    #[test]
    fn a_request_id_is_short_and_plain_or_none() {
        let request = |body: &str| Pairs::parse(body.as_bytes()).request().map(ToOwned::to_owned);
        assert_eq!(request("request=+ab-12+"), Some("ab-12".to_owned()));
        for none in
            ["", "request=", "request=a_b", "request=%E7%8E%8B", &format!("request={}", "a".repeat(65))]
        {
            assert_eq!(request(none), None, "{none}");
        }
    }
}
