//! The experts' part, and how a decision is reached.

use plan::{Aggregate, Decide, Reach, Signed, StageKind, Whole};

use crate::fact::{Fact, Near, Rule, Share};
use crate::pattern::{number, pattern, word};
use crate::rules::Finder;
use crate::source::{clauses, printed, widened};

const REVIEW: Near = Near::Kind(StageKind::Review);

pub fn read(finder: &mut Finder<'_>) {
    lines(finder);
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        members(finder, at, folded);
        sheets(finder, at, folded);
        sitting(finder, at, folded);
        decision(finder, at, folded);
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
    if composed(finder, at, folded) {
        return;
    }
    let counted = [
        pattern!(
            "(?P<name>专家|评委|评审专家|评审委员|媒体代表|群众代表|市民代表)(?:组|会|团)?(?:共|由|为|有|各)?(?P<n>{n})(?:名|人|位)"
        ),
        pattern!(
            "(?:^|[,、:])(?P<n>{n})(?:名|位)(?P<name>专家|评委|评审专家|评审委员)(?:组成|打分|评分|评审|投票)"
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

/// 由15人组成:市直部门5人、专家学者4人…: taken where the parts add up to the whole.
fn composed(finder: &mut Finder<'_>, at: usize, folded: &str) -> bool {
    let shape = pattern!(
        "(?:评委会|评审团|评审组|评委|专家组|评审委员会|评审专家组|评选委员会)[^。;]{0,6}?(?:由|共|共由)(?P<n>{n})(?:名|人|位)(?:评委|成员|委员|专家)?(?:组成)?[,:(](?:其中|包括|分别为|即)?[:,]?(?P<l>[^。;]{4,160})"
    );
    let Some(found) = shape.captures(folded) else { return false };
    let mut seats: Vec<(String, u32)> = Vec::new();
    for piece in word(&found, "l").split(['、', ',', '和', ')']).filter(|piece| !piece.is_empty()) {
        let Some(found) =
            pattern!("^(?P<w>[\\p{Han}]{2,16}?)(?:代表队)?(?:各|共)?(?P<n>{n})(?:名|人|位)$").captures(piece)
        else {
            break;
        };
        let Some(n) = number(&found, "n") else { break };
        seats.push((word(&found, "w").to_owned(), n));
    }
    let sum: u64 = seats.iter().map(|(_, n)| u64::from(*n)).sum();
    if seats.len() < 2 || number(&found, "n").map(u64::from) != Some(sum) {
        return false;
    }
    for (name, n) in seats {
        finder.tell(at, Fact::Panel { name, seats: Some(n) });
    }
    true
}

/// 1.政治表现(30分), each line of a score sheet in a paragraph of its own: taken where they add up to 100.
fn lines(finder: &mut Finder<'_>) {
    if finder.has(|fact| matches!(fact, Fact::Rubric(_) | Fact::Rule(Rule::Criterion(..), _))) {
        return;
    }
    let shape = pattern!(
        "^(?:\\(?[一二三四五六七八九十0-9]{1,2}[)、.])、?(?P<name>\\p{Han}{2,14}?)[:,(]*(?:满分|占|共|分值|最高)?(?:为)?(?P<n>{n})分\\)?(?:[。:;,(]|$)"
    );
    let mut group: Vec<(usize, String, u32)> = Vec::new();
    let mut above: Option<&[String]> = None;
    let mut groups = Vec::new();
    for (at, sentence) in finder.body().filter(|(_, sentence)| sentence.opens) {
        let own = sentence.heads.last().is_some_and(|head| sentence.folded.contains(head.as_str()));
        let heads = &sentence.heads[..sentence.heads.len() - usize::from(own)];
        let found = shape.captures(&sentence.folded);
        let line = found.and_then(|found| Some((at, word(&found, "name").to_owned(), number(&found, "n")?)));
        if above != Some(heads) || line.is_none() {
            groups.push(std::mem::take(&mut group));
        }
        above = Some(heads);
        group.extend(line);
    }
    groups.push(group);
    let whole = groups
        .into_iter()
        .find(|lines| lines.len() > 1 && lines.iter().map(|(_, _, n)| u64::from(*n)).sum::<u64>() == 100);
    for (at, name, n) in whole.into_iter().flatten() {
        let words = printed(&format!("{name}{n}分"));
        finder.tell(at, Fact::Rule(Rule::Criterion(printed(&name), n), words));
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
    let mean = [
        pattern!("最低[^。;]{0,12}平均"),
        pattern!(
            "(?:评委|专家|评审)[^。;]{0,30}(?:打分|评分|得分|分数)[^。;]{0,16}(?:平均分|平均值|平均数|取平均|算术平均)"
        ),
    ];
    let median = pattern!("(?:评委|专家|评审)[^。;]{0,30}(?:打分|评分|得分|分数)[^。;]{0,16}中位数");
    if let Some(found) = median.find(folded) {
        finder.tell(at, Fact::Aggregate(Aggregate::Median, printed(widened(folded, found.range()))));
    } else if let Some(found) = mean.into_iter().find_map(|shape| shape.find(folded))
        && !pattern!("加权平均|平均(?:分|值)?(?:占|按|的{n})").is_match(folded)
    {
        finder.tell(at, Fact::Aggregate(Aggregate::Mean, printed(widened(folded, found.range()))));
    }
    if !pattern!("打分|评分|赋分|分值|满分|百分制").is_match(folded) {
        return;
    }
    let items: Vec<(String, u32)> = pattern!(
        "(?:^|[,;、:。(]|按照?|从|包括)(?:[0-9]{1,2}[.、])?(?P<name>\\p{Han}{2,10}?)[:(]?(?:满分)?(?P<n>{n})分\\)?"
    )
    .all(folded)
    .iter()
    .filter_map(|found| {
        // 评委按服务意识(40分)打分: the name begins behind the verb.
        let name = word(found, "name");
        let behind = pattern!("^(?:.+从|.*按照?|.*包括)(?P<r>\\p{Han}{2,})$").captures(name);
        let name = behind.map_or(name.to_owned(), |found| word(&found, "r").to_owned());
        // 对服务意识(40分)等进行评分.
        let turned = pattern!("对[^。;]{4,}(?:进行)?(?:评分|打分|评价)").is_match(folded);
        let name = name.strip_prefix('对').filter(|_| turned).map_or(name.clone(), str::to_owned);
        Some((name, number(found, "n")?))
    })
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
        "(?:^|[^〇零一二三四五六七八九十百千万两廿卅0-9/])(?P<over>超过)?(?P<r>三分之二|2/3|四分之三|3/4|五分之四|4/5|过?半数|二分之一|1/2)(?P<up>及?以上)?(?:的)?(?:成员|委员|评委|专家|人员)?(?P<too>以上)?(?:到会|出席|参加|参会|到场)"
    );
    let turned = pattern!(
        "(?:到会|出席|参会|实到|到场)的?(?:评委|委员|专家|成员|人员|人数)(?:人数)?(?:应|须|需|必须|要|达到|不少于|不得少于|为|占)*(?:应到|全体)?(?:评委|委员|专家|成员|人数)?(?:总数|人数)?的?(?P<over>超过|过)?(?:应到|全体|总|总人)?(?:评委|委员|专家|成员|人数|数)*的?(?P<r>三分之二|2/3|四分之三|3/4|五分之四|4/5|半数|二分之一|1/2)(?P<up>及?以上)?(?P<too>)"
    );
    let sits = pattern!("方可|方能|方为|才能|才可|有效|召开|须|必须|应当|应有|需").is_match(folded);
    let turned = turned.captures(folded).filter(|found| {
        let before = &folded[..found.get(0).map_or(0, |found| found.start())];
        let before = before.rsplit([',', ';', '。']).next().unwrap_or_default();
        sits && !pattern!("票|赞成|同意|支持").is_match(before)
            && !pattern!("赞成|同意|当选|入选|获奖|通过").is_match(folded)
    });
    if let Some(found) = quorum.captures(folded).or(turned)
        && let Some(share) = share(&found, folded)
    {
        finder.tell(at, Fact::Quorum(share));
    }
    threshold(finder, at, folded);
    // Whose ballots they are has to be said: others vote by secret ballot too.
    let judges = pattern!("评委|委员|专家|评审").is_match(folded);
    let secret = pattern!("(?:无记名|不记名)(?:投票|打分|评分|表决)?").find(folded);
    let named = pattern!("实名打分|署名评分|署名打分|(?:^|[^无不])记名(?:投票|打分)|实名评审").find(folded);
    let text = |found: regex::Match<'_>| printed(widened(folded, found.range()));
    match (secret, named) {
        (None, None) => {}
        (Some(found), None) if judges => finder.tell(at, Fact::Signed(Signed::Secret, text(found))),
        (None, Some(found)) if judges => finder.tell(at, Fact::Signed(Signed::Named, text(found))),
        (Some(secret), Some(named)) if judges => {
            let both = secret.as_str().ends_with("投票") && pattern!("打分|评分").is_match(named.as_str());
            let whole = widened(folded, secret.start().min(named.start())..secret.end().max(named.end()));
            if both {
                finder.tell(at, Fact::Signed(Signed::SheetsNamed, printed(whole)));
            } else {
                finder.note(at, "signed", REVIEW, whole);
            }
        }
        (Some(found), _) => finder.note(at, "secret", REVIEW, widened(folded, found.range())),
        (_, Some(found)) => finder.note(at, "signed", REVIEW, widened(folded, found.range())),
    }
}

/// A share in its words. 以上 takes the share itself in (民法典 1259), 过 and 超过 do not.
fn share(found: &regex::Captures<'_>, folded: &str) -> Option<Share> {
    let words = word(found, "r");
    let share = match words {
        "三分之二" | "2/3" => "2/3",
        "四分之三" | "3/4" => "3/4",
        "五分之三" | "3/5" => "3/5",
        "五分之四" | "4/5" => "4/5",
        "半数" | "过半数" | "二分之一" | "1/2" => "1/2",
        _ => return None,
    };
    let above = words.starts_with('过') || !word(found, "over").is_empty();
    let least = !word(found, "up").is_empty() || !word(found, "too").is_empty();
    let reach = match (above, least) {
        (true, false) => Some(Reach::Above),
        (false, true) => Some(Reach::AtLeast),
        _ => None,
    };
    let text = printed(widened(folded, found.name("r")?.range()));
    Some(Share { share, reach, text })
}

/// Support that lets somebody through. Only where the text says that who is chosen must have it is it how winners are
/// found; else it is told.
fn threshold(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let must = pattern!(
        "(?:获奖|入选|当选|中选)(?:者|人选|人员|对象|项目|作品)?(?:须|需|应|必须|应当)(?:经|获得?|得到|有)?(?P<of>[^,。;0-9一二三四五六七八九十]{0,10}?)(?P<over>超过)?(?P<r>三分之二|2/3|四分之三|3/4|五分之三|3/5|五分之四|4/5|过?半数|二分之一|1/2)(?P<up>及?以上)?[^,。;]{0,8}?(?:通过|同意|赞成)"
    );
    if let Some(found) = must.captures(folded)
        && let Some(share) = share(&found, folded)
    {
        let of = word(&found, "of");
        let whole = if pattern!("到会|出席|与会|参会|到场").is_match(of) {
            Some(Whole::Present)
        } else if pattern!("全体|应到").is_match(of) {
            Some(Whole::Members)
        } else {
            None
        };
        finder.tell(at, Fact::Threshold(share, whole));
    } else if let Some(found) = pattern!(
        "(?:三分之二|2/3|二分之一|1/2|半数|过半数|五分之三|3/5)(?:以上|及以上)?[^,。;]{0,8}(?:通过|同意|赞成)"
    )
    .find(folded)
    {
        finder.note(at, "threshold", REVIEW, widened(folded, found.range()));
    }
}

/// 综合评定 and 集体研究 are a body's decision, which figures inform.
fn decision(finder: &mut Finder<'_>, at: usize, folded: &str) {
    // Who decides between equals decides nothing else.
    if pattern!("相同|相等|并列|同分|同票").is_match(folded) {
        return;
    }
    for (_, clause) in clauses(folded) {
        if let Some(found) = pattern!("综合评定|集体研究|研究决定|研究确定|会议审定|审议确定").find(clause)
        {
            finder.infer(at, Fact::Decide(Decide::Resolution), "resolution", found.as_str());
            return;
        }
    }
}
