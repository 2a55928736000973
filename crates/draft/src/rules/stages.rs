//! Stages: their names, kinds and windows.

use plan::stage::Tier;
use plan::{Clock, Hours, StageKind};

use crate::days::{From, clock, dated, dated_windows, vague};
use crate::fact::{Fact, Near, Rule, Why};
use crate::pattern::{number, pattern, word};
use crate::rules::Finder;
use crate::source::{Sentence, clauses, printed, widened};

/// The kind that the first such word of a text names, and where it stands.
fn kind_of(text: &str) -> Option<(StageKind, usize, usize)> {
    let words = [
        (
            StageKind::Vote,
            pattern!("(?:网络|网上|公众|群众|社会|大众|市民|线上)(?:评选|投票|票选)|网络点赞|投票|票选|点赞"),
        ),
        (
            StageKind::Review,
            pattern!("专家(?:评审|评选|评议|打分)|评审|评议|终审|终评|综合评定|打分|现场决赛|决赛"),
        ),
        (StageKind::Screen, pattern!("初审|资格(?:审查|审核)|审资格|审核|初评|复审|初选|海选|遴选|筛选")),
        (StageKind::Recommend, pattern!("(?:组织|宣传)?(?:推荐|申报|报名|征集|提名|自荐|推选)")),
        (StageKind::Notice, pattern!("公示")),
        (
            StageKind::Naming,
            pattern!("命名|表彰(?:大会|会)?|颁奖(?:典礼|仪式|晚会)?|授牌|揭晓|公布(?:评选)?结果"),
        ),
        (StageKind::Publicity, pattern!("集中宣传|事迹宣传|典型宣传|学习宣传|宣传推广|巡讲|巡展")),
    ];
    let found = words.into_iter().filter_map(|(kind, shape)| {
        let found = shape.find(text)?;
        let denied = pattern!("(?:不|不再|取消|未|无需|免|没有)(?:设|进行|组织|开展|举行|另行|设置)?$")
            .is_match(&text[..found.start()]);
        (!denied).then_some((found.start(), kind, found.end()))
    });
    found.min_by_key(|(start, _, _)| *start).map(|(start, kind, end)| (kind, start, end))
}

pub fn read(finder: &mut Finder<'_>) {
    brief(finder);
    let mut section = String::new();
    for (at, sentence) in finder.body() {
        let top = sentence.heads.first().cloned().unwrap_or_default();
        if top != section {
            finder.years.before = None;
            section = top;
        }
        windows(finder, at, sentence);
        within(finder, at, sentence);
        if !sentence.heads.is_empty() {
            finder.years.before = dated(&sentence.folded).or(finder.years.before);
        }
    }
}

/// The longest brief: of what is called brief, where several texts have their limits.
fn brief(finder: &mut Finder<'_>) {
    let shape = pattern!(
        "(?P<w>简要事迹|简介|简述|事迹|简历|材料|介绍|说明)[^。;字]{0,12}?(?P<cap>不超过|限|控制在)?(?P<n>{n})字(?P<how>以内|之内|内|以下|左右)?|(?P<n2>{n})字(?P<how2>以内|之内|内|以下)的?(?P<w2>简要事迹|简介|简述|事迹|介绍)"
    );
    let mut best: Option<(bool, usize, u32, bool)> = None;
    for (at, sentence) in finder.body() {
        for found in sentence.folded.split(['、', ';', '。']).filter_map(|part| shape.captures(part)) {
            let n = number(&found, "n").or_else(|| number(&found, "n2"));
            let how = [word(&found, "how"), word(&found, "how2"), word(&found, "cap")].concat();
            let named = [word(&found, "w"), word(&found, "w2")].concat().starts_with('简');
            if let Some(n) = n.filter(|n| *n > 0 && !how.is_empty())
                && best.is_none_or(|(known, ..)| named && !known)
            {
                best = Some((named, at, n, how.starts_with("左右")));
            }
        }
    }
    match best {
        Some((_, at, n, true)) => finder.infer(at, Fact::BriefMost(n), "about", ""),
        Some((_, at, n, false)) => finder.tell(at, Fact::BriefMost(n)),
        None => {}
    }
}

