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
    ] {
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
