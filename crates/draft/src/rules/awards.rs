//! Categories, seats and standards.

use crate::fact::{Bound, Fact, Rule};
use crate::pattern::{number, pattern, word};
use crate::rules::Finder;
use crate::source::{Sentence, clauses, printed};

pub fn read(finder: &mut Finder<'_>) {
    for (at, sentence) in finder.body() {
        categories(finder, at, sentence);
    }
    for (at, sentence) in finder.body() {
        listed(finder, at, &sentence.folded);
    }
    for (at, sentence) in finder.body() {
        seats(finder, at, sentence);
    }
    ten(finder);
    for (at, sentence) in finder.body() {
        prizes(finder, at, &sentence.folded);
    }
    for (at, sentence) in finder.body() {
        standards(finder, at, sentence);
    }
}

/// Whether a sentence stands where a plan says what is awarded, and how often.
fn in_awards(sentence: &Sentence) -> bool {
    sentence.heads.iter().any(|head| {
        pattern!("^(?:评选|表彰|奖励|推选|活动)?(?:数量|名额|类别|项目|奖项|规模|种类|名额及类别|奖项及名额|类别及名额|类别和名额|类别和数量|数量和类别|奖项设置|奖项名额|名额分配|名额(?:与|和|及)奖[励项]|奖[励项](?:与|和|及)名额)(?:及.{1,6}|设置)?$").is_match(head)
    })
}

/// A part of a sentence that counts somebody else: who is put forward, who judges, how many are asked for.
fn of_others(clause: &str) -> bool {
    pattern!("每个?(?:单位|县|区|街道|部门|市|系统|乡镇|学校|企业)|同一|^其中|女性|周岁|一线|领导职务|候选|推荐|提名(?:[^奖]|$)|入围(?:[^奖]|$)|初选|初审|评委|专家|代表|评审委员|志愿者?名|不少于|至少|以上|比例|万|元|分$|票").is_match(clause)
}

/// 最美新市民10名 where awards are told: a category with its seats.
fn categories(finder: &mut Finder<'_>, at: usize, sentence: &Sentence) {
    if !in_awards(sentence) {
        return;
    }
    let parts = clauses(&sentence.folded);
    for (part, (_, clause)) in parts.iter().enumerate() {
        for whole in clause.split('、') {
            let (clause, mut prize) = unpriced(whole);
            if of_others(&clause) {
                continue;
            }
            let shapes = [
                pattern!(
                    "“(?P<name>[^“”]{2,20})”(?:荣誉)?(?:称号)?[:各共]?(?P<cap>不超过|最多|至多|不多于)?(?P<n>{n}){u}(?P<about>左右)?"
                ),
                pattern!(
                    "^(?:\\([一二三四五六七八九十0-9]{1,3}\\)|[0-9]{1,2}[.、]|第[一二三四五六七八九十百0-9]{1,4}条)?(?:评选|评出|另?设立?|表彰|命名)?(?P<name>\\p{Han}{2,14}?)[:各共]?(?P<cap>不超过|最多|至多|不多于)?(?P<n>{n}){u}(?P<about>左右)?(?:\\(|$|。)"
                ),
            ];
            let Some(found) = shapes.into_iter().find_map(|shape| shape.captures(&clause)) else { continue };
            let (name, Some(n)) = (word(&found, "name"), number(&found, "n")) else { continue };
            if n == 0 || pattern!("^(?:共|总|合计|其中|每|各)").is_match(name) {
                continue;
            }
            if pattern!("^(?:特|一|二|三|四|优秀|金|银|铜|鼓励|提名|入围|优胜|特别|纪念|组织|人气|单项|最佳.{1,6})等?奖$")
                .is_match(name)
            {
                let mut text = whole.to_owned();
                // 一等奖3名,奖金5000元: the money stands in the next clause, with nothing else.
                if prize.is_none()
                    && parts[part].1.ends_with(whole)
                    && let Some((_, next)) = parts.get(part + 1)
                    && let (rest, Some(money)) = unpriced(next)
                    && rest.is_empty()
                {
                    prize = Some(money);
                    text = format!("{text},{next}");
                }
                let fact =
                    Fact::Award { name: printed(name), n, bound: bound(&found), prize, text: printed(&text) };
                counted(finder, at, fact, bound(&found), !word(&found, "cap").is_empty());
                continue;
            }
            let name = printed(name);
            finder.tell(at, Fact::Category(name.clone()));
            one(finder, at, Some(name), n, bound(&found), !word(&found, "cap").is_empty());
        }
    }
}

