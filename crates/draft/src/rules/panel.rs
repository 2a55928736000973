//! The experts' part, and how a decision is reached.

use plan::{Decide, StageKind};

use crate::fact::{Fact, Near};
use crate::pattern::{number, pattern, word};
use crate::rules::Finder;
use crate::source::{clauses, printed, widened};

const REVIEW: Near = Near::Kind(StageKind::Review);

pub fn read(finder: &mut Finder<'_>) {
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        members(finder, at, folded);
        sheets(finder, at, folded);
        sitting(finder, at, folded);
        decision(finder, at, folded);
        let tie = pattern!(
            "(?:(?:票数|得票|得分|分数|总分|成绩)[^,。;]{0,4}(?:相同|相等|并列|一致)|同票|同分|平票)[^。;]{0,40}"
        );
        if let Some(found) = tie.find(folded) {
            finder.note(at, "tie", Near::Result, widened(folded, found.range()));
        }
        if let Some(found) =
            pattern!("(?P<c>以[^,。;]{2,30}(?:为|作为)(?:衡量|评分|评审)(?:标准|依据))").captures(folded)
        {
            finder.tell(at, Fact::RubricClause(printed(word(&found, "c"))));
        }
    }
}

/// Who sits on a panel, and how many. 不少于5名 is a floor and no number of seats.
fn members(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let floor = pattern!(
        "(?:不少于|至少|不低于){n}(?:名|位|人)[^,。;]{0,8}(?:专家|评委|评审|委员)|(?:专家|评委|评审委员?|委员)[^,。;]{0,6}(?:不少于|至少|不低于){n}(?:名|位|人)|{n}(?:名|位|人)以上[^,。;]{0,4}(?:专家|评委)"
    );
    if let Some(found) = floor.find(folded) {
        finder.note(at, "judges-least", REVIEW, widened(folded, found.range()));
        return;
    }
    let counted = [
        pattern!(
            "(?P<name>专家|评委|评审专家|评审委员|媒体代表|群众代表|市民代表)(?:组|会|团)?(?:共|由|为|有|各)?(?P<n>{n})(?:名|人|位)"
        ),
        pattern!(
            "(?:抽取|邀请|聘请|选派|组织|由|请)[^,。;0-9]{0,10}?(?P<n>{n})(?:名|位)(?:行业|业内|相关|有关|知名)?(?P<name>专家|评委|评审专家|评审委员|媒体代表|群众代表|市民代表)"
        ),
    ];
    let mut any = false;
    for shape in counted {
        for found in shape.all(folded) {
            if let Some(n) = number(&found, "n").filter(|n| (1..1_000).contains(n)) {
                finder.tell(at, Fact::Panel { name: word(&found, "name").to_owned(), seats: Some(n) });
                any = true;
            }
        }
    }
    if any {
        return;
    }
    if let Some(found) = pattern!("每个?[^,。;]{0,6}请{n}名同行[^,。;]{0,10}").find(folded) {
        finder.note(at, "judges", REVIEW, widened(folded, found.range()));
    }
    let sits = pattern!(
        "(?:组织|邀请|由|聘请|抽取)(?P<l>[^,。;]{2,40}?)(?:,?对[^,。;]{2,12})?(?:进行|开展|组成)?[^,。;]{0,2}(?:综合评定|评审|评定|打分|评议|评分)|(?:组织|邀请|聘请)(?P<l2>(?:有关|相关)?专家(?:和|、|及)[^,。;]{2,12}),对"
    );
    if let Some(found) = sits.captures(folded) {
        let list = [word(&found, "l"), word(&found, "l2")].concat();
        for found in
            pattern!("专家|评委|媒体代表|群众代表|市民代表|人大代表|政协委员|主办单位代表").all(&list)
        {
            let name = found.get(0).map_or("", |found| found.as_str());
            let rest = &list[found.get(0).map_or(0, |found| found.end())..];
            if !rest.starts_with("评审") && !rest.starts_with("委员会") && !rest.starts_with('会') {
                finder.tell(at, Fact::Panel { name: name.to_owned(), seats: None });
            }
        }
    }
}

