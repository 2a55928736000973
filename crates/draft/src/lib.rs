//! A plan file drafted out of an ordinary plan text (实施方案) in Chinese, by rules: every value with the sentence it
//! came from and how sure it is, and a list of what was not understood.
//!
//! ```
//! let text = draft::open("标题：某市首届“好声音”评选办法\n评选“好声音”10名。\n".as_bytes())?;
//! let draft = draft::draft(&text, text::Lang::Zh);
//! assert_eq!(draft.plan.edition, Some(1));
//! # Ok::<(), draft::Unreadable>(())
//! ```
//!
//! Nothing is made up. What a plan file needs and the text does not say is `"not stated"` where the type allows it, and
//! else [`plan::TO_DO`], at which `plan check` points; ids, prefixes and the order of stages are made by rule and listed
//! ([`Draft::made`]). The room is pure: bytes and text in, a draft out.
//!
//! - [`open`](mod@open) a file's bytes to text: plain text, HTML, DOCX
//! - `source` lines, sentences, clauses; `numerals`, `days`, `pattern` what rules read with
//! - `rules` a module per part of a plan; `fact` what they find
//! - `place` the one place where facts become the plan's types; `write` TOML with its sentences above the values

mod days;
mod fact;
mod numerals;
mod open;
mod pattern;
mod place;
mod rules;
mod source;
mod write;

use std::collections::BTreeMap;

use plan::read::{PLAN_MOST, Source as File, read_files};
use plan::{Fault, Plan, Severity, StageKind};
use serde_json::{Value, json};
use text::{Lang, args, t, ta};

pub use fact::Sureness;
pub use open::{FILE_MOST, TEXT_MOST, Unreadable, open};

use fact::{Fact, Found};
use place::Placed;
use source::{Part, Source, fold, printed};

/// The longest sentence that a comment shows, in characters.
const SHOWN_MOST: usize = 120;

/// A drafted plan.
#[derive(Debug)]
pub struct Draft {
    /// The plan, as [`Draft::toml`] reads.
    pub plan: Plan,
    /// The plan file, with the sentences as comments.
    pub toml: String,
    /// What was found, in the order of the text's parts.
    pub findings: Vec<Finding>,
    /// What a reader of plans says of it: errors are what has to be filled in, questions what the text does not state.
    /// Lines are those of [`Draft::toml`].
    pub faults: Vec<Fault>,
    /// What was made by rule because a plan file needs it: a path, and why it is what it is.
    pub made: Vec<(String, String)>,
    /// Sentences and parts of sentences from which nothing was taken.
    pub unread: Vec<Unread>,
}

/// One thing that the text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands in the plan; empty where a plan file has no place for it.
    pub path: String,
    /// False where it stands in the plan file as a comment only.
    pub placed: bool,
    /// What it is, in words.
    pub what: String,
    /// The value, in words.
    pub value: String,
    /// The sentence, as it stands in the text.
    pub sentence: String,
    /// The sentence's first and last line, from 1.
    pub lines: (u32, u32),
    /// The clause of the text; empty where it numbers nothing.
    pub clause: String,
    /// How sure it is.
    pub sure: Sureness,
    /// What it rests on besides its sentence; empty where it is stated.
    pub why: String,
}

/// What nothing was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// As it stands.
    pub text: String,
    /// First and last line, from 1.
    pub lines: (u32, u32),
    /// True where it looks like a rule: a number, or words that bid and forbid.
    pub rule: bool,
}

/// Drafts a plan out of a text. `lang` is the language of comments and of words about findings; what is quoted stays
/// Chinese.
pub fn draft(text: &str, lang: Lang) -> Draft {
    let mut source = Source::of(text);
    let edition = rules::read(&source).found.iter().find_map(|found| match found.fact {
        Fact::Edition(n) => Some(n),
        _ => None,
    });
    // A sentence that tells of another edition tells nothing of this one.
    source.hide_editions_but(edition);
    let finder = rules::read(&source);
    let (found, used) = (finder.found, finder.used);
    let mut placed = place::place(&found, &source);
    shorten(&mut placed.plan);
    let findings: Vec<Finding> =
        found.iter().zip(&placed.paths).map(|(found, path)| finding(found, path, &source, lang)).collect();
    let unread = unread(&findings, &found, &used, &source);
    let toml = toml(&placed, &findings, lang);
    let faults = match read_files(File { name: "", text: &toml }, &[]) {
        Ok(reading) => reading.check(None),
        Err(faults) => faults,
    };
    let made = placed.made.iter().map(|(path, how)| (path.clone(), t(lang, &format!("draft-made-{how}"))));
    Draft { made: made.collect(), plan: placed.plan, toml, findings, faults, unread }
}

impl Draft {
    /// What the text does not state and a plan asks.
    pub fn questions(&self) -> impl Iterator<Item = &Fault> {
        self.faults.iter().filter(|fault| fault.severity == Severity::Question)
    }

    /// What has to be filled in or mended before the plan can be run.
    pub fn errors(&self) -> impl Iterator<Item = &Fault> {
        self.faults.iter().filter(|fault| fault.severity == Severity::Error)
    }