/// 分两类:甲、乙. Taken where the list is as long as it says, and no class is known by its seats.
fn listed(finder: &mut Finder<'_>, at: usize, folded: &str) {
    if finder.has(|fact| matches!(fact, Fact::Category(_))) {
        return;
    }
    let shape = pattern!(
        "(?:(?P<n>{n})个(?:类别|组别|奖项类别)|(?:共?分|设)为?(?P<m>{n})(?:个)?(?:类|组|大类)别?)(?:,?(?:即|分别是|分别为|包括))?[:,](?P<l>[^,。;:]{4,120})"
    );
    let Some(found) = shape.captures(folded) else { return };
    let names: Vec<&str> =
        word(&found, "l").split(['、', '和']).map(|name| name.trim_matches(['“', '”'])).collect();
    let n = number(&found, "n").or_else(|| number(&found, "m"));
    let fits =
        |name: &&str| (2..=20).contains(&name.chars().count()) && !pattern!("[0-9%]|{n}{u}$").is_match(name);
    if n.map(|n| n as usize) == Some(names.len()) && names.iter().all(fits) {
        for name in names {
            finder.tell(at, Fact::Category(printed(name)));
        }
    }
}

/// A text without its prize money for each, and that money in yuan.
fn unpriced(text: &str) -> (String, Option<u32>) {
    let shape = pattern!(
        "\\(?(?:每[名人件个篇幅项家组队])?各?(?:奖励|奖金|颁发奖金|发放奖金)(?:为|现金|人民币|各)?(?P<y>{n})(?P<w>万)?元\\)?$"
    );
    let Some(found) = shape.captures(text) else { return (text.to_owned(), None) };
    let many = if word(&found, "w").is_empty() { 1 } else { 10_000 };
    let money = number(&found, "y").and_then(|n| n.checked_mul(many)).filter(|n| *n > 0);
    (text[..found.get(0).map_or(0, |found| found.start())].to_owned(), money)
}

/// 每人奖励5000元, of an award or a class that is known by then; and the money of all together.
fn prizes(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let total =
        pattern!("(?:奖金|奖励)(?:总额|总计|合计|总金额)(?:为|共|达|:)?(?:人民币)?(?P<n>{n})(?P<w>万)?元");
    let each = pattern!(
        "(?:每[人名件个篇幅项家组队]|各)(?:一次性)?(?:给予)?(?:奖励|奖金|发放|颁发)?(?:奖金|现金)?(?:人民币)?(?P<n>{n})(?P<w>万)?元|(?:奖励|奖金)(?:每[人名件个])?(?:为|:)?(?:现金|人民币)?(?P<m>{n})(?P<x>万)?元"
    );
    for (_, clause) in clauses(folded) {
        let money = |found: &regex::Captures<'_>, n: &str, w: &str| {
            let times = if word(found, w).is_empty() { 1 } else { 10_000 };
            number(found, n)?.checked_mul(times).filter(|yuan| *yuan > 0)
        };
        if let Some(found) = total.captures(clause) {
            if let Some(yuan) = money(&found, "n", "w") {
                finder.tell(at, Fact::Rule(Rule::PrizeTotal(yuan), printed(clause)));
            }
            continue;
        }
        let Some(found) = each.captures(clause) else { continue };
        let Some(yuan) = money(&found, "n", "w").or_else(|| money(&found, "m", "x")) else { continue };
        let before = &clause[..found.get(0).map_or(0, |found| found.start())];
        let known = finder.found.iter().filter_map(|found| match &found.fact {
            Fact::Award { name, prize: None, .. } | Fact::Category(name) => Some(name.clone()),
            _ => None,
        });
        let known: Vec<String> = known.collect();
        let quoted = pattern!("“(?P<q>[^”]{2,20})”").captures(before);
        let short = quoted.as_ref().map_or(before, |found| word(found, "q"));
        let exact =
            known.iter().filter(|name| printed(before).contains(name.as_str())).max_by_key(|name| name.len());
        let mut like =
            known.iter().filter(|name| short.chars().count() > 1 && name.contains(&printed(short)));
        let name = match (exact, like.next(), like.next()) {
            (Some(name), ..) | (None, Some(name), None) => name.clone(),
            _ => continue,
        };
        finder.tell(at, Fact::Rule(Rule::Prize { name, yuan }, printed(clause)));
    }
}

