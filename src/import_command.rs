//! `xuanxian plan import`: an ordinary plan text in, a draft of a plan file out.
//!
//! What was found is told with its sentence and how sure it is; then what has to be filled in, what the text does not
//! state, what was not understood; and last where the file is. The file goes to `--out`, or after all that to the output.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use draft::{Draft, Finding, Sureness, draft};
use plan::{Fault, Severity};
use text::{Lang, args, t, ta};

/// The options of `plan import`.
#[derive(Debug, Args)]
pub struct Options {
    /// The plan as text (UTF-8 or GB18030), a saved web page, or a .docx
    #[arg(value_name = "TEXT|DOCX|HTML")]
    file: PathBuf,
    /// Writes the plan file here; it must not exist yet
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// For programs: findings, faults, what was not understood, and the plan file, in one object
    #[arg(long)]
    json: bool,
}

/// Drafts. False where the file cannot be read, or the draft not be written where it was asked for.
///
/// # Errors
/// Where the output cannot be written.
pub fn run(options: &Options, lang: Lang, out: &mut dyn Write) -> io::Result<bool> {
    let text = match bytes(&options.file).map(|bytes| draft::open(&bytes)) {
        Ok(Ok(text)) => text,
        Ok(Err(why)) => {
            writeln!(out, "{}: {}", options.file.display(), t(lang, why.key()))?;
            return Ok(false);
        }
        Err(why) => {
            let args = args! { "file" => options.file.display().to_string(), "why" => why.to_string() };
            writeln!(out, "{}", ta(lang, "plan-unreadable", &args))?;
            return Ok(false);
        }
    };
    let draft = draft(&text, lang);
    if let Some(path) = &options.out
        && let Err(why) = write(path, &draft.toml)
    {
        let file = path.display().to_string();
        let told = match why.kind() {
            io::ErrorKind::AlreadyExists => ta(lang, "draft-import-exists", &args! { "file" => file }),
            _ => ta(lang, "draft-import-unwritable", &args! { "file" => file, "why" => why.to_string() }),
        };
        writeln!(out, "{told}")?;
        return Ok(false);
    }
    if options.json {
        writeln!(out, "{:#}", draft.json(lang))?;
        return Ok(true);
    }
    tell(&draft, lang, out)?;
    summary(&draft, lang, out)?;
    match &options.out {
        Some(path) => {
            let args = args! { "file" => path.display().to_string() };
            writeln!(out, "{}", ta(lang, "draft-import-done", &args))?;
        }
        None => {
            heading(lang, "draft-import-file", None, out)?;
            write!(out, "{}", draft.toml)?;
        }
    }
    Ok(true)
}

/// No more of a file than can be read at all.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    use io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(draft::FILE_MOST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn write(path: &Path, toml: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(toml.as_bytes())
}

fn tell(draft: &Draft, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    heading(lang, "draft-import-found", Some(draft.findings.len()), out)?;
    for finding in &draft.findings {
        found(finding, lang, out)?;
    }
    let errors: Vec<&Fault> = draft.errors().collect();
    faults("draft-import-errors", &errors, lang, out)?;
    let questions: Vec<&Fault> = draft.questions().collect();
    faults("draft-import-questions", &questions, lang, out)?;
    let doubts: Vec<&Fault> =
        draft.faults.iter().filter(|fault| fault.severity == Severity::Warning).collect();
    faults("draft-import-doubts", &doubts, lang, out)?;
    for (key, rule) in [("draft-import-unread", true), ("draft-import-other", false)] {
        let parts: Vec<_> = draft.unread.iter().filter(|unread| unread.rule == rule).collect();
        heading(lang, key, Some(parts.len()), out)?;
        for unread in parts {
            writeln!(out, "  {}  {}", place(unread.lines.0, "", lang), unread.text)?;
        }
    }
    writeln!(out)
}

/// How much of the text is in the draft, and what is left for a person.
fn summary(draft: &Draft, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let placed = draft.findings.iter().filter(|finding| finding.placed).count();
    let args = args! {
        "placed" => placed,
        "beside" => draft.findings.len() - placed,
        "errors" => draft.errors().count(),
        "questions" => draft.questions().count(),
        "unread" => draft.unread.iter().filter(|unread| unread.rule).count(),
    };
    writeln!(out, "{}", ta(lang, "draft-import-summary", &args))
}

fn heading(lang: Lang, key: &str, n: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let title = match n {
        Some(n) => ta(lang, key, &args! { "n" => n }),
        None => t(lang, key),
    };
    writeln!(out, "\n{title}")
}