/// Every window of a sentence that belongs to a stage.
fn windows(finder: &mut Finder<'_>, at: usize, sentence: &Sentence) {
    if sentence.heads.is_empty()
        && sentence.folded.chars().count() < 14
        && !sentence.folded.contains(['至', '-'])
    {
        // A date alone in a line is the document's.
        return;
    }
    let folded = sentence.folded.as_str();
    let parts = clauses(folded);
    let whole = dated_windows(folded, &finder.years);
    if whole.is_empty() {
        vaguely(finder, at, sentence);
        return;
    }
    for (window, dates) in whole {
        let Some(part) = parts.iter().position(|(range, _)| range.contains(&window.at.start)) else {
            continue;
        };
        let range = &parts[part].0;
        let before = folded[range.start..window.at.start]
            .trim_end_matches(['(', ':', '为', '在', '于', '自', '从', '间', '时']);
        let after = &folded[window.at.end.min(range.end)..range.end];
        let span = printed(&folded[window.at.clone()]);
        let one_day = window.opens.is_some() && window.opens == window.closes;
        // Of a single date only what stands right beside it says what happens on it.
        let near = |place: usize| {
            place <= if one_day { "进行".len() } else { "由评选委员会组织专家".len() }
        };
        let (kind, name) = match (kind_of(before), kind_of(after.trim_start_matches(')'))) {
            (Some((kind, start, end)), _) if !one_day || before.len() - end <= "阶段时间".len() => {
                (kind, named(before, start, end))
            }
            (_, Some((kind, start, end))) if near(start) => {
                (kind, after.trim_start_matches(')')[start..end].to_owned())
            }
            _ if channels(before) => {
                let Some((opens, closes, from)) = dates else {
                    finder.note(at, "channel-window", Near::Kind(StageKind::Vote), &folded[range.clone()]);
                    continue;
                };
                let names =
                    pattern!("报纸|纸质|纸|网络|网上|微信|短信|手机|客户端|APP|固话|现场|信函").all(before);
                let names = names.iter().filter_map(|found| Some(found.get(0)?.as_str().to_owned()));
                let fact = Fact::ChannelWindow { names: names.collect(), opens, closes };
                match why(from, finder) {
                    None => finder.tell(at, fact),
                    Some(why) => finder.infer(at, fact, why.key, why.word),
                }
                continue;
            }
            _ if !one_day
                && parts.get(part + 1).is_some_and(|(_, next)| pattern!("投.{0,4}票").is_match(next)) =>
            {
                (StageKind::Vote, "投票".to_owned())
            }
            // 投票时间 is the heading, the window stands under it.
            _ if !one_day && before.chars().count() <= 6 => {
                match sentence.heads.last().and_then(|head| Some((head, kind_of(head)?))) {
                    Some((head, (kind, start, end))) => (kind, named(head, start, end)),
                    None => continue,
                }
            }
            _ => continue,
        };
        let stage = Fact::Stage { kind, name: printed(&name) };
        if finder.found.iter().any(|found| found.fact == stage) {
            // The same words again: a window is told once.
            finder.note(at, "window-again", Near::Kind(kind), &folded[range.clone()]);
            continue;
        }
        finder.tell(at, stage);
        match dates {
            Some((opens, closes, from)) => {
                let fact = Fact::Window { opens, closes };
                match why(from, finder) {
                    None => finder.tell(at, fact),
                    Some(why) => finder.infer(at, fact, why.key, why.word),
                }
            }
            None => finder.infer(at, Fact::Printed(span), "no-year", ""),
        }
    }
}

