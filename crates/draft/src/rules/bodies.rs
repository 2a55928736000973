//! Who stands behind a selection: sponsors, leading group and office, purpose, basis, and what binds people.

use crate::days::whole_date;
use crate::fact::{Fact, Found, Near, Record};
use crate::pattern::{pattern, word};
use crate::rules::{Finder, meant};
use crate::source::{Part, fold, printed};

pub fn read(finder: &mut Finder<'_>) {
    sponsors(finder);
    owner(finder);
    place(finder);
    office(finder);
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        let purpose = sentence
            .heads
            .iter()
            .any(|head| pattern!("指导思想|评选目的|活动目的|活动宗旨|目的意义").is_match(head));
        let preamble = sentence.part == Part::Head
            && pattern!("^(?:为|为了|为进一步|根据).{10,}(?:方案|办法|细则|决定|活动|通知|规定)")
                .is_match(folded);
        if (purpose && !sentence.opens) || preamble {
            finder.tell(at, Fact::Purpose(printed(folded)));
        }
        if let Some(found) =
            pattern!("经(?P<a>[^,。;]{2,40}?(?:批准|同意|审批))(?:[,。;]|$)").captures(folded)
            && !pattern!("公示|候选|审核|评审|评选办法|名单").is_match(folded)
        {
            finder.infer(at, Fact::Approval(printed(word(&found, "a"))), "approval", "");
        }
        let interpreter =
            pattern!("(?:由|归)(?P<a>[^,。;由归]{2,40}?)(?:负责解释|所有。?$|负责最终解释|解释(?:。|$))");
        if folded.contains("解释")
            && let Some(found) = interpreter.captures(folded)
        {
            finder.tell(at, Fact::Interpreter(printed(word(&found, "a"))));
        }
        if let Some(found) =
            pattern!("(?:标准|细则)[^,。;]{0,6}由(?P<a>[^,。;]{2,30}?)(?:负责)?(?:制定|制订|另行制定)")
                .captures(folded)
        {
            let who = printed(word(&found, "a"));
            let sponsor = meant(word(&found, "a"), &finder.sponsors());
            let is = sponsor.clone().unwrap_or_default();
            match sponsor {
                Some(name) if name == who => finder.tell(at, Fact::StandardsBy(who, Some(name))),
                Some(_) => finder.infer(at, Fact::StandardsBy(who, sponsor), "means", is),
                None => finder.note(at, "standards-by", Near::Plan, word(&found, "a")),
            }
        }
        requirement(finder, at);
    }
}

/// A name that may be a body's: nothing but Han characters, and the end of one.
fn is_body(folded: &str) -> bool {
    pattern!(
        "^[\\p{Han}()]{3,30}(?:委员会|办公室|联合会|电视台|日报社|集团|委|办|局|部|厅|署|处|社|会|府|台|院|馆|所|站|中心|公司|大学|学院|银行|协会|学会)$"
    )
    .is_match(folded)
        && !pattern!("的|关于|方案|通知|评选|评审|各|等|为|将|名单|大会").is_match(folded)
}

/// The names above the document's number or under its text; else those of whom the text says that they hold it.
fn sponsors(finder: &mut Finder<'_>) {
    for (at, sentence) in
        finder.body().filter(|(_, sentence)| !sentence.opens && !sentence.text.contains([':', '：']))
    {
        let names: Vec<String> =
            sentence.text.split([' ', '\u{3000}', '\t']).map(fold).filter(|name| !name.is_empty()).collect();
        if !names.is_empty() && names.iter().all(|name| is_body(name)) {
            for name in names {
                finder.tell(at, Fact::Sponsor(printed(&name)));
            }
        }
    }
    let signed = !finder.sponsors().is_empty();
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        let list = [
            pattern!("主办(?:单位|方)?[:为是](?P<l>[^。;]{3,200})"),
            pattern!("由(?P<l>[^,。;]{3,200}?)(?:联合|共同)?(?:主办|举办)"),
        ];
        let Some(found) = list.into_iter().find_map(|shape| shape.captures(folded)) else { continue };
        if signed {
            finder.used[at] = true;
            continue;
        }
        for name in pattern_split(word(&found, "l")) {
            if is_body(name) || name.chars().count() >= 4 {
                finder.tell(at, Fact::Sponsor(printed(name)));
            }
        }
    }
}

/// Names in a row: 甲、乙和丙.
fn pattern_split(list: &str) -> impl Iterator<Item = &str> {
    list.split(['、', ',']).flat_map(|name| name.split("和")).map(str::trim).filter(|name| !name.is_empty())
}

/// The place of whoever holds it, where the title names none.
fn place(finder: &mut Finder<'_>) {
    if finder.has(|fact| matches!(fact, Fact::Place(_))) {
        return;
    }
    let told = finder.found.iter().find_map(|found| match &found.fact {
        Fact::Sponsor(name) => Some((found.at, name.trim_start_matches("中共").to_owned())),
        _ => None,
    });
    let Some((at, name)) = told else { return };
    let shape = pattern!("^(?P<p>\\p{Han}{2,6}?(?:省|自治区|自治州|市|县|旗|盟))(?:委|\\p{Han}{2})");
    if let Some(found) = shape.captures(&name)
        && !pattern!("(?:城市|超市|门市)$").is_match(word(&found, "p"))
    {
        finder.infer(at, Fact::Place(word(&found, "p").to_owned()), "from-sponsor", name.clone());
    }
}

