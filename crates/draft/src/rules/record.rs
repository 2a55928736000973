//! The record under which a document was published, its title, dates and number, and the foot of its site.

use crate::days::{title_year, whole_date};
use crate::fact::{Fact, Record};
use crate::pattern::{number, pattern, word};
use crate::rules::Finder;
use crate::source::{Part, fold, printed};

pub fn read(finder: &mut Finder<'_>) {
    for (at, sentence) in finder.source.sentences.iter().enumerate() {
        match sentence.part {
            Part::Foot => foot(finder, at, &sentence.text),
            Part::Head => {
                if !fields(finder, at, &sentence.text) {
                    line(finder, at, &sentence.folded);
                }
            }
            Part::Body => {}
        }
    }
    signed(finder);
    finder.years.number = finder.found.iter().find_map(|found| match &found.fact {
        Fact::Record(Record::Document, text) => {
            text.split_once('〔')?.1.get(..4)?.parse().ok().filter(|year| (1980..2200).contains(year))
        }
        _ => None,
    });
    title(finder);
    addressees(finder);
}

/// A line of the record: names of fields, each followed by its value. True where it was one.
fn fields(finder: &mut Finder<'_>, at: usize, text: &str) -> bool {
    const NAMES: [(&str, &str); 16] = [
        ("索引号", "index"),
        ("发布机构", "publisher"),
        ("发文机关", "publisher"),
        ("发文单位", "publisher"),
        ("公开日期", "published"),
        ("发布日期", "published"),
        ("发布时间", "published"),
        ("成文日期", "issued"),
        ("发文日期", "issued"),
        ("发文字号", "document"),
        ("文号", "document"),
        ("公开方式", "disclosure"),
        ("信息名称", "name"),
        ("标题", "name"),
        ("存放位置", "location"),
        ("主题分类", "none"),
    ];
    let field = |token: &str| {
        let (name, rest) = token.split_once([':', '：']).unwrap_or((token, ""));
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| (*field, rest.to_owned()))
    };
    // Names are spread to one width: 索 引 号, 文  号.
    let text =
        pattern!("索\\s*引\\s*号").find(text).map_or(text.to_owned(), |m| text.replace(m.as_str(), "索引号"));
    let text = pattern!("文\\s+号").find(&text).map_or(text.clone(), |m| text.replace(m.as_str(), "文号"));
    let mut tokens = text.split_whitespace().peekable();
    if tokens.peek().and_then(|token| field(token)).is_none() {
        return false;
    }
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for token in tokens {
        match (field(token), pairs.last_mut()) {
            (Some(pair), _) => pairs.push(pair),
            (None, Some((_, value))) => {
                if !value.is_empty() {
                    value.push(' ');
                }
                value.push_str(token.trim_start_matches([':', '：']));
            }
            (None, None) => {}
        }
    }
    for (field, value) in pairs {
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        let text = printed(&fold(value));
        let date = whole_date(&fold(value));
        match (field, date) {
            ("index", _) => finder.tell(at, Fact::Record(Record::Index, text)),
            ("publisher", _) => finder.tell(at, Fact::Record(Record::Publisher, text)),
            ("published", Some(date)) => finder.tell(at, Fact::Published(date)),
            ("issued", Some(date)) => finder.tell(at, Fact::Issued(date)),
            ("document", _) => finder.tell(at, Fact::Record(Record::HeaderDocument, text)),
            ("disclosure", _) => finder.tell(at, Fact::Record(Record::Disclosure, text)),
            ("name", _) => finder.tell(at, Fact::Record(Record::Name, text)),
            ("location", _) => finder.tell(at, Fact::Record(Record::Location, text)),
            _ => {}
        }
    }
    if let Some(used) = finder.used.get_mut(at) {
        *used = true;
    }
    true
}

