//! Files of every kind that plans come in, and bytes of every kind that they do not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

use std::io::{Cursor, Write};

use draft::{FILE_MOST, Unreadable, draft, open};
use encoding_rs::GB18030;
use proptest::prelude::*;
use text::Lang;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const LINYI: &str = include_str!("texts/linyi-2022.txt");

/// A .docx of some paragraphs' XML.
fn docx(body: &str) -> Vec<u8> {
    numbered(body, "", "")
}

/// A .docx whose paragraphs are numbered by Word.
fn numbered(body: &str, numbering: &str, styles: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default();
    for (name, text) in [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        ("word/document.xml", document.as_str()),
        ("word/numbering.xml", numbering),
        ("word/styles.xml", styles),
    ] {
        if text.is_empty() {
            continue;
        }
        zip.start_file(name, packed).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A paragraph whose text Word has cut into runs, as it does wherever somebody once typed.
fn paragraph(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let runs = chars.chunks(7).map(|run| {
        let text = escaped(&run.iter().collect::<String>());
        format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    });
    format!("<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>{}</w:p>", runs.collect::<String>())
}

#[test]
fn the_same_plan_comes_out_of_text_word_and_a_saved_page() {
    let plain = draft(&open(LINYI.as_bytes()).unwrap(), Lang::Zh).plan;
    let gb = GB18030.encode(LINYI).0;
    let marked = [b"\xef\xbb\xbf", LINYI.as_bytes()].concat();
    let utf16: Vec<u8> =
        [0xfeff].into_iter().chain(LINYI.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let crlf = LINYI.replace('\n', "\r\n");
    let word = docx(&LINYI.lines().map(paragraph).collect::<String>());
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"gbk\"><title>公示100天</title><style>p {{ color: red }}</style>\
         <script>document.write('<p>评选“脚本”99名</p>')</script></head><body><div class=\"nav\"><ul><li>首页</li></ul></div>\
         <!-- 公示90天 -->{}</body></html>",
        LINYI
            .lines()
            .map(|line| format!("<p>{}</p>\n", escaped(line).replace('\u{a0}', "&nbsp;")))
            .collect::<String>()
    );
    let page = GB18030.encode(&page).0;
    for (kind, bytes) in [
        ("GB18030", gb.as_ref()),
        ("UTF-8 with a mark", &marked),
        ("UTF-16", &utf16),
        ("CRLF", crlf.as_bytes()),
        ("Word", &word),
        ("page", page.as_ref()),
    ] {
        let plan = draft(&open(bytes).unwrap(), Lang::Zh).plan;
        assert_eq!(plan, plain, "{kind}");
    }
}

#[test]
fn a_word_document_is_read_as_its_reader_sees_it() {
    let table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>最美教师</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>10名</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let body = format!(
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙&amp;&#x4E01;</w:t></w:r></w:p>\
         <w:p><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del><w:ins><w:r><w:t>加上的</w:t></w:r></w:ins>\
         <w:moveFrom><w:r><w:t>搬走的</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>\
         <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Choice>\
         <mc:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>{table}"
    );
    assert_eq!(open(&docx(&body)).unwrap(), "甲  乙\n丙&丁\n加上的\n框\n最美教师  10名  \n");
}

#[test]
fn what_cannot_be_read_is_told_apart() {
    let broken = docx("<w:p>").len() / 2;
    let mut not_word = ZipWriter::new(Cursor::new(Vec::new()));
    not_word.start_file("other.txt", SimpleFileOptions::default()).unwrap();
    let not_word = not_word.finish().unwrap().into_inner();
    for (bytes, why) in [
        (b"%PDF-1.7 ...".to_vec(), Unreadable::Pdf),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....".to_vec(), Unreadable::OldOffice),
        (docx("<w:p>")[..broken].to_vec(), Unreadable::NotDocx),
        (docx("<w:p><w:r></w:p>"), Unreadable::NotDocx),
        (not_word, Unreadable::NotDocx),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Unreadable::NotText),
        (vec![0xff; 64], Unreadable::NotText),
        (b" \n\t ".to_vec(), Unreadable::Empty),
        (Vec::new(), Unreadable::Empty),
        (vec![b'a'; FILE_MOST + 1], Unreadable::TooLarge),
        ("公示".repeat(200_000).into_bytes(), Unreadable::TooLarge),
    ] {
        assert_eq!(open(&bytes), Err(why.clone()), "{why:?}");
        for lang in Lang::ALL {
            assert!(!text::t(lang, why.key()).contains('⟦'));
        }
    }
}

#[test]
fn a_bomb_is_put_down_before_it_is_large() {
    // 33 MB of blanks are 33 KB packed; of a document, no more than 32 MB are ever held.
    let bomb = docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", " ".repeat(33 << 20)));
    assert!(bomb.len() < 128 << 10, "{}", bomb.len());
    assert_eq!(open(&bomb), Err(Unreadable::TooLarge));
    let deep = docx(&"<w:p>".repeat(100_000));
    assert!(open(&deep).is_err());
}

#[test]
fn a_plan_that_goes_on_without_end_is_cut_and_reads() {
    let long = format!(
        "二、有关要求\n{}",
        "（一）要认真做好推荐工作，确保评选质量和评选纪律得到落实。\n".repeat(3_000)
    );
    let awards =
        format!("一、评选数量\n{}", (0..3_000).map(|n| format!("“称号{n}”{n}名。")).collect::<String>());
    for text in [long, awards, "公示3天，".repeat(6_000), "（".repeat(50_000), "12月1日至".repeat(5_000)]
    {
        let draft = draft(&text, Lang::Zh);
        assert_eq!(plan::read(&draft.toml), Ok(draft.plan));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_text_or_a_reason(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(text) = open(&bytes) {
            let draft = draft(&text, Lang::En);
            prop_assert_eq!(plan::read(&draft.toml), Ok(draft.plan));
        }
    }

    #[test]
    fn a_damaged_word_document_is_text_or_a_reason(at in 0_usize..2_000, by: u8) {
        let mut bytes = docx(&LINYI.lines().map(paragraph).collect::<String>());
        let at = at % bytes.len();
        bytes[at] ^= by;
        let _ = open(&bytes);
    }
}

const NUMBERING: &str = "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
    <w:abstractNum w:abstractNumId=\"3\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"japaneseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%3.\"/></w:lvl>\
    <w:lvl w:ilvl=\"3\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"●\"/></w:lvl>\
    </w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>";

const STYLES: &str = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
    <w:style w:type=\"paragraph\" w:styleId=\"h1\"><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr></w:style></w:styles>";

#[test]
fn numbers_that_word_makes_are_clauses() {
    let number = |level: u32| format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"7\"/></w:numPr>");
    let line = |properties: &str, text: &str| {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let head = "<w:pStyle w:val=\"h1\"/><w:tabs><w:tab w:val=\"left\" w:pos=\"420\"/></w:tabs>";
    let before = "<w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:pPrChange>";
    let body = [
        line("", "青禾学校第二届“好老师”评选办法"),
        line(head, "评选名额"),
        line("", "评选“好老师”5名。"),
        line(head, "评选程序"),
        line(&number(1), "推荐（2033年3月1日至3月10日）。每个年级推荐不超过2名。"),
        line(&number(1), "评审。评委打分项目如下："),
        line(&number(2), "师德（60分）：家长评价。"),
        line(&(number(2) + before), "教学（40分）：公开课。"),
        line("", "得分相同的，由评委会研究决定。"),
        line(head, "公示"),
        line(&number(1), "名单公示3个工作日。"),
        line(&number(3), "联系人另行通知。"),
    ]
    .concat();
    let text = open(&numbered(&body, NUMBERING, STYLES)).unwrap();
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        [
            "青禾学校第二届“好老师”评选办法",
            "一、评选名额",
            "评选“好老师”5名。",
            "二、评选程序",
            "（一）推荐（2033年3月1日至3月10日）。每个年级推荐不超过2名。",
            "（二）评审。评委打分项目如下：",
            "1.师德（60分）：家长评价。",
            "2.教学（40分）：公开课。",
            "得分相同的，由评委会研究决定。",
            "三、公示",
            "（一）名单公示3个工作日。",
            "联系人另行通知。",
        ]
    );
    let draft = draft(&text, Lang::Zh);
    let clause = |path: &str| {
        let found = draft.findings.iter().find(|it| it.path == path);
        found.unwrap_or_else(|| panic!("{path}: {}", draft.toml)).clause.clone()
    };
    assert_eq!(clause("category[0].seats"), "一");
    assert_eq!(clause("stage[0].opens"), "二（一）");
    assert_eq!(clause("stage[1].review.rubric[1]"), "二（二）2.");
    // What follows the last line of the score sheet is none of its lines.
    assert_eq!(clause("result[0].ties"), "二（二）");
    assert_eq!(clause("stage[2].notice.days"), "三（一）");
}

#[test]
fn a_numbering_part_that_is_broken_or_a_bomb_costs_the_numbers_and_nothing_else() {
    let body =
        "<w:p><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:r><w:t>评选办法</w:t></w:r></w:p>";
    let bomb = format!("<w:numbering>{}", "<w:abstractNum w:abstractNumId=\"1\">".repeat(200_000));
    for (numbering, styles) in [
        ("<w:numbering><w:abstractNum", ""),
        ("no xml at all", "<w:styles><w:style"),
        (bomb.as_str(), ""),
        ("<n><num numId=\"7\"><abstractNumId val=\"9\"/></num></n>", ""),
    ] {
        assert_eq!(open(&numbered(body, numbering, styles)).unwrap().trim(), "评选办法");
    }
    let long: String = (0..60_000)
        .map(|n| format!("<abstractNum abstractNumId=\"{n}\"><lvl ilvl=\"0\"/></abstractNum>"))
        .collect();
    assert_eq!(open(&numbered(body, &long, &long)).unwrap().trim(), "评选办法");
}
