//! The text that is drafted from: its lines, sentences, headings and clauses.
//!
//! Every sentence is kept twice: as it stands, and *folded* (half-width, without blanks, dashes of every kind one `-`),
//! which is what rules look at. What is only an example, and what speaks of an earlier edition, is kept out of rules'
//! sight here, once for all of them.

use std::ops::Range;

use crate::numerals;
use crate::pattern::pattern;

/// Most sentences that rules look at; a plan has a few hundred. What comes behind them is kept, and nothing is taken
/// from it.
const SENTENCES_MOST: usize = 3_000;

/// The longest sentence, in characters; a longer one is cut in two.
const SENTENCE_MOST: usize = 1_000;

/// The text of a plan.
#[derive(Debug)]
pub struct Source {
    pub sentences: Vec<Sentence>,
}

/// One sentence, or a line of the head that is none (a title, a name, a date).
#[derive(Debug, Clone)]
pub struct Sentence {
    /// As it stands, without blanks at its ends.
    pub text: String,
    /// Folded; what rules must not see is blotted out with `□`.
    pub folded: String,
    /// Every number in it, as it is written.
    pub numbers: Vec<String>,
    /// First and last line, from 1.
    pub lines: (u32, u32),
    /// Its clause, e.g. `七（三）`; empty where the text numbers nothing.
    pub clause: String,
    /// The folded headings above it, outermost first; without numbers.
    pub heads: Vec<String>,
    /// True for the first sentence of a numbered paragraph, which is often its heading.
    pub opens: bool,
    /// Where in the document it stands.
    pub part: Part,
}

/// The parts of a document as it is published on a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Before the first numbered heading: record, title, issuers, addressees, preamble.
    Head,
    /// The plan's own clauses. A text without headings is all body and head at once.
    Body,
    /// The site's own lines below the document.
    Foot,
}

/// Folds a text: full-width forms to half-width, every dash to `-` and runs of it to one, no blanks.
pub fn fold(text: &str) -> String {
    // Stars of a text that was marked up (**…**).
    let text = text.replace("**", "");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{3000}' => continue,
            '、' | '。' | '“' | '”' | '《' | '》' | '〔' | '〕' => c,
            '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '–' | '—' | '―' | '−' | '─' | '━' | '﹣' | '∼' | '〜' => '-',
            '○' | '◯' => '〇',
            '∶' | '︰' => ':',
            c => c,
        };
        let c = if c == '~' { '-' } else { c };
        if c.is_whitespace() || (c == '-' && out.ends_with('-')) {
            continue;
        }
        out.push(c);
    }
    out
}

/// Folded text as a Chinese document prints it: its punctuation full-width again, but for times, figures and addresses.
pub fn printed(folded: &str) -> String {
    let chars: Vec<char> = folded.chars().collect();
    let ascii = |n: Option<usize>| n.and_then(|n| chars.get(n)).is_some_and(char::is_ascii_alphanumeric);
    let mut out = String::with_capacity(folded.len());
    for (n, c) in chars.iter().enumerate() {
        let between = ascii(n.checked_sub(1)) && ascii(Some(n + 1));
        out.push(match c {
            ',' if !between => '，',
            ':' if !between => '：',
            ';' => '；',
            '(' => '（',
            ')' => '）',
            '?' => '？',
            '!' => '！',
            '-' if !between => '—',
            c => *c,
        });
    }
    out
}

/// The parts of a folded sentence between its commas, with their places in it.
pub fn clauses(folded: &str) -> Vec<(Range<usize>, &str)> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    for (at, c) in folded.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = (depth - 1).max(0),
            ',' | ';' | '。' if depth == 0 => {
                out.push((start..at, &folded[start..at]));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push((start..folded.len(), &folded[start..]));
    out.retain(|(_, text)| !text.is_empty());
    out
}

/// A match, widened to the commas around it, so that no number and no word is cut in two.
pub fn widened(folded: &str, range: Range<usize>) -> &str {
    let parts = clauses(folded);
    let around =
        |at: usize| parts.iter().map(|(part, _)| part).find(|part| part.start <= at && at < part.end);
    let from = around(range.start).map_or(range.start, |part| part.start);
    let colon = folded[from..range.start].rfind(':').map(|at| from + at + 1);
    let start = colon.unwrap_or(from);
    // The paragraph's own number is none of its words; 1.5 is no such number.
    let own = pattern!(
        "^(?P<o>\\([一二三四五六七八九十0-9]{1,3}\\)|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、]|第[一二三四五六七八九十百0-9]{1,4}条)[^0-9]"
    );
    let number = own.captures(folded).filter(|_| start == 0).and_then(|found| found.name("o"));
    let start = number.map_or(start, |number| number.end().min(range.start));
    let end = around(range.end.saturating_sub(1)).map_or(range.end, |part| part.end);
    &folded[start..end]
}