/// A line of the head that is a document number, or repeats how the document is published.
fn line(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let number = pattern!("^[\\p{Han}]{1,14}[〔\\[(][0-9]{4}[〕\\])]第?[0-9]{1,5}号$");
    let folded = folded.trim_end_matches('。');
    if number.is_match(folded) {
        let text = folded.replace(['[', '('], "〔").replace([']', ')'], "〕");
        finder.tell(at, Fact::Record(Record::Document, text));
    } else if let Some(found) = pattern!("^\\(?此件(?P<how>主动公开|依申请公开|不予公开)").captures(folded)
    {
        finder.tell(at, Fact::Record(Record::Disclosure, word(&found, "how").to_owned()));
    } else if pattern!("^[0-9]{4}-[0-9]{2}-[0-9]{2}.{0,40}(?:点击|浏览|来源|作者|字体)").is_match(folded)
        && let Some(date) = whole_date(folded.get(..10).unwrap_or_default())
    {
        finder.tell(at, Fact::Published(date));
    }
}

/// The date under the text: the last line of the head that is nothing but a date.
fn signed(finder: &mut Finder<'_>) {
    let lines = finder.body().filter(|(_, sentence)| !sentence.opens);
    let dates: Vec<_> =
        lines.filter_map(|(at, sentence)| Some((at, whole_date(&sentence.folded)?))).collect();
    if !finder.has(|fact| matches!(fact, Fact::Issued(_)))
        && let Some((at, date)) = dates.last()
    {
        finder.tell(*at, Fact::Issued(*date));
    }
    finder.years.issued = finder.found.iter().find_map(|found| match found.fact {
        Fact::Issued(date) => Some(date),
        _ => None,
    });
    if finder.years.issued.is_none() {
        // The day on which it was published is close enough for a year.
        finder.years.issued = finder.found.iter().find_map(|found| match found.fact {
            Fact::Published(date) => Some(date),
            _ => None,
        });
    }
}

/// The title, and what it says: place, edition, the name in quotation marks.
fn title(finder: &mut Finder<'_>) {
    let named = finder.found.iter().find_map(|found| match &found.fact {
        Fact::Record(Record::Name, name) => Some((found.at, fold(name), true)),
        _ => None,
    });
    let document = || {
        let mut lines = finder.body().filter(|(_, sentence)| {
            let folded = &sentence.folded;
            !sentence.opens
                && folded.chars().count() <= 60
                && pattern!("评选|评审|评比|表彰|推选|选树|征集|投票|展演|大赛|竞赛|寻找|奖").is_match(folded)
                && pattern!("(?:方案|办法|通知|公告|细则|规则|须知|启事|章程)(?:\\([^()]*\\))?$")
                    .is_match(folded)
        });
        lines.next().map(|(at, sentence)| (at, sentence.folded.clone(), true))
    };
    let first = || {
        let (at, sentence) = finder.body().next()?;
        let fits = (4..=40).contains(&sentence.folded.chars().count())
            && !sentence.folded.contains(['。', ';', ':', ','])
            && pattern!("评选|评审|奖|投票|选|征集|大赛").is_match(&sentence.folded);
        fits.then(|| (at, sentence.folded.clone(), false))
    };
    let Some((at, whole, sure)) = named.or_else(document).or_else(first) else { return };
    let mut title = whole.as_str();
    if let Some(found) =
        pattern!("^(?:[\\p{Han}、]*?)?关于(?:印发|开展|举办|组织开展|做好)?《?(?P<t>.+?)》?的(?:通知|公告)$")
            .captures(title)
    {
        title = found.name("t").map_or(title, |found| found.as_str());
    }
    let title = title.trim_matches(['《', '》']);
    let end = pattern!("(?:\\([^()]*\\))?$").find(title).map_or(title.len(), |found| found.start());
    let title = title.get(..end).unwrap_or(title);
    let kind =
        pattern!("(?:工作|活动)?(?:实施)?(?:方案|办法|细则|规则|须知|公告|启事|章程|通知)$").find(title);
    let kept = kind.map_or(title, |kind| {
        let start = kind.start() + if kind.as_str().starts_with("活动") { "活动".len() } else { 0 };
        title.get(..start).unwrap_or(title)
    });
    let kept = if kept.chars().count() < 4 { title } else { kept };
    if sure {
        finder.tell(at, Fact::Title(printed(kept)));
    } else {
        finder.infer(at, Fact::Title(printed(kept)), "first-line", "");
    }
    finder.years.title = title_year(kept);
    if let Some(found) = pattern!("第(?P<n>{n})届").captures(kept)
        && let Some(n) = number(&found, "n")
    {
        finder.tell(at, Fact::Edition(n));
    } else if kept.contains("首届") {
        finder.tell(at, Fact::Edition(1));
    }
    if let Some(found) = pattern!("“(?P<q>[^”]{2,20})”").captures(kept) {
        finder.tell(at, Fact::Short(printed(word(&found, "q"))));
    }
    let place = pattern!(
        "^(?:[0-9]{4}年?)?(?:第{n}届|首届)?(?P<p>全国|\\p{Han}{2,8}?(?:省|自治区|自治州|地区|市|县|区|旗|盟))"
    );
    if let Some(found) = place.captures(kept)
        && !pattern!("奖|赛|选|评|投|的|最|十").is_match(word(&found, "p"))
        && !pattern!("(?:城市|超市|门市|社区|校区|园区|赛区|景区|厂区|片区)$").is_match(word(&found, "p"))
    {
        finder.tell(at, Fact::Place(word(&found, "p").to_owned()));
    }
}