fn sheets(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let trim =
        pattern!("去掉(?P<a>{n})?个?最高分?(?:值)?(?:和|、|与|及|,|及一个)?(?:去掉)?(?P<b>{n})?个?最低");
    if let Some(found) = trim.captures(folded) {
        let of = |group| if word(&found, group).is_empty() { Some(1) } else { number(&found, group) };
        match (of("a"), of("b")) {
            (Some(a), Some(b)) if a == b && a > 0 => finder.tell(at, Fact::Trim(a)),
            _ => finder.note(at, "trim", REVIEW, found.get(0).map_or("", |found| found.as_str())),
        }
    }
    if !pattern!("打分|评分|赋分|分值|满分|百分制").is_match(folded) {
        return;
    }
    let items: Vec<(String, u32)> = pattern!(
        "(?:^|[,;、:。(])(?:[0-9]{1,2}[.、])?(?P<name>\\p{Han}{2,10}?)[:(]?(?:满分)?(?P<n>{n})分\\)?"
    )
    .all(folded)
    .iter()
    .filter_map(|found| Some((word(found, "name").to_owned(), number(found, "n")?)))
    .filter(|(name, n)| *n > 0 && !pattern!("满分|总分|最高|最低|得分|占|去掉").is_match(name))
    .collect();
    if items.len() > 1 && items.iter().map(|(_, n)| u64::from(*n)).sum::<u64>() == 100 {
        finder.tell(at, Fact::Rubric(items));
    } else if let Some(found) =
        pattern!("{n}分?(?:至|到|-){n}分(?:之间)?|满分(?:为|是)?{n}分?|百分制").find(folded)
    {
        finder.note(at, "score-range", REVIEW, widened(folded, found.range()));
    }
}

/// Quorum, threshold, secrecy: the rules of a sitting.
fn sitting(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let quorum = pattern!(
        "(?:^|[^〇零一二三四五六七八九十百千万两廿卅0-9/])(?P<r>三分之二|2/3|四分之三|3/4|五分之四|4/5)(?:以上|及以上)?(?:的)?(?:成员|委员|评委|专家|人员)?(?:以上)?(?:到会|出席|参加|参会|到场)"
    );
    let ratio = quorum.captures(folded).and_then(|found| match word(&found, "r") {
        "三分之二" | "2/3" => Some("2/3"),
        "四分之三" | "3/4" => Some("3/4"),
        "五分之四" | "4/5" => Some("4/5"),
        _ => None,
    });
    if let Some(ratio) = ratio {
        finder.tell(at, Fact::Quorum(ratio));
    } else if let Some(found) =
        pattern!("(?:过?半数)(?:以上)?(?:的)?(?:成员|委员|评委|专家)?(?:到会|出席|参会)").find(folded)
    {
        // More than half is no number that a plan file can hold as a least share.
        finder.note(at, "quorum", REVIEW, widened(folded, found.range()));
    }
    if let Some(found) = pattern!(
        "(?:三分之二|2/3|二分之一|1/2|半数|过半数|五分之三|3/5)(?:以上|及以上)?[^,。;]{0,8}(?:通过|同意|赞成)"
    )
    .find(folded)
    {
        finder.note(at, "threshold", REVIEW, widened(folded, found.range()));
    }
    if let Some(found) = pattern!("(?:无记名|不记名)(?:投票|打分|评分|表决)?").find(folded) {
        finder.note(at, "secret", REVIEW, widened(folded, found.range()));
    } else if let Some(found) = pattern!("(?:实名打分|署名评分|记名投票|记名打分|实名评审)").find(folded)
    {
        finder.note(at, "signed", REVIEW, widened(folded, found.range()));
    }
    if let Some(found) = pattern!("(?:应当|应|须|必须|实行|主动)?回避[^,。;]{0,12}").find(folded)
    {
        finder.note(at, "recusal", REVIEW, widened(folded, found.range()));
    }
}

/// 综合评定 and 集体研究 are a body's decision, which figures inform.
fn decision(finder: &mut Finder<'_>, at: usize, folded: &str) {
    for (_, clause) in clauses(folded) {
        if let Some(found) = pattern!("综合评定|集体研究|研究决定|研究确定|会议审定|审议确定").find(clause)
        {
            finder.infer(at, Fact::Decide(Decide::Resolution), "resolution", found.as_str());
            return;
        }
    }
}