impl Source {
    /// Takes a text apart.
    pub fn of(text: &str) -> Source {
        let mut sentences = Vec::new();
        let mut heads: Vec<Head> = Vec::new();
        let mut part = Part::Head;
        let paragraphs: Vec<(String, (u32, u32))> = paragraphs(text);
        // The level of the next numbered paragraph, from each one on.
        let mut next = vec![None; paragraphs.len() + 1];
        for (n, (paragraph, _)) in paragraphs.iter().enumerate().rev() {
            next[n] = Head::of(&fold(paragraph)).map(|head| head.level).or(next[n + 1]);
        }
        for (n, (paragraph, lines)) in paragraphs.into_iter().enumerate() {
            let folded = fold(&paragraph);
            if folded.is_empty() {
                continue;
            }
            if part != Part::Foot && !sentences.is_empty() && foot(&folded) {
                part = Part::Foot;
                heads.clear();
            }
            let mut numbered = false;
            if part != Part::Foot
                && let Some(head) = Head::of(&folded)
            {
                heads.retain(|above| above.level < head.level);
                heads.push(head);
                part = Part::Body;
                numbered = true;
            } else if heads.last().is_some_and(|head| head.ends(next[n])) {
                // What follows the last item of a list belongs to what the list stands under.
                heads.pop();
            }
            let clause: String = heads.iter().map(|head| head.label.as_str()).collect();
            for (n, text) in split(&paragraph).into_iter().enumerate() {
                let folded = fold(text);
                let titles = heads.iter().filter(|head| !head.title.is_empty());
                sentences.push(Sentence {
                    text: text.trim().to_owned(),
                    folded: if sentences.len() < SENTENCES_MOST { blotted(&folded) } else { String::new() },
                    numbers: text.split_whitespace().flat_map(|word| numerals::all(&fold(word))).collect(),
                    lines,
                    clause: clause.clone(),
                    heads: titles.map(|head| head.title.clone()).collect(),
                    opens: numbered && n == 0,
                    part,
                });
            }
        }
        Source { sentences }
    }
}

impl Source {
    /// Hides sentences that speak of another edition than this plan's, where that is known.
    pub fn hide_editions_but(&mut self, edition: Option<u32>) {
        for sentence in &mut self.sentences {
            let named = pattern!("第(?P<n>{n})届").all(&sentence.folded);
            let other = named.iter().any(|found| crate::pattern::number(found, "n") != edition);
            // 第二十届中央委员会 is no edition of a selection.
            let congress = pattern!("届(?:[一二三四五六七八九]中)?(?:全会|中央|人大|人民代表|政协|常委)")
                .is_match(&sentence.folded);
            if other && edition.is_some() && !congress {
                sentence.folded = blot(&sentence.folded, 0..sentence.folded.len());
            }
        }
    }
}

/// A numbered heading.
struct Head {
    level: u8,
    label: String,
    title: String,
    /// True where its paragraph is more than a heading.
    text: bool,
}

impl Head {
    fn of(folded: &str) -> Option<Head> {
        let shapes = [
            (0, pattern!("^(?P<l>第[一二三四五六七八九十百0-9]{1,4}章)(?P<t>.*)")),
            (1, pattern!("^(?P<l>第[一二三四五六七八九十百0-9]{1,4}条)(?P<t>.*)")),
            (2, pattern!("^(?P<l>[一二三四五六七八九十]{1,3})[、.,](?P<t>.*)")),
            (3, pattern!("^\\((?P<l>[一二三四五六七八九十]{1,3})\\)、?(?P<t>.*)")),
            (4, pattern!("^(?P<l>[0-9]{1,2})[、.](?P<t>[^0-9].*)")),
            (4, pattern!("^(?P<l>[0-9]{1,2}(?:\\.[0-9]{1,2}){1,3})[、.](?P<t>.*)")),
            (5, pattern!("^\\((?P<l>[0-9]{1,2})\\)(?P<t>.*)")),
            (6, pattern!("^(?P<l>[①②③④⑤⑥⑦⑧⑨⑩])(?P<t>.*)")),
        ];
        let (level, found) =
            shapes.into_iter().find_map(|(level, shape)| Some((level, shape.captures(folded)?)))?;
        let label = match level {
            3 | 5 => format!("（{}）", &found["l"]),
            4 if !found["l"].contains('.') => format!("{}.", &found["l"]),
            _ => found["l"].to_owned(),
        };
        // A title is short; where the whole rule stands behind the number there is none.
        let title = found["t"].split('。').next().unwrap_or_default();
        let title = if title.chars().count() <= 40 { title } else { "" };
        let text = found["t"].ends_with(['。', ';']);
        Some(Head { level, label, title: title.trim_end_matches(':').to_owned(), text })
    }