/// What is told of a year that the window does not name.
fn why(from: From, finder: &Finder<'_>) -> Option<Why> {
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    match from {
        // Both ends of one window, in one sentence.
        From::Itself | From::Sentence => None,
        From::Before => Some(Why::new("year-before", day(finder.years.before))),
        From::Issued => Some(Why::new("year-issued", day(finder.years.issued))),
        From::Number => Some(Why::new(
            "year-number",
            finder.years.number.map(|year| year.to_string()).unwrap_or_default(),
        )),
        From::Title => {
            Some(Why::new("year-title", finder.years.title.map(|year| year.to_string()).unwrap_or_default()))
        }
    }
}

/// 6月中旬至7月中旬公示: a stage, and days that nobody can know yet.
fn vaguely(finder: &mut Finder<'_>, at: usize, sentence: &Sentence) {
    let folded = sentence.folded.as_str();
    let Some(span) = vague(folded) else { return };
    if !sentence.opens
        && !sentence.heads.is_empty()
        && sentence.heads.len() < 2
        && kind_of(&folded[span.end..]).is_none()
    {
        return;
    }
    let (before, after) = (&folded[..span.start], &folded[span.end..]);
    let name = match (kind_of(before), kind_of(after)) {
        (Some((kind, start, end)), _) => Some((kind, named(before, start, end))),
        (None, Some((kind, start, end))) if start <= "由评选委员会组织专家".len() => {
            Some((kind, after[start..end].to_owned()))
        }
        _ => None,
    };
    if let Some((kind, name)) = name {
        let stage = Fact::Stage { kind, name: printed(&name) };
        finder.tell(at, stage.clone());
        if finder.found.last().is_some_and(|last| last.fact == stage) {
            finder.tell(at, Fact::Printed(printed(&folded[span])));
            return;
        }
    }
    finder.note(at, "window-vague", Near::Stage, &folded[span]);
}

/// A stage's name as printed: what stands before its window, when that is short; else the word that names its kind.
fn named(before: &str, start: usize, end: usize) -> String {
    let bare = before.rsplit_once(['”', ':', ',']).map_or(before, |(_, rest)| rest);
    let bare = pattern!("^(?:\\([一二三四五六七八九十0-9]{1,3}\\)|[一二三四五六七八九十0-9]{1,3}[、.])?(?P<name>.*?)(?:阶段|环节|时间|期间|拟?定于?|将|拟|[(:])*$")
        .captures(bare)
        .map(|found| word(&found, "name").to_owned())
        .unwrap_or_default();
    if (2..=12).contains(&bare.chars().count()) && kind_of(&bare).is_some() {
        bare
    } else {
        before[start..end].to_owned()
    }
}

fn channels(before: &str) -> bool {
    pattern!("^(?:.*[:,])?(?:(?:报纸|纸质|纸|网络|网上|微信|短信|手机|客户端|APP|电话|固话|现场|信函)(?:选票|票)?[、和及]?)+(?:投票|票)?(?:截止|截至)?(?:时间)?$").is_match(before)
}