    /// For programs.
    pub fn json(&self, lang: Lang) -> Value {
        let findings = self.findings.iter().map(|finding| {
            json!({
                "path": finding.path,
                "placed": finding.placed,
                "what": finding.what,
                "value": finding.value,
                "sentence": finding.sentence,
                "lines": [finding.lines.0, finding.lines.1],
                "clause": finding.clause,
                "sure": finding.sure,
                "why": finding.why,
            })
        });
        let faults = self.faults.iter().map(|fault| {
            json!({
                "severity": fault.severity,
                "code": fault.code,
                "path": fault.path,
                "line": fault.line,
                "message": fault.text(lang),
            })
        });
        let made = self.made.iter().map(|(path, why)| json!({ "path": path, "why": why }));
        let unread = self.unread.iter().map(
            |unread| json!({ "text": unread.text, "lines": [unread.lines.0, unread.lines.1], "rule": unread.rule }),
        );
        json!({
            "findings": findings.collect::<Vec<_>>(),
            "faults": faults.collect::<Vec<_>>(),
            "made": made.collect::<Vec<_>>(),
            "unread": unread.collect::<Vec<_>>(),
            "toml": self.toml,
        })
    }
}

fn finding(found: &Found, path: &str, source: &Source, lang: Lang) -> Finding {
    let sentence = &source.sentences[found.at];
    Finding {
        path: path.to_owned(),
        placed: !path.is_empty() && !matches!(found.fact, Fact::Note { .. }),
        what: t(lang, &found.fact.key()),
        value: found.fact.said(lang),
        sentence: sentence.text.clone(),
        lines: sentence.lines,
        clause: sentence.clause.clone(),
        sure: found.sure,
        why: found.why.as_ref().map(|why| why.text(lang)).unwrap_or_default(),
    }
}

/// A plan fits into one leaf of a ledger. Where copied text is what makes it too long, the copies go; where a text is
/// no plan and its lists go on without end, they are cut.
fn shorten(plan: &mut Plan) {
    let long = |plan: &Plan| serde_json::to_string(plan).map_or(0, |json| json.len()) > PLAN_MOST - 2_000;
    let steps: [fn(&mut Plan); 6] = [
        |plan| plan.requirement.clear(),
        |plan| plan.purpose.clear(),
        |plan| plan.category.iter_mut().for_each(|category| category.standards.clear()),
        |plan| {
            plan.stage
                .iter_mut()
                .filter_map(|stage| stage.recommend.as_mut())
                .for_each(|it| it.promotion.clear())
        },
        |plan| plan.publication = plan::Publication::default(),
        |plan| {
            plan.category.truncate(4);
            plan.sponsor.truncate(4);
        },
    ];
    for step in steps {
        if !long(plan) {
            return;
        }
        step(plan);
    }
}

/// Numbers in a folded text, each as its value.
fn numbers(folded: &str) -> Vec<u32> {
    let found = pattern::pattern!("{n}").all(folded);
    found.iter().filter_map(|found| numerals::whole(found.get(0)?.as_str())).collect()
}

/// Whether words bid, forbid, count or void.
fn rule_like(folded: &str) -> bool {
    pattern::pattern!("[0-9]|不得|须|必须|应当|禁止|无效|作废|取消|限|不超过|以上|以内|一半|半数|回避|得票|票数|{n}(?:名|人|位|个|次|票|天|日|%|分|届)")
        .is_match(folded)
}

/// Sentences that nothing was taken from; and of the others, the parts whose numbers are in nothing that was taken.
fn unread(findings: &[Finding], found: &[Found], used: &[bool], source: &Source) -> Vec<Unread> {
    let title = findings.iter().zip(found).find(|(_, found)| matches!(found.fact, Fact::Title(_)));
    let title = title.map(|(finding, _)| fold(&finding.value)).unwrap_or_default();
    let edition = pattern::pattern!("第{n}届").find(&title).map(|found| found.as_str().to_owned());
    let mut out = Vec::new();
    for (at, sentence) in
        source.sentences.iter().enumerate().filter(|(_, sentence)| sentence.part != Part::Foot)
    {
        let folded = fold(&sentence.text);
        let bare = folded.trim_end_matches(['。', ';', ':', '!', '?']);
        let heading =
            sentence.opens && sentence.heads.last().is_some_and(|head| bare.ends_with(head.as_str()));
        let of_title = !title.is_empty()
            && folded.contains(&title)
            && folded.chars().count() < title.chars().count() + 40;
        let phrase = pattern::pattern!("^(?:特此通知|现将.{0,60}印发|附件|\\(此件)").is_match(&folded);
        if !used[at] {
            if !((heading && !rule_like(bare)) || of_title || phrase) {
                out.push(Unread {
                    text: sentence.text.clone(),
                    lines: sentence.lines,
                    rule: rule_like(&folded),
                });
            }
            continue;
        }
        let taken: Vec<String> = findings
            .iter()
            .zip(found)
            .filter(|(_, found)| found.at == at)
            .map(|(finding, _)| fold(&format!("{}{}", finding.value, finding.why)))
            .collect();
        let mut known: Vec<u32> = taken.iter().flat_map(|value| numbers(value)).collect();
        // 六成 is 60.
        if folded.contains('成') {
            let tenths: Vec<u32> = known.iter().map(|n| n / 10).collect();
            known.extend(tenths);
        }
        let dated = found.iter().any(|found| {
            found.at == at
                && matches!(
                    found.fact,
                    Fact::Window { .. } | Fact::ChannelWindow { .. } | Fact::Issued(_) | Fact::Published(_)
                )
        });
        for (_, clause) in source::clauses(&folded) {
            // Neither the paragraph's own number nor the edition is a rule.
            let counted = pattern::pattern!("^(?:\\([一二三四五六七八九十0-9]{1,3}\\)|[一二三四五六七八九十0-9]{1,3}[、.]|第[一二三四五六七八九十百0-9]{1,4}[条章])").find(clause);
            let bare = counted.map_or(clause, |found| &clause[found.end()..]);
            let bare = edition.as_ref().map_or(bare.to_owned(), |edition| bare.replace(edition.as_str(), ""));
            let whole = taken.iter().any(|value| {
                value.contains(clause)
                    || (clause.contains(value.as_str()) && value.chars().count() * 2 > clause.chars().count())
            });
            let missing =
                numbers(&bare).into_iter().any(|n| !known.contains(&n) && (n != 1 || bare.contains('1')));
            let date = (dated || sentence.part == Part::Head)
                && pattern::pattern!("{n}[月日时点]|[0-9]{4}-").is_match(clause);
            if missing && !whole && !date && !of_title {
                out.push(Unread { text: printed(clause), lines: sentence.lines, rule: true });
            }
        }
    }
    out
}

