//! The public notice: its days, and who takes objections.

use plan::{DayKind, StageKind};

use crate::fact::{Fact, Near};
use crate::pattern::{number, pattern, word};
use crate::rules::Finder;
use crate::source::{printed, widened};

const NOTICE: Near = Near::Kind(StageKind::Notice);

pub fn read(finder: &mut Finder<'_>) {
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        days(finder, at, folded);
        objections(finder, at, folded);
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
                Fact::NoticeDays(days) => Some(days),
                _ => None,
            });
            if told.is_some_and(|days| days != n) {
                let range = found.name("unit").map_or(0..0, |found| found.range());
                finder.note(at, "notice-again", NOTICE, widened(folded, range));
                continue;
            }
            if pattern!("不少于|不得少于|至少|不低于").is_match(how) {
                finder.infer(at, Fact::NoticeDays(n), "floor", how);
            } else {
                finder.tell(at, Fact::NoticeDays(n));
            }
            match unit {
                "工作日" => finder.tell(at, Fact::NoticeKind(DayKind::Working)),
                "自然日" | "日历日" => finder.tell(at, Fact::NoticeKind(DayKind::Calendar)),
                // 3日 and 三天 do not say which.
                _ => {}
            }
        }
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
