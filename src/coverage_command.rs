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
            "rules": total.rules, "expressed": total.expressed, "not_expressible": total.not_expressible,
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
            "rules" => self.rules, "expressed" => self.expressed, "not" => self.not_expressible,
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
            "at": row.at, "says": row.says, "state": state, "places": row.places, "message": sentence(row, lang),
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