/// Whose number the document has: the sponsor who published it, as its record says.
fn owner(finder: &mut Finder<'_>) {
    let sponsors = finder.sponsors();
    if !finder.has(|fact| matches!(fact, Fact::Record(Record::Document, _))) {
        return;
    }
    let publisher = finder.found.iter().find_map(|found| match &found.fact {
        Fact::Record(Record::Publisher, name) if sponsors.contains(name) => Some((found.at, name.clone())),
        _ => None,
    });
    match (publisher, sponsors.as_slice()) {
        (Some((at, name)), _) => finder.infer(at, Fact::DocumentOwner(name.clone()), "publisher", name),
        (None, [only]) => {
            let at = finder
                .found
                .iter()
                .find(|found| found.fact == Fact::Sponsor(only.clone()))
                .map_or(0, |found| found.at);
            finder.infer(at, Fact::DocumentOwner(only.clone()), "only-sponsor", only.clone());
        }
        _ => {}
    }
}

fn office(finder: &mut Finder<'_>) {
    let mut short = String::new();
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        let founded = pattern!(
            "(?:成立|设立|组建)(?:由[^,。;]{0,40}组成的)?(?P<g>[^,。;(成立]{0,30}?(?:领导小组|组委会|组织委员会|评选委员会|工作专班))(?:\\((?:以下|下)简称:?“(?P<s>[^”]{2,20})”)?"
        );
        if let Some(found) = founded.captures(folded) {
            short = word(&found, "s").to_owned();
            finder.tell(at, Fact::Group(printed(word(&found, "g"))));
            break;
        }
    }
    if !finder.has(|fact| matches!(fact, Fact::Group(_))) {
        let mention = finder.body().find_map(|(at, sentence)| {
            let found = pattern!("组委会|组织委员会|评选活动领导小组|领导小组|评选委员会|评审委员会|评委会")
                .find(&sentence.folded)?;
            Some((at, found.as_str().to_owned()))
        });
        if let Some((at, name)) = mention {
            finder.infer(at, Fact::Group(name), "mentioned", "");
        }
    }
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        if let Some(found) = pattern!("办公室(?:设在|设于)(?P<h>[^,。;]{2,30})").captures(folded) {
            let host = word(&found, "h");
            match meant(host, &finder.sponsors()) {
                Some(name) if name == host => finder.tell(at, Fact::Host(printed(host), Some(name))),
                Some(name) => finder.infer(at, Fact::Host(printed(host), Some(name.clone())), "means", name),
                None => finder.tell(at, Fact::Host(printed(host), None)),
            }
        }
        if pattern!("(?:任务|工作)[^,。;]{0,6}完成后[^,。;]{0,6}(?:自行|自动)?(?:撤销|解散)").is_match(folded)
        {
            finder.tell(at, Fact::Dissolves);
        }
    }
    let named =
        |wanted: &str| finder.body().find(|(_, sentence)| sentence.folded.contains(wanted)).map(|(at, _)| at);
    let full = format!("{short}办公室");
    if !short.is_empty()
        && let Some(at) = named(&full)
    {
        finder.tell(at, Fact::Office(printed(&full)));
        return;
    }
    let mention = finder.body().find_map(|(at, sentence)| {
        let found = pattern!(
            "(?:评选活动|评选工作|评选|活动)?(?:领导小组|组委会|评委会|评选委员会|评审委员会)办公室"
        )
        .find(&sentence.folded)?;
        Some((at, found.as_str().to_owned()))
    });
    if let Some((at, name)) = mention {
        finder.tell(at, Fact::Office(name));
    } else if let Some(at) = named("办公室") {
        finder.infer(at, Fact::Office("办公室".to_owned()), "mentioned", "");
    }
}

/// What binds people rather than software: kept in the plan's words, under its heading.
fn requirement(finder: &mut Finder<'_>, at: usize) {
    let Some(sentence) = finder.source.sentences.get(at) else { return };
    let Some(first) = sentence.heads.first() else { return };
    let binding = pattern!(
        "^(?:有关要求|工作要求|相关要求|要求|评选范围|评选对象|参评范围|参评对象|评选方式|评选方法|评选原则|纪律要求|工作纪律|组织保障)$"
    );
    let interpreter = |found: &Found| found.at == at && matches!(found.fact, Fact::Interpreter(_));
    if !binding.is_match(first) || sentence.opens || finder.found.iter().any(interpreter) {
        return;
    }
    // The names and the date under the text.
    let signed = |found: &Found| found.at == at && matches!(found.fact, Fact::Sponsor(_) | Fact::Issued(_));
    if whole_date(&sentence.folded).is_some()
        || finder.found.iter().any(signed)
        || sentence.text.split("  ").all(|name| finder.sponsors().contains(&printed(&fold(name))))
    {
        return;
    }
    let title = sentence.heads.last().unwrap_or(first);
    finder.tell(at, Fact::Requirement { title: printed(title), text: printed(&sentence.folded) });
}