/// What a sentence says of a stage besides its window.
fn within(finder: &mut Finder<'_>, at: usize, sentence: &Sentence) {
    let folded = sentence.folded.as_str();
    if let Some(found) = pattern!("每[天日](?P<t>[0-9一二三四五六七八九十:]{1,5}(?:时|点)?[^,。;]{0,6}(?:至|到|-)[0-9一二三四五六七八九十:]{1,5}(?:时|点)(?:{n}分|半)?)").captures(folded) {
        match hours(word(&found, "t")) {
            Some(hours) => finder.tell(at, Fact::Rule(Rule::Hours(hours), printed(word(&found, "t")))),
            None => finder.note(at, "daily-hours", Near::Stage, word(&found, "t")),
        }
    }
    for (_, clause) in clauses(folded) {
        let quota = pattern!(
            "(?:每个?|各)(?:单位|县区?|区县|市县|街道|乡镇|部门|系统|学校|地区|市|分公司|子公司|公司|企业|支部|车间|班组|村|镇|医院|院系|学院|班级|社区|科室)[^,。;]{0,14}?(?:推荐|申报|上报|报送)[^,。;]{0,12}?(?P<n>{n}){u}"
        );
        if let Some(found) = quota.captures(clause)
            && let Some(n) = number(&found, "n").filter(|n| *n > 0)
            && !clause.contains("不少于")
        {
            finder.tell(at, Fact::Quota(n));
        }
        let candidates =
            pattern!("候选(?:人|对象|者|作品|名单|单位)?[^,。;0-9]{0,6}(?:不超过|最多|至多)(?P<n>{n}){u}");
        let rest = pattern!("其余|未当选|落选|比例").is_match(clause);
        if let Some(n) = candidates.captures(clause).and_then(|found| number(&found, "n")).filter(|_| !rest) {
            finder.tell(at, Fact::CandidatesMost(n));
        } else if let Some(found) = pattern!(
            "(?:取|选|评出)[^,。;0-9]{0,8}{n}(?:名|位|个|件|家|项)[^,。;]{0,4}(?:候选|入围|上网|晋级)"
        )
        .find(clause)
        {
            finder.note(at, "candidates", Near::Kind(StageKind::Screen), widened(clause, found.range()));
        }
    }
    let recommends = sentence
        .heads
        .iter()
        .any(|head| head.contains("推荐") || head.contains("申报") || head.contains("评选方式"))
        || folded.contains("推荐");
    if recommends {
        let tiers = [
            (
                Tier::BottomUp,
                pattern!("下上结合|上下结合|自下而上|逐级推荐|层层推荐|单位推荐|组织推荐"),
                true,
            ),
            (Tier::TopDown, pattern!("下上结合|上下结合|自上而下"), true),
            (Tier::Public, pattern!("公众推荐|群众推荐|社会推荐|市民推荐"), true),
            (Tier::Public, pattern!("发动广大[^,。;]{0,12}(?:市民|群众|公众)[^,。;]{0,8}参与"), false),
            (Tier::Public, pattern!("联名推荐"), false),
            (Tier::BottomUp, pattern!("(?:社区|街道|乡镇|学校|企业|部门|班组|车间|分公司|支部)推荐"), false),
            (Tier::Own, pattern!("自荐|个人自荐|自我推荐|毛遂自荐"), true),
        ];
        for (tier, shape, stated) in tiers {
            match shape.find(folded) {
                Some(_) if stated => finder.tell(at, Fact::Tier(tier)),
                Some(found) => finder.infer(at, Fact::Tier(tier), "tier", printed(found.as_str())),
                None => {}
            }
        }
        if sentence.heads.iter().any(|head| head.contains("推荐阶段"))
            && pattern!("广泛宣传|宣传发动").is_match(folded)
        {
            finder.tell(at, Fact::Promotion(printed(folded)));
        }
    }
    publicity(finder, at, folded);
}

/// 9时至17时30分, as hours of the day.
fn hours(text: &str) -> Option<Hours> {
    let (end, from) = clock(text)?;
    let joined = pattern!("^(?:整)?(?:至|到|-)").find(&text[end..])?;
    let (_, to) = clock(&text[end + joined.end()..])?;
    (from < to).then_some(Hours { from: Clock(from), to: Clock(to) })
}

