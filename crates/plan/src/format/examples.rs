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

/// The plan that the first page explains line by line, with comments alike.
pub(super) const TOUR: &str = include_str!("../../../../plans/tour.toml");

files![
    "linyi-2022.toml",
    "corpus/57-meihua/plan.toml",
    "corpus/50-may-fourth-medal-18-2014/plan.toml",
    "corpus/69-cdu-volunteers-2019/plan.toml",
    "corpus/60-xuchang-model-workers-2011/plan.toml",
    "shiyin-2023.toml",
    "corpus/49-xinhua-wangshi-2024q1/plan.toml",
    "corpus/17-gandong-wenzhou-2016/plan.toml",
    "corpus/80-hugo-awards/plan.toml",
    "corpus/12-gandong-chongqing-2012/plan.toml",
    "linyi-2022-supplement-1.toml",
    "corpus/39-huxiang-notables-2019/plan.toml",
    "corpus/34-shangnan-logo-2021/plan.toml",
    "corpus/72-hongwang-comment-star-2016/plan.toml",
    "corpus/94-changzheng-singers-10/plan.toml",
    "corpus/40-jinjiang-venue-2021/plan.toml",
    "corpus/22-china-good-people-2014/plan.toml",
];

const fn example(chapter: &'static str, file: &'static str, at: &'static str) -> Example {
    Example { chapter, file, at }
}

/// In the order of the page.
pub(super) const EXAMPLES: &[Example] = &[
    example("head", "linyi-2022.toml", "[publication]"),
    example("head", "linyi-2022.toml", "[office]"),
    example("units", "linyi-2022.toml", "[[unit]] lanling"),
    example("categories", "linyi-2022.toml", "[[category]] park"),
    example("categories", "corpus/57-meihua/plan.toml", "[[category]] opera"),
    example("electorates", "corpus/50-may-fourth-medal-18-2014/plan.toml", "[[electorate]] judges"),
    example("electorates", "corpus/69-cdu-volunteers-2019/plan.toml", "[[electorate]] audience"),
    example("stages", "linyi-2022.toml", "[[stage]] screen"),
    example("stages", "corpus/50-may-fourth-medal-18-2014/plan.toml", "[[stage]] notice"),
    example("tiers", "linyi-2022.toml", "[stage.recommend] recommend"),
    example("tiers", "corpus/60-xuchang-model-workers-2011/plan.toml", "[[stage]] recommend"),
    example("votes", "shiyin-2023.toml", "[stage.vote] vote-1"),
    example("votes", "corpus/49-xinhua-wangshi-2024q1/plan.toml", "[stage.vote] vote"),
    example("channels", "corpus/17-gandong-wenzhou-2016/plan.toml", "[stage.vote] vote"),
    example("channels", "shiyin-2023.toml", "[stage.vote] vote-2"),
    example("ballots", "corpus/80-hugo-awards/plan.toml", "[[stage]] final"),
    example("limits", "corpus/12-gandong-chongqing-2012/plan.toml", "[[stage]] vote"),
    example("panels", "linyi-2022-supplement-1.toml", "[stage.review] review"),
    example("panels", "corpus/50-may-fourth-medal-18-2014/plan.toml", "[stage.review] review"),
    example("results", "linyi-2022-supplement-1.toml", "[[result]] final"),
    example("results", "corpus/39-huxiang-notables-2019/plan.toml", "[[result]] final"),
    example("normalisations", "corpus/34-shangnan-logo-2021/plan.toml", "[[result]] finalists"),
    example("methods", "corpus/57-meihua/plan.toml", "[[result]] final"),
    example("methods", "corpus/80-hugo-awards/plan.toml", "[[result]] winner"),
    example("awards", "corpus/60-xuchang-model-workers-2011/plan.toml", "[[result]] final"),
    example("awards", "corpus/72-hongwang-comment-star-2016/plan.toml", "[[result]] hundred"),
    example("ties", "corpus/94-changzheng-singers-10/plan.toml", "[[result]] duel"),
    example("notices", "corpus/40-jinjiang-venue-2021/plan.toml", "[stage.notice] notice"),
    example("ends", "corpus/60-xuchang-model-workers-2011/plan.toml", "[[stage]] naming"),
    example("ends", "corpus/22-china-good-people-2014/plan.toml", "[cycle]"),
];

impl Example {
    /// The title of the plan, and the piece. `None` where the file has no such place.
    pub fn take(&self) -> Option<(&'static str, String)> {
        let (_, text) = FILES.iter().find(|(name, _)| *name == self.file)?;
        let title = text.lines().find_map(|line| quoted(line, "title"))?;
        Some((title, piece(text, self.at)?))
    }

    /// Whether it says only what a supplement changes.
    pub fn of_supplement(&self) -> bool {
        self.file.contains("-supplement-")
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

/// The name in a header: `[[stage.vote.channel]] # …` → `stage.vote.channel`.
fn header(line: &str) -> Option<&str> {
    let name = line.strip_prefix('[')?.split(']').next()?;
    Some(name.trim_start_matches('['))
}

/// A table with all that stands below it: `[[stage]] vote` with its rules, `[stage.vote] vote` its rules alone.
fn piece(text: &str, at: &str) -> Option<String> {
    let (wanted, id) = at.split_once(' ').unwrap_or((at, ""));
    let name = header(wanted)?;
    let lines: Vec<&str> = text.lines().collect();
    let is_entry =
        |line: &str| line.starts_with("[[") && header(line).is_some_and(|name| !name.contains('.'));
    // The id of the outermost list's entry in which a line stands.
    let owner = |n: usize| {
        let from = lines.get(..=n)?.iter().rposition(|line| is_entry(line))?;
        let rest = lines.get(from + 1..)?;
        rest.iter().take_while(|line| !line.starts_with('[')).find_map(|line| quoted(line, "id"))
    };
    let begins = |n: &usize| {
        let line = lines.get(*n).copied().unwrap_or_default();
        line.starts_with(wanted) && header(line) == Some(name) && (id.is_empty() || owner(*n) == Some(id))
    };
    let rest = lines.get((0..lines.len()).find(begins)?..)?;
    let below = format!("{name}.");
    let belongs = |line: &&&str| header(line).is_none_or(|next| next.starts_with(&below));
    let mut taken: Vec<&str> =
        rest.iter().take(1).chain(rest.iter().skip(1).take_while(belongs)).copied().collect();
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
        let list =
            "[[stage]]\nid = \"a\"\n[stage.vote]\nx = 1\n[[stage.vote.channel]]\nid = \"c\"\n[[result]]\n";
        assert!(piece(list, "[stage.vote] a").unwrap().ends_with("id = \"c\""));
        let text = "[[stage]] # one\nid = \"a\"\n\n[stage.vote]\nx = 1\n\n# two\n[[stage]]\nid = \"b\"\n[stage.vote]\nx = 2\n";
        assert_eq!(piece(text, "[[stage]] a").unwrap(), "[[stage]] # one\nid = \"a\"\n\n[stage.vote]\nx = 1");
        assert_eq!(piece(text, "[stage.vote] b").unwrap(), "[stage.vote]\nx = 2");
        assert_eq!(piece(text, "[stage.vote] c"), None);
    }
}