    /// Whether an unnumbered paragraph below this item is none of its own: the item is one of a list below a clause, is
    /// whole in its own paragraph, and no other item follows.
    fn ends(&self, next: Option<u8>) -> bool {
        self.level > 2 && self.text && next.is_none_or(|next| next < self.level)
    }
}

/// The first line that is a site's own: what stands under a published document.
fn foot(folded: &str) -> bool {
    pattern!(
        "^(?:上一[条篇]|下一[条篇]|关闭窗口|打印本页|打印$|相关链接|相关附件|扫一扫|分享到|版权所有)|网站标识码|ICP备[0-9]|公网安备"
    )
    .is_match(folded)
}

/// Paragraphs with their first and last line. A line that stops in the middle of a sentence goes on in the next one:
/// text out of a PDF is broken at its margins.
fn paragraphs(text: &str) -> Vec<(String, (u32, u32))> {
    let mut out: Vec<(String, (u32, u32))> = Vec::new();
    let mut goes_on = false;
    for (n, line) in text.lines().enumerate() {
        let n = u32::try_from(n + 1).unwrap_or(u32::MAX);
        let line: String = line.chars().filter(|c| !plan::characters::unseen(*c) || *c == '\t').collect();
        let line = line.replace('\t', "  ");
        let trimmed = line.trim().trim_start_matches('#').trim_start();
        if trimmed.is_empty() {
            goes_on = false;
            continue;
        }
        match out.last_mut() {
            Some((paragraph, lines)) if goes_on && Head::of(&fold(trimmed)).is_none() => {
                paragraph.push_str(trimmed);
                lines.1 = n;
            }
            _ => out.push((trimmed.to_owned(), (n, n))),
        }
        goes_on = stops_within(trimmed);
    }
    out
}

/// A long line of running text whose end is no end of anything.
fn stops_within(line: &str) -> bool {
    line.chars().count() >= 28
        && !line.contains("  ")
        && line.contains(['，', '。', '、', '；', ','])
        && line
            .chars()
            .last()
            .is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '，' | '、' | ','))
}

/// The sentences of a paragraph.
fn split(paragraph: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut depth, mut length) = (0, 0_i32, 0);
    for (at, c) in paragraph.char_indices() {
        length += 1;
        if length > SENTENCE_MOST {
            out.push(&paragraph[start..at]);
            (start, depth, length) = (at, 0, 1);
        }
        match c {
            '(' | '（' | '“' | '《' => depth += 1,
            ')' | '）' | '”' | '》' => depth = (depth - 1).max(0),
            '。' | '！' | '？' | '；' | ';' | '!' if depth == 0 || c == '。' => {
                let end = at + c.len_utf8();
                out.push(&paragraph[start..end]);
                (start, depth, length) = (end, 0, 0);
            }
            _ => {}
        }
    }
    out.push(&paragraph[start..]);
    out.retain(|text| !text.trim().is_empty());
    out
}

/// What a rule may not see: examples, and whole sentences on other editions.
fn blotted(folded: &str) -> String {
    let others = pattern!("上一?届|往届|历届|前[一二两三四五六七八九十]届|以往|此前已|去年|往年");
    if others.is_match(folded) {
        return blot(folded, 0..folded.len());
    }
    let example = pattern!("(?:例如|比如|譬如|举例|示例[:,]|样例[:,]|[(。;,]如:|例:|假设|假如)[^。;)]*");
    let mut out = folded.to_owned();
    while let Some(found) = example.find(&out) {
        out = blot(&out, found.range());
    }
    out
}

/// As many bytes as before, so that places stay what they were.
fn blot(text: &str, range: Range<usize>) -> String {
    let mark = |c: char| match c.len_utf8() {
        1 => "?",
        2 => "¿",
        3 => "□",
        _ => "????",
    };
    let hidden: String = text[range.clone()].chars().map(mark).collect();
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..range.start]);
    out.push_str(&hidden);
    out.push_str(&text[range.end..]);
    out
}