fn publicity(finder: &mut Finder<'_>, at: usize, folded: &str) {
    if let Some(found) = pattern!(
        "(?:^|由)(?P<l>[\\p{Han}、]{4,60}?)对(?:评选出的|获评的|当选的|获奖的|先进)[^,。;]{0,24}(?:采访|宣传)"
    )
    .captures(folded)
    {
        let sponsors = finder.sponsors();
        for name in word(&found, "l").split('、') {
            let media = pattern!("(?:报|报社|集团|电视台|广播台|融媒体中心|网|传媒)$").is_match(name);
            if media || sponsors.iter().any(|sponsor| sponsor == name) {
                finder.tell(at, Fact::Outlet(printed(name)));
            }
        }
    }
    for (_, clause) in clauses(folded) {
        if pattern!("(?:举办|举行|召开)[^,。;]{0,10}(?:发布仪式|颁奖仪式|颁奖典礼|颁奖晚会|表彰大会|发布会)")
            .is_match(clause)
        {
            finder.tell(at, Fact::Ceremony(printed(clause)));
        }
    }
    if let Some(found) = pattern!("授予[^“。;]{0,16}“(?P<t>[^”]{2,24})”(?:荣誉)?(?:称号)?").captures(folded)
    {
        finder.tell(at, Fact::Honour(printed(word(&found, "t"))));
    }
}