/// 主送: the line before the first paragraph that ends with a colon and names who is addressed.
fn addressees(finder: &mut Finder<'_>) {
    let line = finder.body().filter(|(_, sentence)| sentence.part == Part::Head).find(|(_, sentence)| {
        sentence.folded.ends_with(':')
            && pattern!("^(?:各|市直|省直|局属|机关各)|各[\\p{Han}]{0,6}(?:局|单位|部门|县|区)")
                .is_match(&sentence.folded)
    });
    let Some((at, sentence)) = line else { return };
    let list = sentence.folded.trim_end_matches(':');
    for group in list.split([',', ';']).filter(|group| !group.is_empty()) {
        // 局属各单位、机关各科室 are two; 宣传部、网信办 of every county are one.
        let parts: Vec<&str> = group.split('、').collect();
        let each = parts.len() > 1 && parts.iter().all(|part| part.contains('各'));
        for name in if each { parts } else { vec![group] } {
            finder.tell(at, Fact::Record(Record::Addressee, printed(name)));
        }
    }
}

/// What the law wants at the foot of a government's site.
fn foot(finder: &mut Finder<'_>, at: usize, text: &str) {
    let one = |shape: &crate::pattern::Pattern, text: &str| {
        Some(word(&shape.captures(text)?, "v").trim().to_owned())
    };
    let fields = [
        (Record::SiteOwner, one(pattern!("主办(?:单位)?[:：]\\s*(?P<v>[\\p{Han}()（）]+)"), text)),
        (Record::SiteIcp, one(pattern!("(?P<v>\\p{Han}ICP备[0-9]+号(?:-[0-9]+)?)"), text)),
        (Record::SiteId, one(pattern!("网站标识码[:：]?\\s*(?P<v>[0-9A-Za-z]+)"), text)),
        (Record::SiteAddress, one(pattern!("地址[:：]\\s*(?P<v>\\S+)"), text)),
        (Record::SitePolice, one(pattern!("(?P<v>\\p{Han}公网安备\\s*[0-9]+号)"), text)),
    ];
    for (field, value) in fields {
        if let Some(value) = value {
            finder.tell(at, Fact::Record(field, value));
        }
    }
    if let Some(phones) = one(pattern!("电话[:：]\\s*(?P<v>[0-9][0-9\\- ]+)"), text) {
        for phone in phones.split_whitespace() {
            finder.tell(at, Fact::Record(Record::SitePhone, phone.to_owned()));
        }
    }
}