fn toml(placed: &Placed, findings: &[Finding], lang: Lang) -> String {
    let mut comments: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut told = std::collections::BTreeSet::new();
    for finding in findings {
        let shown: String =
            finding.sentence.chars().take(SHOWN_MOST).map(|c| if c.is_control() { ' ' } else { c }).collect();
        let cut = if finding.sentence.chars().count() > SHOWN_MOST { "…" } else { "" };
        let line = if finding.placed {
            ta(
                lang,
                "draft-comment",
                &args! { "line" => finding.lines.0, "sentence" => format!("{shown}{cut}") },
            )
        } else {
            let args = args! {
                "what" => finding.what.as_str(),
                "value" => one_line(&finding.value),
                "line" => finding.lines.0,
            };
            ta(lang, "draft-comment-note", &args)
        };
        let lines = comments.entry(finding.path.clone()).or_default();
        if told.insert((finding.path.clone(), line.clone())) {
            lines.push(line);
        }
        if !finding.why.is_empty() {
            let why = ta(lang, "draft-comment-why", &args! { "why" => finding.why.as_str() });
            if told.insert((finding.path.clone(), why.clone())) {
                lines.push(why);
            }
        }
    }
    for (path, how) in placed
        .made
        .iter()
        .filter(|(_, how)| !matches!(**how, "format" | "numbered" | "prefix" | "kind" | "order" | "medium"))
    {
        comments.entry(path.clone()).or_default().push(t(lang, &format!("draft-made-{how}")));
    }
    let head = ["draft-head-1", "draft-head-2", "draft-head-3"].map(|key| t(lang, key));
    let tree = plan::silence::spelled(&placed.plan);
    write::toml(&tree, &head, comments, &missing(&placed.plan, lang))
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What no plan runs without and this text does not mention: written out as comments, for somebody who knows.
fn missing(plan: &Plan, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    let mut block = |key: &str, lines: &[&str]| {
        if out.is_empty() {
            out.push(t(lang, "draft-missing"));
        }
        out.push(String::new());
        out.push(t(lang, key));
        out.extend(lines.iter().map(|line| (*line).to_owned()));
    };
    if plan.unit.is_empty() {
        block("draft-missing-unit", &["[[unit]]", "id = \"unit-1\"", "name = \"待填\"", "kind = \"county\""]);
    }
    let kinds: [(StageKind, &str, &[&str]); 3] = [
        (
            StageKind::Recommend,
            "draft-missing-recommend",
            &[
                "[[stage]]",
                "id = \"recommend\"",
                "kind = \"recommend\"",
                "name = \"推荐\"",
                "[stage.recommend]",
                "tiers = [\"bottom-up\"]",
                "brief_most = \"not stated\"",
            ],
        ),
        (
            StageKind::Naming,
            "draft-missing-naming",
            &[
                "[[stage]]",
                "id = \"naming\"",
                "kind = \"naming\"",
                "name = \"命名\"",
                "[stage.naming]",
                "signatories = \"not stated\"",
            ],
        ),
        (
            StageKind::Closing,
            "draft-missing-closing",
            &[
                "[[stage]]",
                "id = \"closing\"",
                "kind = \"closing\"",
                "name = \"结束\"",
                "[stage.closing]",
                "successor = \"not stated\"",
            ],
        ),
    ];
    for (kind, key, lines) in kinds {
        if plan.stages(kind).next().is_none() {
            block(key, lines);
        }
    }
    out
}
