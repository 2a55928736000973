//! `xuanxian plan check`, `plan explain`, `plan format` and `plan schema`.
//!
//! A supplement is taken together with the plan it amends, where both are given; several supplements to one plan in the
//! order given. Output goes to a writer, and the answer says whether all was well: the caller ends 1 where it was not.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use plan::read::{amends, id_of};
use plan::{Fault, Reading, Severity, Source, Supplement, read_files};
use serde_json::{Value, json};
use text::{Lang, args, t, ta};

/// `plan check FILE... [--json]`: every fault with file, line, severity and clause, then a line that sums up.
/// True where no file has an error.
///
/// # Errors
/// Where the output cannot be written. A file that cannot be read is told in the output.
pub fn check(files: &[PathBuf], json: bool, lang: Lang, out: &mut dyn Write) -> io::Result<bool> {
    let (files, unreadable) = open(files, lang);
    let reports: Vec<Report> = groups(&files).iter().map(|group| group.check()).collect();
    let fine = unreadable.is_empty() && reports.iter().all(|report| report.count(Severity::Error) == 0);
    if json {
        let plans: Vec<Value> = reports.iter().map(|report| report.json(lang)).collect();
        let all = json!({ "ok": fine, "unreadable": unreadable, "plans": plans });
        writeln!(out, "{all:#}")?;
        return Ok(fine);
    }
    for line in unreadable {
        writeln!(out, "{line}")?;
    }
    for report in reports {
        report.print(lang, out)?;
    }
    Ok(fine)
}

/// `plan explain FILE...`: the rules in plain words. Where a plan cannot be read, its faults instead; then false.
///
/// # Errors
/// Where the output cannot be written. A file that cannot be read is told in the output.
pub fn explain(files: &[PathBuf], lang: Lang, out: &mut dyn Write) -> io::Result<bool> {
    let (files, unreadable) = open(files, lang);
    let mut fine = unreadable.is_empty();
    for line in unreadable {
        writeln!(out, "{line}")?;
    }
    for group in groups(&files) {
        match group.read() {
            Some(Ok(reading)) => write!(out, "{}", plan::explain::explain(&reading.plan, lang))?,
            _ => {
                fine = false;
                group.check().print(lang, out)?;
            }
        }
    }
    Ok(fine)
}

/// `plan format [--write DIR]`: the reference page of the plan format; with a folder, what
/// `docs/` holds of it.
///
/// # Errors
/// Where the output or a file cannot be written.
pub fn format(write: Option<&Path>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let Some(folder) = write else { return write!(out, "{}", plan::format::reference(lang)) };
    for (name, text) in plan::format::documents() {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// `plan schema`: the JSON Schema of a plan file.
///
/// # Errors
/// Where the output cannot be written.
pub fn schema(lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", plan::format::schema_text(lang))
}

/// A file given on the command line.
struct File {
    name: String,
    text: String,
}

impl File {
    fn source(&self) -> Source<'_> {
        Source { name: &self.name, text: &self.text }
    }
}

/// The files that could be read, and a sentence for each that could not.
fn open(paths: &[PathBuf], lang: Lang) -> (Vec<File>, Vec<String>) {
    let (mut files, mut unreadable) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => files.push(File { name, text }),
            Err(why) => {
                let args = args! { "file" => name, "why" => why.to_string() };
                unreadable.push(ta(lang, "plan-unreadable", &args));
            }
        }
    }
    (files, unreadable)
}

/// A plan with its supplements, or supplements whose plan was not given.
struct Group<'f> {
    plan: Option<&'f File>,
    supplements: Vec<&'f File>,
}

fn groups(files: &[File]) -> Vec<Group<'_>> {
    let is_supplement = |file: &&File| amends(&file.text).is_some();
    let mut groups: Vec<Group<'_>> = files
        .iter()
        .filter(|file| !is_supplement(file))
        .map(|file| Group { plan: Some(file), supplements: Vec::new() })
        .collect();
    for file in files.iter().filter(is_supplement) {
        let of = amends(&file.text);
        let plan = groups.iter_mut().find(|group| group.plan.and_then(|plan| id_of(&plan.text)) == of);
        match plan {
            Some(group) => group.supplements.push(file),
            None => groups.push(Group { plan: None, supplements: vec![file] }),
        }
    }
    groups
}