fn bound(found: &regex::Captures<'_>) -> Bound {
    if word(found, "about").is_empty() { Bound::AtMost } else { Bound::About }
}

/// A number of seats. A bare number is a cap: a plan that says 10名 does not say that fewer would be none.
fn one(finder: &mut Finder<'_>, at: usize, category: Option<String>, n: u32, bound: Bound, cap: bool) {
    counted(finder, at, Fact::Seats { category, n, bound }, bound, cap);
}

fn counted(finder: &mut Finder<'_>, at: usize, fact: Fact, bound: Bound, cap: bool) {
    if cap || bound == Bound::About { finder.tell(at, fact) } else { finder.infer(at, fact, "cap", "") }
}

/// Seats of the whole selection, where no category has seats of its own.
fn seats(finder: &mut Finder<'_>, at: usize, sentence: &Sentence) {
    if finder.has(|fact| matches!(fact, Fact::Seats { .. })) {
        return;
    }
    let folded = sentence.folded.as_str();
    if let Some(found) = pattern!("前(?P<n>{n}){u}?(?:入选|当选|获奖|为获奖|评定为)").captures(folded)
        && let Some(n) = number(&found, "n")
    {
        finder.tell(at, Fact::Seats { category: None, n, bound: Bound::Exactly });
        return;
    }
    for (_, clause) in clauses(folded) {
        if of_others(clause) {
            continue;
        }
        let shape = pattern!(
            "(?:评选|评出|表彰|命名|产生|授予|选出|选树|共评|拟评)(?P<what>[^,。;0-9]{0,20}?)(?P<cap>不超过|最多|至多|不多于)?(?P<n>{n})(?:名|位|人|个|件|家|组)(?P<about>左右)?(?P<next>.?)"
        );
        if let Some(found) = shape.captures(clause)
            && let Some(n) = number(&found, "n").filter(|n| *n > 0)
            && !pattern!("[工日月年小]").is_match(word(&found, "next"))
            && !word(&found, "what").contains(['第', '前', '由', '经', '过'])
        {
            one(finder, at, None, n, bound(&found), !word(&found, "cap").is_empty());
            return;
        }
    }
}

/// 十大 in the title, where nothing else says how many.
fn ten(finder: &mut Finder<'_>) {
    if finder.has(|fact| matches!(fact, Fact::Seats { .. })) {
        return;
    }
    let title = finder.found.iter().find_map(|found| match &found.fact {
        Fact::Title(title) => Some((found.at, pattern!("十大|十佳").find(title)?.as_str().to_owned())),
        _ => None,
    });
    if let Some((at, word)) = title {
        finder.infer(at, Fact::Seats { category: None, n: 10, bound: Bound::AtMost }, "ten", word);
    }
}

/// Standards: of a category under a heading with its name, of all where they stand before.
fn standards(finder: &mut Finder<'_>, at: usize, sentence: &Sentence) {
    let under = sentence.heads.iter().any(|head| {
        pattern!("^(?:评选|参评|推荐|评审|申报)?(?:标准|条件|标准和条件|条件和标准|标准及条件|资格)$")
            .is_match(head)
    });
    if !under || sentence.heads.len() == 1 && sentence.opens || sentence.folded.chars().count() < 8 {
        return;
    }
    let categories = finder.categories();
    let of = |head: &String| categories.iter().find(|name| printed(head).contains(name.as_str())).cloned();
    let category = sentence.heads.iter().rev().find_map(of);
    let only_name = category
        .as_ref()
        .is_some_and(|name| sentence.opens && sentence.folded.chars().count() < name.chars().count() + 16);
    if only_name {
        finder.used[at] = true;
    } else if !pattern!("^(?:详细|具体)?(?:标准|细则|条件)").is_match(&sentence.folded) {
        finder.tell(at, Fact::Standard { category, text: printed(&sentence.folded) });
    }
}
