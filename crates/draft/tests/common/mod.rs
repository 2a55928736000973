//! What every draft is held to.

#![allow(dead_code, reason = "each story uses some")]

pub mod pieces;

use draft::{Draft, Finding, Sureness};

/// Numbers as values, whatever they are written in: digits as they stand, Chinese numerals one by one.
pub fn numbers(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    let mut digits = String::new();
    let mut chinese = String::new();
    for c in text.chars().chain(['。']) {
        let c = match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap(),
            c => c,
        };
        if c.is_ascii_digit() {
            digits.push(c);
        } else if !digits.is_empty() {
            out.extend(std::mem::take(&mut digits).parse::<u64>());
        }
        if "〇零一二三四五六七八九十百千万两廿卅".contains(c) {
            chinese.push(c);
        } else if !chinese.is_empty() {
            out.push(chinese_number(&std::mem::take(&mut chinese)));
        }
    }
    out
}

/// Written apart from the crate's own reading, on purpose.
fn chinese_number(text: &str) -> u64 {
    let value = |c: char| {
        "零一二三四五六七八九".chars().position(|d| {
            d == if c == '〇' {
                '零'
            } else if c == '两' {
                '二'
            } else {
                c
            }
        })
    };
    if text.chars().all(|c| value(c).is_some()) {
        return text.chars().fold(0, |n, c| n * 10 + value(c).unwrap() as u64);
    }
    let (mut sum, mut last) = (0, 0);
    for c in text.chars() {
        match c {
            '十' => (sum, last) = (sum + last.max(1) * 10, 0),
            '百' => (sum, last) = (sum + last.max(1) * 100, 0),
            '千' => (sum, last) = (sum + last.max(1) * 1_000, 0),
            '万' => (sum, last) = ((sum + last) * 10_000, 0),
            '廿' => (sum, last) = (sum + 20, 0),
            '卅' => (sum, last) = (sum + 30, 0),
            c => last = value(c).unwrap() as u64,
        }
    }
    sum + last
}

/// Han characters and letters only.
fn bare(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| c.is_alphabetic() && !"〇零一二三四五六七八九十百千万两廿卅".contains(*c))
        .collect()
}

/// Words of ours in which a value is told, and no words of the text.
const OURS: [&str; 39] = [
    "每天公开一次票数",
    "以",
    "点为准",
    "最多",
    "正好",
    "个",
    "至",
    "每人",
    "每天",
    "全程",
    "每个IP",
    "每个手机号",
    "每部固话",
    "小时",
    "分钟",
    "间隔至少",
    "张",
    "票给同一候选人",
    "投票",
    "评审",
    "推荐",
    "初审",
    "公示",
    "命名",
    "宣传",
    "结束",
    "工作日",
    "自然日",
    "会议决议",
    "得分供参考",
    "任务完成后撤销",
    "单位逐级推荐",
    "办公室或主办单位推荐",
    "公众推荐",
    "自荐",
    "由得分排名决定",
    "人",
    "投票结束前不公开票数",
    "随时公开每个候选人的票数",
];

/// Every finding's sentence stands in the text, at its lines, and says its value: every number and, but for words of
/// ours, every character. What a year or a meaning rests on besides is told in `why`.
pub fn held(draft: &Draft, text: &str, name: &str) {
    assert_eq!(plan::read(&draft.toml).as_ref(), Ok(&draft.plan), "{name}: the file reads as the plan");
    let lines: Vec<&str> = text.lines().collect();
    for finding in &draft.findings {
        let Finding { value, sentence, why, sure, .. } = finding;
        let (first, last) = (finding.lines.0 as usize - 1, finding.lines.1 as usize);
        let place = lines[first..last].iter().map(|line| line.trim()).collect::<String>();
        assert!(place.replace('\t', "  ").contains(sentence.as_str()), "{name}: {sentence} in {place}");
        assert_eq!(*sure == Sureness::Stated, why.is_empty(), "{name}: {finding:?}");
        let known: Vec<u64> = numbers(sentence).into_iter().chain(numbers(why)).collect();
        let mut ours = OURS;
        ours.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let told = ours.iter().fold(value.clone(), |value, word| value.replace(word, " "));
        for n in numbers(&told) {
            let derived = spelled(n, finding);
            assert!(known.contains(&n) || derived, "{name}: {n} of {value} is not in {sentence}");
        }
        let mut rest = bare(&told);
        let there = bare(&format!("{sentence}{why}"));
        rest.retain(|c| !there.contains(c));
        assert!(rest.is_empty(), "{name}: {rest:?} of {value} are not in {sentence}");
    }
}

/// Numbers that a sentence says without writing them: 首届 is 1, a year's end, the hours of a day, one of 去掉最高分.
fn spelled(n: u64, finding: &Finding) -> bool {
    let sentence = &finding.sentence;
    match n {
        0 => finding.what.contains("起止时间"),
        1 => sentence.contains("首届") || sentence.contains("去掉最高") || sentence.contains("三分之"),
        12..=23 => ["下午", "晚"].iter().any(|half| sentence.contains(half)),
        30 => sentence.contains('半') || sentence.contains('成'),
        50 => sentence.contains("一半") || sentence.contains('成'),
        10..=90 => {
            sentence.contains('成')
                || sentence.contains(':')
                || sentence.contains('：')
                || sentence.contains('∶')
        }
        // The year over which a window goes, told beside it.
        2000..=2200 => {
            finding.what == "起止时间" && numbers(&format!("{sentence}{}", finding.why)).contains(&(n - 1))
        }
        _ => false,
    }
}

/// The values of every finding of this name.
pub fn lines(draft: &Draft, what: &str) -> Vec<String> {
    draft.findings.iter().filter(|it| it.what == what).map(|it| it.value.clone()).collect()
}

/// The same in one text.
pub fn said(draft: &Draft, what: &str) -> String {
    lines(draft, what).join("\n")
}