/// What it is and its value; beneath, how sure it is, where it stands, and the sentence.
fn found(finding: &Finding, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let comment =
        if finding.placed { String::new() } else { format!(" {}", t(lang, "draft-import-no-place")) };
    let colon = t(lang, "draft-import-colon");
    writeln!(out, "  {}{colon}{}{comment}", finding.what, finding.value)?;
    let sure = match finding.sure {
        Sureness::Stated => t(lang, "draft-import-stated"),
        Sureness::Inferred => t(lang, "draft-import-inferred"),
    };
    let place = place(finding.lines.0, &finding.clause, lang);
    // A value that is its whole sentence is not said twice.
    let same = finding.sentence.trim_end_matches('。') == finding.value.trim_end_matches('。');
    let sentence = if same { "" } else { finding.sentence.as_str() };
    writeln!(out, "      [{sure}] {place}  {sentence}")?;
    if !finding.why.is_empty() {
        writeln!(out, "      {}", ta(lang, "draft-comment-why", &args! { "why" => finding.why.as_str() }))?;
    }
    Ok(())
}

fn place(line: u32, clause: &str, lang: Lang) -> String {
    match clause {
        "" => ta(lang, "draft-import-line", &args! { "line" => line }),
        clause => ta(lang, "draft-import-line-clause", &args! { "line" => line, "clause" => clause }),
    }
}

fn faults(key: &str, faults: &[&Fault], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    heading(lang, key, Some(faults.len()), out)?;
    for fault in faults {
        // Where in the drafted file it has to be written.
        let line = fault.line.map(|line| ta(lang, "draft-import-draft-line", &args! { "line" => line }));
        writeln!(out, "  {}{}  {}", fault.path, line.unwrap_or_default(), fault.text(lang))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINYI: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/draft/tests/texts/linyi-2022.txt");

    fn ran(options: &Options, lang: Lang) -> (bool, String) {
        let mut out = Vec::new();
        let fine = run(options, lang, &mut out).unwrap();
        (fine, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_newcomer_reads_what_was_found_what_is_open_and_where_the_file_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("linyi.toml");
        let options = Options { file: LINYI.into(), out: Some(path.clone()), json: false };
        let (fine, out) = ran(&options, Lang::Zh);
        assert!(fine);
        assert!(
            out.contains("  公示天数：3\n      [写明] 第82行，七（三）  评选领导小组办公室组织"),
            "{out}"
        );
        assert!(out.contains("  起止时间：2022-12-01至2022-12-10\n      [推定] 第78行，七（一）"), "{out}");
        assert!(out.contains("没有写年份，按成文或公开日期2022-11-24推定"), "{out}");
        for open in
            ["没有写明票数和评分怎样合成得分", "没有写明哪些人属于这一类别", "没有写明命名文件由谁签署"]
        {
            assert!(out.contains(open), "{open}: {out}");
        }
        assert!(out.contains("项写进了草稿，") && out.contains("处没有读懂。\n"), "{out}");
        let first = out.lines().find(|line| line.starts_with("  standards.before")).unwrap();
        let line: usize =
            first.split(|c: char| !c.is_ascii_digit()).find(|n| !n.is_empty()).unwrap().parse().unwrap();
        let toml = std::fs::read_to_string(&path).unwrap();
        assert!(toml.lines().nth(line - 1).unwrap().starts_with("before = "), "{first}");
        assert!(out.trim_end().ends_with("检查。") && out.contains("linyi.toml"), "{out}");
        let written = plan::read(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(written.edition, Some(6));
        // What was corrected by hand is never written over.
        let (fine, out) = ran(&options, Lang::En);
        assert!(!fine && out.contains("exists and was not touched"), "{out}");
    }

    #[test]
    fn without_a_file_name_the_draft_follows_and_programs_get_all_of_it() {
        let options = Options { file: LINYI.into(), out: None, json: false };
        let (fine, out) = ran(&options, Lang::En);
        assert!(
            fine && out.contains("[inferred] line 78, 七（一）") && out.contains("\nformat = 1\n"),
            "{out}"
        );
        let (fine, out) = ran(&Options { json: true, ..options }, Lang::Zh);
        let out: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert!(fine);
        let days = out["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["path"] == "stage[4].notice.days")
            .unwrap();
        assert_eq!(
            (&days["value"], &days["sure"], &days["lines"][0]),
            (&"3".into(), &"stated".into(), &82.into())
        );
        assert!(plan::read(out["toml"].as_str().unwrap()).is_ok());
    }

    #[test]
    fn what_cannot_be_read_is_told_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.pdf");
        std::fs::write(&path, "%PDF-1.7").unwrap();
        let (fine, out) = ran(&Options { file: path, out: None, json: false }, Lang::Zh);
        assert!(!fine && out.contains("请打开它，把文字复制出来"), "{out}");
        let gone = Options { file: folder.path().join("gone.txt"), out: None, json: true };
        let (fine, out) = ran(&gone, Lang::Zh);
        assert!(!fine && out.contains("打不开这个文件"), "{out}");
    }
}