impl Group<'_> {
    /// The plan with its supplements; `None` where there is no plan.
    fn read(&self) -> Option<Result<Reading, Vec<Fault>>> {
        let supplements: Vec<_> = self.supplements.iter().map(|file| file.source()).collect();
        self.plan.map(|plan| read_files(plan.source(), &supplements))
    }

    fn check(&self) -> Report {
        let files = self.plan.iter().chain(&self.supplements).map(|file| file.name.clone()).collect();
        match self.read() {
            Some(Ok(reading)) => {
                let faults = reading.check(None);
                // What is wrong with the plan itself is told once.
                let told = |fault: &Fault| {
                    faults.iter().any(|one| (one.code, &one.path) == (fault.code, &fault.path))
                };
                let beyond = reading.beyond().into_iter().filter(|fault| !told(fault)).collect();
                Report { files, faults, beyond, reading: Some(reading) }
            }
            Some(Err(faults)) => Report { files, faults, beyond: Vec::new(), reading: None },
            None => {
                let faults = self.supplements.iter().flat_map(|file| alone(file)).collect();
                Report { files, faults, beyond: Vec::new(), reading: None }
            }
        }
    }
}

/// What can be said of a supplement whose plan is not at hand.
fn alone(file: &File) -> Vec<Fault> {
    match Supplement::read_file(file.source()) {
        Err(faults) => faults,
        Ok(supplement) => {
            let mut fault =
                Fault::new(Severity::Question, "amends-absent", "amends").with("plan", supplement.amends);
            fault.file = Some(file.name.clone());
            vec![fault]
        }
    }
}

/// What came out of one plan.
struct Report {
    files: Vec<String>,
    faults: Vec<Fault>,
    /// What the software cannot run online yet: no fault of the plan.
    beyond: Vec<Fault>,
    reading: Option<Reading>,
}

/// The clause behind a sentence, where there is one.
fn clause_of(fault: &Fault, lang: Lang) -> String {
    match fault.clause.as_str() {
        "" => String::new(),
        clause => ta(lang, "plan-fault-clause", &args! { "clause" => clause }),
    }
}

impl Report {
    fn count(&self, severity: Severity) -> usize {
        self.faults.iter().filter(|fault| fault.severity == severity).count()
    }

    fn print(&self, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
        for fault in &self.faults {
            let clause = clause_of(fault, lang);
            let severity = t(lang, fault.severity.key());
            writeln!(out, "{fault}: {severity}: {}{clause} [{}]", fault.text(lang), fault.code)?;
        }
        if !self.faults.is_empty() {
            writeln!(out)?;
        }
        if !self.beyond.is_empty() {
            writeln!(out, "{}", t(lang, "plan-beyond-head"))?;
            for fault in &self.beyond {
                writeln!(out, "  {fault}: {}{}", fault.text(lang), clause_of(fault, lang))?;
            }
            writeln!(out)?;
        }
        match &self.reading {
            Some(reading) => writeln!(out, "{}  {}", reading.plan.id, reading.plan.title)?,
            None => writeln!(out, "{}", self.files.join(" + "))?,
        }
        if self.faults.is_empty() {
            writeln!(out, "{}", t(lang, "plan-summary-fine"))?;
        } else {
            let args = args! {
                "errors" => self.count(Severity::Error),
                "warnings" => self.count(Severity::Warning),
                "questions" => self.count(Severity::Question),
            };
            writeln!(out, "{}", ta(lang, "plan-summary", &args))?;
        }
        match self.reading.as_ref().map_or(0, |reading| plan::explain::unstated(&reading.plan)) {
            0 => {}
            n => writeln!(out, "{}", ta(lang, "plan-summary-silent", &args! { "n" => n }))?,
        }
        if self.count(Severity::Error) > 0 {
            writeln!(out, "{}", t(lang, "plan-summary-stops"))?;
        } else if let Some(reading) = &self.reading {
            let stands =
                if reading.beyond().is_empty() { "plan-summary-runs" } else { "plan-summary-counts" };
            writeln!(out, "{}", t(lang, stands))?;
            let hash = reading.plan.hash().to_string();
            writeln!(out, "{}", ta(lang, "plan-summary-hash", &args! { "hash" => hash }))?;
        }
        writeln!(out)
    }

