//! The public notice: its days, and who takes objections.

use plan::{DayKind, ListKind, StageKind, Upheld};

use crate::fact::{Fact, Near, Rule};
use crate::pattern::{number, pattern, word};
use crate::rules::Finder;
use crate::source::{printed, widened};

const NOTICE: Near = Near::Kind(StageKind::Notice);

pub fn read(finder: &mut Finder<'_>) {
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        days(finder, at, folded);
        objections(finder, at, folded);
        places(finder, at, folded);
        upheld(finder, at, folded);
    }
}

/// 公示时间为3个工作日. Days of anything else (公示期满后15日内) are none of these.
fn days(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let shapes = [
        pattern!(
            "公示(?:时间|期限|期|天数|时限)?(?:一般)?(?P<how>为|是|:|不少于|不得少于|至少|不低于)?(?:为)?(?P<n>{n})个?(?P<unit>工作日|自然日|日历日|日|天)(?P<after>.?)"
        ),
        pattern!(
            "(?:进行|予以|开展|组织)(?:为期)?(?P<how>不少于|至少)?(?P<n>{n})个?(?P<unit>工作日|自然日|日历日|日|天)的?公示(?P<after>.?)"
        ),
    ];
    for shape in shapes {
        for found in shape.all(folded) {
            let Some(n) = number(&found, "n").filter(|n| (1..=365).contains(n)) else { continue };
            let (how, unit) = (word(&found, "how"), word(&found, "unit"));
            // 公示15日内 is a deadline; 18日至20日 are dates.
            if matches!(word(&found, "after"), "内" | "前" | "后" | "至" | "-" | "起" | "到")
                || (how.is_empty() && unit == "日" && n > 20)
            {
                continue;
            }
            let told = finder.found.iter().find_map(|found| match found.fact {
                Fact::NoticeDays(days, list) => Some((days, list)),
                _ => None,
            });
            let range = found.name("unit").map_or(0..0, |found| found.range());
            let list = listed(widened(folded, range.clone()));
            let other = list.is_some() && told.is_some_and(|(_, first)| first != list);
            if let Some((days, _)) = told.filter(|(days, _)| *days != n || other) {
                let text = widened(folded, range);
                let kind = kind(unit);
                match list {
                    Some(list) => {
                        finder.tell(at, Fact::Rule(Rule::Notice { list, days: n, kind }, printed(text)))
                    }
                    None if days != n => finder.note(at, "notice-again", NOTICE, text),
                    None => {}
                }
                continue;
            }
            if pattern!("不少于|不得少于|至少|不低于").is_match(how) {
                finder.infer(at, Fact::NoticeDays(n, list), "floor", how);
            } else {
                finder.tell(at, Fact::NoticeDays(n, list));
            }
            if let Some(kind) = kind(unit) {
                finder.tell(at, Fact::NoticeKind(kind));
            }
        }
    }
}

/// The kind of day that a unit names. 3日 and 三天 do not say which.
fn kind(unit: &str) -> Option<DayKind> {
    match unit {
        "工作日" => Some(DayKind::Working),
        "自然日" | "日历日" => Some(DayKind::Calendar),
        _ => None,
    }
}

/// The list that the words about a notice name.
fn listed(text: &str) -> Option<ListKind> {
    if pattern!("(?:本|所在|推荐|申报)单位|当地|本地区|本辖区|本社区").is_match(text) {
        Some(ListKind::Recommended)
    } else if pattern!(
        "最终|拟(?:表彰|命名|授予|入选|定|获奖|奖励)|获奖|评选结果|入选|当选|表彰(?:对象|名单|人选)"
    )
    .is_match(text)
    {
        Some(ListKind::Finalists)
    } else if pattern!("候选|入围|初审|初评").is_match(text) {
        Some(ListKind::Candidates)
    } else {
        None
    }
}

/// 在《某日报》公示: where a list is made public.
fn places(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let shape = pattern!(
        "(?:在|通过|于)(?P<w>《[^》]{2,16}》(?:、《[^》]{2,16}》)*|“[^”]{2,16}”[\\p{Han}]{0,6}?|[\\p{Han}]{2,16}?(?:网站?|媒体|日报|晚报|公众号|公告栏|公示栏|平台|客户端))(?:上|等)?(?:进行|予以|向社会|面向社会)?公示"
    );
    for found in shape.all(folded) {
        let place = printed(word(&found, "w"));
        if !place.contains("期间") {
            finder.tell(at, Fact::Rule(Rule::NoticeAt(place.clone()), place));
        }
    }
}

/// What follows an objection that holds, and whether one without a name is taken.
fn upheld(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let removed = pattern!(
        "(?:公示|异议|举报|反映)[^。;]{0,40}?(?:属实|成立|查实|不符合|影响[^,。;]{0,6})[^。;]{0,16}?(?:取消|撤销|撤下|不予表彰)[^。;]{0,16}"
    );
    let replaced = pattern!(
        "(?:取消[^。;]{0,10}资格|公示|放弃|异议)[^。;]{0,40}?(?:依次|顺序|顺位)?(?:递补|替补|补足|补上)"
    );
    let reviewed = pattern!("有?异议[^。;]{0,16}?(?:重审|重新评审|复审|重新审议)");
    let text = |found: regex::Match<'_>| printed(widened(folded, found.range()));
    for (what, shape) in
        [(Upheld::Replaced, replaced), (Upheld::Reviewed, reviewed), (Upheld::Removed, removed)]
    {
        if let Some(found) = shape.find(folded)
            && (what == Upheld::Removed
                || !pattern!("无异议|不(?:再|予)?递补|不(?:再)?补").is_match(found.as_str()))
        {
            finder.tell(at, Fact::Rule(Rule::Upheld(what), text(found)));
            break;
        }
    }
    if let Some(found) = pattern!("匿名[^。;]{0,16}?(?:不予?受理|不予?处理|不予调查|不受理)").find(folded)
    {
        finder.tell(at, Fact::Rule(Rule::Anonymous(false), text(found)));
    }
}

fn objections(finder: &mut Finder<'_>, at: usize, folded: &str) {
    if !pattern!("异议|举报|投诉|监督|反映").is_match(folded) {
        return;
    }
    if let Some(found) = pattern!("(?:有异议|如有异议|持异议|发现问题|举报)[^。;]{0,30}?向(?P<w>[\\p{Han}]{2,20}?)(?:书面|实名|如实)?(?:反映|提出|举报|投诉)").captures(folded) {
        finder.tell(at, Fact::Receiver(printed(word(&found, "w"))));
    }
    if let Some(found) =
        pattern!("(?:监督|举报|投诉|异议)(?:受理)?(?:电话|热线|邮箱)(?:为|:)?[0-9A-Za-z@.\\-]{7,40}")
            .find(folded)
    {
        finder.note(at, "contact", NOTICE, widened(folded, found.range()));
    }
    if let Some(found) = pattern!("(?P<n>{n})(?:个?工作)?[日天]内(?:予以|作出|给予|进行|完成)?[^,。;]{0,6}(?:答复|核实|办结|裁定|处理|回复|调查)").captures(folded) {
        let working = found[0].contains("工作");
        match number(&found, "n") {
            Some(n) if !working && n > 0 => finder.tell(at, Fact::RulingDays(n)),
            _ => finder.note(at, "ruling", NOTICE, &found[0]),
        }
    }
}
