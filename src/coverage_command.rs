//! `xuanxian plan coverage DIR [--json]`: whether plan files say all that restatements of the same selections say.
//!
//! What is judged and how is in [`plan::coverage`]; here are files and sentences.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use plan::coverage::{Coverage, Row, State, Texts, cover};
use serde_json::{Value, json};
use text::{Args, Lang, args, ta};

/// Every folder with a restatement in `dir`, or `dir` itself: what is expressed, what the format cannot say, what is
/// not answered for; then all of them together. True where every rule is answered for, truly, and there was one.
///
/// # Errors
/// Where the output cannot be written or the folder cannot be read. A file that cannot be read is told in the output.
pub fn coverage(dir: &Path, json: bool, lang: Lang, out: &mut dyn Write) -> io::Result<bool> {
    let mut total = Tally::default();
    let mut fine = true;
    let mut plans = Vec::new();
    let folders = folders(dir)?;
    for folder in &folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match read(folder) {
            Ok(coverage) => {
                fine &= coverage.holds();
                let tally = Tally::of(&coverage);
                if json {
                    plans.push(as_json(&name, &coverage, lang));
                } else {
                    print(&name, &coverage, &tally, lang, out)?;
                }
                total.add(&tally);
            }
            Err(why) => {
                fine = false;
                let line = ta(lang, "coverage-unreadable", &args! { "plan" => name.as_str(), "why" => why });
                if json {
                    plans.push(json!({ "plan": name, "unreadable": line }));
                } else {
                    writeln!(out, "{line}")?;
                }
            }
        }
    }
    fine &= total.rules > 0;
    if json {
        let all = json!({
            "ok": fine,
            "rules": total.rules, "expressed": total.expressed, "in_words": total.in_words, "not_expressible": total.not_expressible,
            "unmapped": total.unmapped, "wrong": total.wrong, "percent": total.percent(),
            "extra": total.extra, "extra_expressed": total.extra_expressed,
            "plans": plans,
        });
        writeln!(out, "{all:#}")?;
    } else {
        let args = total.args().set("plans", folders.len());
        writeln!(out, "{}", ta(lang, "coverage-total", &args))?;
        writeln!(out, "{}", ta(lang, "coverage-total-extra", &args))?;
    }
    Ok(fine)
}