    fn json(&self, lang: Lang) -> Value {
        let told = |fault: &Fault| {
            let args: serde_json::Map<_, _> =
                fault.args.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
            json!({
                "severity": fault.severity,
                "code": fault.code,
                "file": fault.file,
                "line": fault.line,
                "path": fault.path,
                "clause": fault.clause,
                "message": fault.text(lang),
                "args": args,
            })
        };
        let plan = self.reading.as_ref().map(|reading| &reading.plan);
        json!({
            "files": self.files,
            "plan": plan.map(|plan| plan.id.as_str()),
            "hash": plan.map(|plan| plan.hash().to_string()),
            "errors": self.count(Severity::Error),
            "warnings": self.count(Severity::Warning),
            "questions": self.count(Severity::Question),
            "faults": self.faults.iter().map(told).collect::<Vec<_>>(),
            "beyond": self.beyond.iter().map(told).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(|name| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("plans").join(name)).collect()
    }

    fn checked(files: &[PathBuf], json: bool) -> (bool, String) {
        let mut out = Vec::new();
        let fine = check(files, json, Lang::En, &mut out).unwrap();
        (fine, String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_shipped_plans_can_be_run() {
        let (fine, out) = checked(
            &shipped(&["linyi-2022.toml", "shiyin-2023.toml", "linyi-2022-supplement-1.toml"]),
            false,
        );
        assert!(fine, "{out}");
        assert!(out.contains("linyi-2022.toml:17: warning: No basis of approval"), "{out}");
        assert!(!out.contains(": open: "), "the rehearsal's supplement answers every question: {out}");
        assert_eq!(out.matches("The plan can be run.").count(), 2);
    }

    #[test]
    fn a_supplement_alone_is_checked_as_far_as_it_goes() {
        let (fine, out) = checked(&shipped(&["linyi-2022-supplement-1.toml"]), true);
        let out: Value = serde_json::from_str(&out).unwrap();
        assert!(fine);
        assert_eq!(out["plans"][0]["faults"][0]["code"], "amends-absent");
    }

    #[test]
    fn an_error_or_a_missing_file_is_told_and_the_answer_is_no() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("faulty.toml");
        std::fs::write(&path, "format = 1\nid = \"Big\"\n").unwrap();
        let (fine, out) = checked(&[path, folder.path().join("gone.toml")], false);
        assert!(!fine);
        assert!(out.contains("faulty.toml:2: error: “Big” cannot be an id"), "{out}");
        assert!(out.contains("cannot be opened") && out.contains("cannot be run"), "{out}");
    }

    #[test]
    fn the_format_is_written_into_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        format(Some(folder.path()), Lang::Zh, &mut Vec::new()).unwrap();
        let mut page = Vec::new();
        format(None, Lang::En, &mut page).unwrap();
        assert_eq!(std::fs::read(folder.path().join("plan-format.en.md")).unwrap(), page);
        let mut told = Vec::new();
        schema(Lang::Zh, &mut told).unwrap();
        assert_eq!(std::fs::read(folder.path().join("plan.schema.json")).unwrap(), told);
    }

    #[test]
    fn a_plan_is_explained_with_its_supplement() {
        let mut out = Vec::new();
        let files = shipped(&["linyi-2022.toml", "linyi-2022-supplement-1.toml"]);
        assert!(explain(&files, Lang::Zh, &mut out).unwrap());
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("票数供评议时参考，不占权重") && out.contains("公示3个工作日"), "{out}");
    }
}