/// Stages that have no window of their own: something is said of them, so they are held.
pub fn implied(finder: &mut Finder<'_>) {
    let kinds: Vec<StageKind> = finder.found.iter().filter_map(|found| stage_kind(&found.fact)).collect();
    let has = |kind| kinds.contains(&kind);
    let first = |finder: &Finder<'_>, wanted: fn(&Fact) -> bool| {
        finder.found.iter().find(|found| wanted(&found.fact)).map(|found| found.at)
    };
    // By word: the first sentence that tells of it.
    let word_of = |finder: &Finder<'_>, shape: &crate::pattern::Pattern| {
        let mut sentences = finder.body().filter(|(at, sentence)| {
            !finder
                .found
                .iter()
                .any(|found| found.at == *at && matches!(found.fact, Fact::Title(_) | Fact::Record(..)))
                && !sentence
                    .heads
                    .first()
                    .is_some_and(|head| pattern!("要求|方式|原则|指导思想|纪律").is_match(head))
        });
        sentences.find_map(|(at, sentence)| {
            let found = shape.find(&sentence.folded)?;
            let denied = pattern!("(?:不|不再|取消|未|无需|免|没有)(?:设|进行|组织|开展|举行|另行|设置)?$")
                .is_match(&sentence.folded[..found.start()]);
            (!denied).then(|| (at, found.as_str().to_owned()))
        })
    };
    let recommend = first(finder, |fact| {
        matches!(fact, Fact::Tier(_) | Fact::Quota(_) | Fact::BriefMost(_) | Fact::Promotion(_))
    });
    if !has(StageKind::Recommend)
        && let Some(at) = recommend
    {
        finder.infer(at, Fact::Stage { kind: StageKind::Recommend, name: "推荐".to_owned() }, "implied", "");
    }
    let screen = word_of(finder, pattern!("初审|资格审查|资格审核|审资格"));
    if !has(StageKind::Screen)
        && let Some((at, name)) = screen
    {
        let head = finder.source.sentences[at].heads.clone();
        finder.tell(at, Fact::Stage { kind: StageKind::Screen, name });
        // It goes on inside the stage under whose heading it stands.
        let under = finder.found.iter().position(|found| {
            let above = &finder.source.sentences[found.at];
            matches!(found.fact, Fact::Stage { .. }) && above.opens && !head.is_empty() && above.heads == head
        });
        if let Some(n) = under
            && let (Fact::Stage { name, .. }, Some(Fact::Window { opens, closes })) =
                (finder.found[n].fact.clone(), finder.found.get(n + 1).map(|found| found.fact.clone()))
        {
            let stage = finder.found[n].at;
            let dates = finder.found.get(n + 1).and_then(|found| found.why.clone());
            finder.found.push(crate::fact::Found {
                fact: Fact::Window { opens, closes },
                at: stage,
                sure: crate::fact::Sureness::Inferred,
                why: Some(Why::new("within", name).and(dates)),
            });
        }
    }
    let vote = first(finder, |fact| {
        matches!(
            fact,
            Fact::Channel(_)
                | Fact::ChannelWindow { .. }
                | Fact::DatedBy(..)
                | Fact::OneChannel(_)
                | Fact::Limit { .. }
                | Fact::Interval { .. }
                | Fact::Penalty(..)
                | Fact::Ballot { .. }
                | Fact::Display(_)
                | Fact::Weights { .. }
        ) || matches!(fact, Fact::Rule(rule, _) if rule.tells(StageKind::Vote))
            || matches!(fact, Fact::Note { near: Near::Kind(StageKind::Vote), .. })
    });
    if !has(StageKind::Vote)
        && let Some(at) = vote
    {
        finder.infer(at, Fact::Stage { kind: StageKind::Vote, name: "投票".to_owned() }, "implied", "");
    }
    let review = first(finder, |fact| {
        matches!(
            fact,
            Fact::Panel { .. }
                | Fact::Trim(_)
                | Fact::Aggregate(..)
                | Fact::Quorum(_)
                | Fact::Threshold(..)
                | Fact::Signed(..)
                | Fact::Rubric(_)
                | Fact::Weights { .. }
        ) || matches!(fact, Fact::Rule(rule, _) if rule.tells(StageKind::Review))
            || matches!(fact, Fact::Note { near: Near::Kind(StageKind::Review), .. })
    });
    if !has(StageKind::Review)
        && let Some(at) = review
    {
        finder.infer(at, Fact::Stage { kind: StageKind::Review, name: "评审".to_owned() }, "implied", "");
    }
    let notice = first(finder, |fact| matches!(fact, Fact::NoticeDays(..)));
    let notice = notice.map(|at| (at, "公示".to_owned())).or_else(|| word_of(finder, pattern!("公示")));
    if !has(StageKind::Notice)
        && let Some((at, name)) = notice
    {
        finder.tell(at, Fact::Stage { kind: StageKind::Notice, name });
    }
    let conferred = first(finder, |fact| {
        matches!(fact, Fact::Rule(Rule::Revocation | Rule::Signatories | Rule::Prize { .. }, _))
    });
    let naming = word_of(
        finder,
        pattern!("正式命名|命名|予以表彰|授予[^,。;]{0,30}称号|公布(?:评选)?(?:结果|名单)|颁奖"),
    );
    if !has(StageKind::Naming)
        && let Some((at, name)) = naming
    {
        let name = if name.contains("命名") {
            "命名".to_owned()
        } else if name.starts_with("授予") {
            "授予称号".to_owned()
        } else {
            name
        };
        let stated = finder.source.sentences[at].folded.contains(&name);
        if stated {
            finder.tell(at, Fact::Stage { kind: StageKind::Naming, name });
        } else {
            finder.infer(at, Fact::Stage { kind: StageKind::Naming, name }, "implied", "");
        }
    }
    if !finder.has(|fact| matches!(fact, Fact::Stage { kind: StageKind::Naming, .. }))
        && let Some(at) = conferred
    {
        finder.infer(at, Fact::Stage { kind: StageKind::Naming, name: "命名".to_owned() }, "implied", "");
    }
    let honour = finder.title().and_then(|title| Some(title.get(..title.find('”')? + "”".len())?.to_owned()));
    if finder.has(|fact| matches!(fact, Fact::Stage { kind: StageKind::Naming, .. }))
        && !finder.has(|fact| matches!(fact, Fact::Honour(_)))
        && let (Some(honour), Some(at)) = (honour, first(finder, |fact| matches!(fact, Fact::Title(_))))
    {
        finder.infer(at, Fact::Honour(honour), "from-title", "");
    }
    let closing = first(finder, |fact| matches!(fact, Fact::Dissolves));
    if let Some(at) = closing {
        finder.infer(at, Fact::Stage { kind: StageKind::Closing, name: "撤销".to_owned() }, "closing", "");
    }
}

fn stage_kind(fact: &Fact) -> Option<StageKind> {
    match fact {
        Fact::Stage { kind, .. } => Some(*kind),
        _ => None,
    }
}