/// The folder itself where a restatement lies in it, else those of its folders where one does, by name.
fn folders(dir: &Path) -> io::Result<Vec<PathBuf>> {
    if dir.join("rules.json").exists() {
        return Ok(vec![dir.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.join("rules.json").exists() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn read(folder: &Path) -> Result<Coverage, String> {
    let file =
        |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|why| format!("{name}: {why}"));
    let (rules, plan, coverage) = (file("rules.json")?, file("plan.toml")?, file("coverage.toml")?);
    let digest = if folder.join("digest.txt").exists() { file("digest.txt")? } else { String::new() };
    let texts = Texts { rules: &rules, plan: &plan, coverage: &coverage, digest: &digest };
    cover(texts).map_err(|why| why.to_string())
}

#[derive(Debug, Default)]
struct Tally {
    rules: usize,
    expressed: usize,
    in_words: usize,
    not_expressible: usize,
    unmapped: usize,
    wrong: usize,
    extra: usize,
    extra_expressed: usize,
}

impl Tally {
    fn of(coverage: &Coverage) -> Tally {
        let count = |rows: &[Row], of: fn(&State) -> bool| rows.iter().filter(|row| of(&row.state)).count();
        let all = [coverage.rules.as_slice(), coverage.extra.as_slice()].concat();
        Tally {
            rules: coverage.rules.len(),
            expressed: count(&coverage.rules, |state| *state == State::Expressed),
            in_words: coverage.rules.iter().filter(|row| row.in_words).count(),
            not_expressible: count(&coverage.rules, |state| matches!(state, State::NotExpressible(_))),
            unmapped: count(&coverage.rules, |state| *state == State::Unmapped),
            wrong: count(&all, |state| matches!(state, State::Wrong(_))) + coverage.stray.len(),
            extra: coverage.extra.len(),
            extra_expressed: count(&coverage.extra, |state| *state == State::Expressed),
        }
    }

    fn add(&mut self, other: &Tally) {
        self.rules += other.rules;
        self.expressed += other.expressed;
        self.in_words += other.in_words;
        self.not_expressible += other.not_expressible;
        self.unmapped += other.unmapped;
        self.wrong += other.wrong;
        self.extra += other.extra;
        self.extra_expressed += other.extra_expressed;
    }

    /// Rules that are expressed, in per cent to one place, cut off: 97 is not reached by rounding.
    fn percent(&self) -> String {
        let tenths = self.expressed * 1000 / self.rules.max(1);
        format!("{}.{}", tenths / 10, tenths % 10)
    }

    fn args(&self) -> Args {
        args! {
            "rules" => self.rules, "expressed" => self.expressed, "words" => self.in_words, "not" => self.not_expressible,
            "unmapped" => self.unmapped, "wrong" => self.wrong, "percent" => self.percent(),
            "extra" => self.extra, "extra-expressed" => self.extra_expressed,
        }
    }
}

/// The sentence of a row that is not simply expressed.
fn sentence(row: &Row, lang: Lang) -> Option<String> {
    let args = args! { "at" => row.at.as_str(), "says" => row.says.as_str() };
    let (key, args) = match &row.state {
        State::Expressed => return None,
        State::NotExpressible(reason) => ("coverage-not", args.set("reason", reason.as_str())),
        State::Unmapped => ("coverage-unmapped", args),
        State::Wrong(wrong) => {
            let (key, named) = wrong.sentence();
            let named = named.into_iter().fold(Args::default(), |args, (name, said)| args.set(name, said));
            ("coverage-wrong", args.set("why", ta(lang, key, &named)))
        }
    };
    Some(ta(lang, key, &args))
}

fn print(name: &str, coverage: &Coverage, tally: &Tally, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{name}  {}", coverage.title)?;
    writeln!(out, "  {}", ta(lang, "coverage-plan", &tally.args()))?;
    for line in coverage.rules.iter().chain(&coverage.extra).filter_map(|row| sentence(row, lang)) {
        writeln!(out, "  {line}")?;
    }
    for at in &coverage.stray {
        writeln!(out, "  {}", ta(lang, "coverage-stray", &args! { "at" => at.as_str() }))?;
    }
    Ok(())
}

fn as_json(name: &str, coverage: &Coverage, lang: Lang) -> Value {
    let row = |row: &Row| {
        let state = match row.state {
            State::Expressed => "expressed",
            State::NotExpressible(_) => "not-expressible",
            State::Unmapped => "unmapped",
            State::Wrong(_) => "wrong",
        };
        json!({
            "at": row.at, "says": row.says, "state": state, "in_words": row.in_words, "places": row.places, "message": sentence(row, lang),
        })
    };
    json!({
        "plan": name,
        "title": coverage.title,
        "ok": coverage.holds(),
        "rules": coverage.rules.iter().map(row).collect::<Vec<_>>(),
        "extra": coverage.extra.iter().map(row).collect::<Vec<_>>(),
        "stray": coverage.stray,
        "tells": coverage.tells,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(dir: &Path, json: bool) -> (bool, String) {
        let mut out = Vec::new();
        let fine = coverage(dir, json, Lang::En, &mut out).unwrap();
        (fine, String::from_utf8(out).unwrap())
    }

    fn corpus() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("plans/corpus")
    }

    #[test]
    fn all_rules_of_the_sixty_are_answered_for() {
        let (fine, out) = covered(&corpus(), false);
        assert!(fine, "{out}");
        assert!(out.contains("Plans: 60; rules: 626; expressed: 626 (100.0%)"), "{out}");
        let (fine, out) = covered(&corpus(), true);
        let out: Value = serde_json::from_str(&out).unwrap();
        assert!(fine && out["plans"].as_array().is_some_and(|plans| plans.len() == 60));
        assert_eq!(out["unmapped"], 0);
    }

    #[test]
    fn what_the_format_cannot_say_is_told_with_its_reason() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["rules.json", "plan.toml", "coverage.toml"] {
            std::fs::copy(corpus().join("94-changzheng-singers-10").join(file), folder.path().join(file))
                .unwrap();
        }
        let file = folder.path().join("coverage.toml");
        let answers = std::fs::read_to_string(&file).unwrap();
        let lines = answers.lines().map(|line| match line.starts_with("\"/quotas/eliminated\"") {
            true => "\"/quotas/eliminated\" = { not_expressible = \"a reason\" }",
            false => line,
        });
        std::fs::write(&file, lines.collect::<Vec<_>>().join("\n")).unwrap();
        let (fine, out) = covered(folder.path(), false);
        assert!(fine && out.contains("not expressible: /quotas/eliminated (2 per group): a reason"), "{out}");
    }

    #[test]
    fn a_plan_that_leaves_a_rule_out_is_told_and_the_answer_is_no() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["rules.json", "plan.toml", "coverage.toml"] {
            std::fs::copy(corpus().join("95-gandong-fujian-2021").join(file), folder.path().join(file))
                .unwrap();
        }
        assert!(covered(folder.path(), false).0);
        let plan = folder.path().join("plan.toml");
        let changed = std::fs::read_to_string(&plan).unwrap().replace("weight = 50", "weight = 49");
        std::fs::write(&plan, changed).unwrap();
        let answers = folder.path().join("coverage.toml");
        let changed = std::fs::read_to_string(&answers).unwrap();
        let changed: Vec<&str> = changed.lines().filter(|line| !line.contains("/quotas/winners")).collect();
        std::fs::write(&answers, changed.join("\n")).unwrap();
        let (fine, out) = covered(folder.path(), false);
        assert!(!fine);
        assert!(out.contains("unmapped: /quotas/winners (10)"), "{out}");
        assert!(out.contains("wrong: /combine/public (50):") && out.contains("the plan has 49"), "{out}");
    }

    #[test]
    fn a_folder_without_restatements_is_no_coverage() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!covered(folder.path(), false).0);
        std::fs::write(folder.path().join("rules.json"), "{}").unwrap();
        let (fine, out) = covered(folder.path(), false);
        assert!(!fine && out.contains("cannot be read"), "{out}");
    }
}
