//! Pieces of real plans that show a concept, taken out of the repository's plan files.

/// A piece of a real plan.
pub(super) struct Example {
    /// The chapter it stands in.
    pub chapter: &'static str,
    /// The plan file.
    file: &'static str,
    /// Where: a header of the file as it stands there, and after a space the id of its table (or of the table it
    /// belongs to).
    at: &'static str,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../../plans/", $name)))),*];
    };
}

/// The small plan that the page begins with. A comment tells in both languages: `# 中文 // English`.
pub(super) const SMALL: &str = include_str!("../../../../plans/small.toml");

files!["linyi-2022.toml", "linyi-2022-supplement-1.toml", "shiyin-2023.toml"];

const fn example(chapter: &'static str, file: &'static str, at: &'static str) -> Example {
    Example { chapter, file, at }
}

/// In the order of the page.
pub(super) const EXAMPLES: &[Example] = &[
    example("head", "linyi-2022.toml", "[publication]"),
    example("head", "linyi-2022.toml", "[office]"),
    example("units", "linyi-2022.toml", "[[unit]] lanling"),
    example("categories", "linyi-2022.toml", "[[category]] park"),
    example("stages", "linyi-2022.toml", "[[stage]] screen"),
    example("tiers", "linyi-2022.toml", "[stage.recommend] recommend"),
    example("votes", "shiyin-2023.toml", "[stage.vote] vote-1"),
    example("channels", "shiyin-2023.toml", "[stage.vote] vote-2"),
    example("panels", "linyi-2022-supplement-1.toml", "[stage.review] review"),
    example("results", "linyi-2022-supplement-1.toml", "[[result]] final"),
    example("notices", "linyi-2022.toml", "[stage.notice] notice"),
    example("ends", "linyi-2022.toml", "[stage.closing] closing"),
];

impl Example {
    /// The title of the plan, and the piece. `None` where the file has no such place.
    pub fn take(&self) -> Option<(&'static str, String)> {
        let (_, text) = FILES.iter().find(|(name, _)| *name == self.file)?;
        let title = text.lines().find_map(|line| quoted(line, "title"))?;
        Some((title, piece(text, self.at)?))
    }

    /// The file, as the repository knows it.
    pub fn path(&self) -> String {
        format!("plans/{}", self.file)
    }
}

/// The text behind a key, where a line gives it: `id = "vote"  # …`.
fn quoted<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    let rest = line.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim_start();
    rest.strip_prefix('"')?.split('"').next()
}

/// A table with what belongs to it: a table of a list with its sub-tables, or one table alone.
fn piece(text: &str, at: &str) -> Option<String> {
    let (header, id) = at.split_once(' ').unwrap_or((at, ""));
    let lines: Vec<&str> = text.lines().collect();
    let is_header =
        |line: &&str| line.starts_with('[') && line.split('#').next().map(str::trim) == Some(header);
    // The id of the list's table in which each line stands.
    let owner = |n: usize| {
        let from = lines.get(..=n)?.iter().rposition(|line| line.starts_with("[["))?;
        lines
            .get(from..)?
            .iter()
            .skip(1)
            .take_while(|line| !line.starts_with("[["))
            .find_map(|l| quoted(l, "id"))
    };
    let from = (0..lines.len())
        .find(|n| lines.get(*n).is_some_and(is_header) && (id.is_empty() || owner(*n) == Some(id)))?;
    let below =
        header.strip_prefix("[[").and_then(|name| name.strip_suffix("]]")).map(|name| format!("[{name}."));
    let is_next = |line: &&&str| {
        line.starts_with('[') && !below.as_ref().is_some_and(|below| line.starts_with(below.as_str()))
    };
    let rest = lines.get(from..)?;
    let len = 1 + rest.iter().skip(1).take_while(|line| !is_next(line)).count();
    let mut taken: Vec<&str> = rest.iter().take(len).copied().collect();
    // A comment at the end belongs to what follows.
    while taken.last().is_some_and(|line| line.trim().is_empty() || line.starts_with('#')) {
        taken.pop();
    }
    Some(taken.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_in_its_plan() {
        for example in EXAMPLES {
            let (title, toml) = example.take().unwrap_or_else(|| panic!("{}: {}", example.file, example.at));
            assert!(!title.is_empty() && toml.lines().count() > 1, "{}: {}", example.file, example.at);
        }
    }

    #[test]
    fn a_piece_is_one_table_with_what_belongs_to_it() {
        let text = "[[stage]] # one\nid = \"a\"\n\n[stage.vote]\nx = 1\n\n# two\n[[stage]]\nid = \"b\"\n[stage.vote]\nx = 2\n";
        assert_eq!(piece(text, "[[stage]] a").unwrap(), "[[stage]] # one\nid = \"a\"\n\n[stage.vote]\nx = 1");
        assert_eq!(piece(text, "[stage.vote] b").unwrap(), "[stage.vote]\nx = 2");
        assert_eq!(piece(text, "[stage.vote] c"), None);
    }
}
