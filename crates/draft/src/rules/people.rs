//! Who may be put forward and chosen, who stands back, who must agree and who watches.

use plan::review::RecusalGround;
use plan::{ApprovalKind, Over, SponsorPart, StageKind};

use crate::fact::{Amount, Fact, Near, Rule, Side};
use crate::pattern::{number, pattern, word};
use crate::rules::Finder;
use crate::source::{clauses, printed, widened};

pub fn read(finder: &mut Finder<'_>) {
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        partners(finder, at, folded);
        let mut taken_back = false;
        if let Some(found) =
            pattern!("(?:主办单位|主办方|主办部门)(?:联合|共同)(?:发文)?(?:命名|表彰|授予|发文|颁发)")
                .find(folded)
        {
            finder.tell(at, Fact::Rule(Rule::Signatories, printed(widened(folded, found.range()))));
        }
        for (range, clause) in clauses(folded) {
            composition(finder, at, folded, clause);
            eligible(finder, at, folded, clause);
            agrees(finder, at, clause);
            supervisor(finder, at, clause);
            if let Some(found) = pattern!(
                "每(?:人|位作者|名作者|个?作者|位参赛者|位选手|名选手)(?:只能|只可|最多|限|至多|不超过|可){1,3}(?:申报|报送|投稿|提交|推荐|参评|报)(?P<n>{n})(?:件|幅|篇|首|个|项|部|组)|(?:同一|每位?)(?:作者|申报人)(?:限|最多|不超过)(?P<m>{n})(?:件|幅|篇|首|个|项|部)"
            )
            .captures(clause)
                && let Some(n) = number(&found, "n").or_else(|| number(&found, "m")).filter(|n| *n > 0)
            {
                finder.tell(at, Fact::Rule(Rule::PerPerson(n), printed(clause)));
            }
            if let Some(months) = cycle(clause) {
                finder.tell(at, Fact::Rule(Rule::Cycle(months), printed(clause)));
            }
            if !taken_back
                && let Some(found) = pattern!(
                    "(?:撤销|取消|收回)(?:其|所获|已授予的?|相应的?|已获得?的?)*(?:荣誉)?(?:称号|证书|荣誉)"
                )
                .find(clause)
            {
                // 违纪的,撤销称号: the ground stands in the clauses before.
                let start = folded[..range.start]
                    .rfind(['。', ';'])
                    .map_or(0, |n| n + folded[n..].chars().next().map_or(1, char::len_utf8));
                let from = range.start + found.end();
                let end = folded[from..].find(['。', ';']).map_or(folded.len(), |n| from + n);
                let text = &folded[start..end];
                taken_back = true;
                finder.tell(at, Fact::Rule(Rule::Revocation, printed(text)));
            }
        }
        recusal(finder, at, folded);
    }
}

/// 承办单位:某报社. Those who hold it are [`super::bodies`]'.
fn partners(finder: &mut Finder<'_>, at: usize, folded: &str) {
    for (part, shape) in [
        (
            SponsorPart::Organiser,
            pattern!("(?:^|[,;。])(?:[0-9一二三四]{1,2}[.、])?承办(?:单位|方)?[:为](?P<l>[^。;:]{3,200})"),
        ),
        (SponsorPart::Organiser, pattern!("(?:由|,)(?P<l>[^,。;由]{3,60}?)(?:具体)?承办(?:。|,|;|$)")),
        (
            SponsorPart::Support,
            pattern!(
                "(?:^|[,;。])(?:[0-9一二三四]{1,2}[.、])?(?:协办|支持)(?:单位|方)?[:为](?P<l>[^。;:]{3,200})"
            ),
        ),
        (
            SponsorPart::NameGiver,
            pattern!("(?:^|[,;。])(?:冠名|独家冠名|赞助)(?:单位|方)?[:为](?P<l>[^。;:]{3,100})"),
        ),
    ] {
        let Some(found) = shape.captures(folded) else { continue };
        for name in word(&found, "l").split(['、', ',']).flat_map(|name| name.split('和')) {
            if (4..=40).contains(&name.chars().count())
                && !name.contains(['(', '“'])
                && !name.contains("主办")
            {
                finder.tell(at, Fact::Rule(Rule::Partner(part, printed(name)), printed(name)));
            }
        }
    }
}

/// 女性不少于4名, 一线职工不低于一半, 同一单位不超过2名: of those who are chosen.
fn composition(finder: &mut Finder<'_>, at: usize, folded: &str, clause: &str) {
    let shape = pattern!(
        "^(?:其中|名额中|“[^”]{1,8}”中|在?表彰对象中|获奖者中|结构要求:|比例要求:|原则上){0,2},?(?P<who>[^,。;:%0-9]{0,3}[0-9]{0,2}[^,。;:%0-9]{1,18}?)(?:的|人数|人员|比例|总数|应|须|要|所占|占比|占|原则上|总体)*(?P<b>不少于|不低于|不得少于|不得低于|至少|不超过|不超|不高于|不得超过|不多于|最多|约占?|限)(?:表彰|获奖|评选)?(?:总数|总人数|总名额|名额)?的?(?P<v>{n}(?:名|人|个|家|件)|{n}%|百分之{n}|一半|半数|[一二三四五六七八九两]成|[二三四五]分之[一二三四])$"
    );
    let Some(found) = shape.captures(clause) else { return loosely(finder, at, clause) };
    let (who, value) = (word(&found, "who"), word(&found, "v"));
    let each = pattern!("^(?:同一|每个?|各)(?P<w>[\\p{Han}()]{1,12})$").captures(who);
    let people = pattern!(
        "女|男|一线|基层|职工|农民|工人|干部|领导|负责人|党员|少数民族|青年|科技|科研|周?岁|企业|教师|学生|医|民警|农村|社区|党外|单位|街道|地区|县|区|系统|行业|部门|作者|农民工|非公"
    );
    let others = pattern!(
        "评委|专家|委员|候选|推荐|报送|申报|参评|提名|公示|评审|字|投票|票|选手|材料|公示期|工作日|志愿"
    );
    if !people.is_match(who)
        || others.is_match(clause)
        || pattern!("候选|推荐").is_match(folded) && each.is_some()
    {
        return loosely(finder, at, clause);
    }
    let bound = match word(&found, "b") {
        b if b.starts_with('约') => Side::About,
        "不少于" | "不低于" | "不得少于" | "不得低于" | "至少" => Side::Least,
        _ => Side::Most,
    };
    let Some(amount) = amount(value) else { return loosely(finder, at, clause) };
    let (who, each) = match &each {
        Some(found) if bound == Side::Most && matches!(amount, Amount::Count(_)) => (word(found, "w"), true),
        Some(_) => return loosely(finder, at, clause),
        None => (who, false),
    };
    let rule = Rule::Composition { who: printed(who), each, bound, amount };
    finder.tell(at, Fact::Rule(rule, printed(clause)));
}

fn loosely(finder: &mut Finder<'_>, at: usize, clause: &str) {
    let shape = pattern!(
        "(?:不低于|不少于|不高于|不超过?|约)(?:一半|[一二三四五六七八九]成|百分之{n}|{n}%|三分之[一二])"
    );
    if shape.is_match(clause) {
        finder.note(at, "composition", Near::Category, clause);
    }
}

/// A number of people or a share. A share is kept as it is written: 30% is 30/100.
fn amount(value: &str) -> Option<Amount> {
    let digit = |c: char| crate::numerals::whole(&c.to_string());
    if let Some(share) = value.strip_suffix('%').or_else(|| value.strip_prefix("百分之")) {
        return crate::numerals::whole(share)
            .filter(|n| *n <= 100)
            .map(|n| Amount::Share(format!("{n}/100")));
    }
    if matches!(value, "一半" | "半数") {
        return Some(Amount::Share("1/2".to_owned()));
    }
    if let Some(tenths) = value.strip_suffix('成') {
        return crate::numerals::whole(tenths).map(|n| Amount::Share(format!("{n}/10")));
    }
    if let Some((below, above)) = value.split_once("分之") {
        let (below, above) = (digit(below.chars().next()?)?, digit(above.chars().next()?)?);
        return (above < below).then(|| Amount::Share(format!("{above}/{below}")));
    }
    let n = value.trim_end_matches(['名', '人', '个', '家', '件']);
    crate::numerals::whole(n).filter(|n| *n > 0).map(Amount::Count)
}

/// An age in whole years, or what shuts somebody out.
fn eligible(finder: &mut Finder<'_>, at: usize, folded: &str, clause: &str) {
    let clause = widened(clause, 0..clause.len());
    let age = pattern!(
        "(?:年龄|年)(?:在|应|须|原则上)*(?P<b>不超过|不得超过|不满|不低于|不小于|不少于|满|在)?(?P<n>{n})周?岁(?P<h>以下|以上|及以下|及以上|以内)?"
    );
    let between = pattern!("(?:年龄)?(?:在)?(?P<a>{n})(?:周岁|岁)?(?:至|-|到)(?P<b>{n})周?岁(?:之间)?");
    let told = |least, most| Fact::Rule(Rule::Eligible { least, most, excludes: false }, printed(clause));
    if pattern!("不少于|不低于|至少|比例|占").is_match(clause) && pattern!("名$|人$|%$").is_match(clause)
        || pattern!("投票|户口本").is_match(clause)
    {
        return;
    }
    if let Some(found) = between.captures(clause) {
        if let (Some(least), Some(most)) = (number(&found, "a"), number(&found, "b"))
            && least < most
        {
            finder.tell(at, told(Some(least), Some(most)));
        }
    } else if let Some(found) = age.captures(clause)
        && let Some(n) = number(&found, "n").filter(|n| (1..150).contains(n))
    {
        match (word(&found, "b"), word(&found, "h")) {
            ("不超过" | "不得超过", "") | ("" | "在", "及以下" | "以下" | "以内") => {
                finder.tell(at, told(None, Some(n)));
            }
            ("不低于" | "不小于" | "不少于" | "满", "") | ("" | "满" | "在", "以上" | "及以上") =>
            {
                finder.tell(at, told(Some(n), None));
            }
            _ => {}
        }
    }
    if pattern!(
        "不再参评|不得参评|不能参评|不参评|不得推荐|不予推荐|不得申报|不再参加评选|不能参加评选|取消参评"
    )
    .is_match(clause)
        && !pattern!("投票|刷票|情节|票").is_match(clause)
    {
        // Who it is stands before: 有下列情形的,不得参评.
        let text = widened(folded, 0..folded.len()).trim_end_matches(['。', ';']);
        let fact = Fact::Rule(Rule::Eligible { least: None, most: None, excludes: true }, printed(text));
        finder.tell(at, fact);
    }
}

/// 报市委审定, 经市政府批准后.
fn agrees(finder: &mut Finder<'_>, at: usize, clause: &str) {
    let shape = pattern!(
        "(?:报请?|提交|提请|报送)(?P<w>[\\p{Han}]{2,20}?)(?:研究)?(?P<k>批准|审批|审定|审议|审核同意|同意)(?:后|$|通过|确定|,)"
    );
    let Some(found) = shape.captures(clause) else { return };
    if pattern!("候选|方案|办法|初审|初评|推荐|申报|材料").is_match(clause) {
        return;
    }
    let kind = match word(&found, "k") {
        "批准" | "审批" | "同意" | "审核同意" => ApprovalKind::Approves,
        "审定" => ApprovalKind::Vetoes,
        _ => ApprovalKind::Resolves,
    };
    let who = printed(word(&found, "w"));
    finder.tell(at, Fact::Rule(Rule::Agrees(who, kind), printed(clause)));
}

/// 公证处全程监督.
fn supervisor(finder: &mut Finder<'_>, at: usize, clause: &str) {
    let shape = pattern!(
        "(?:由|邀请|接受|请)?(?P<w>[\\p{Han}]{0,8}(?:公证处|公证机构|公证人员|公证机关|纪检监察(?:部门|机关|机构|组)|纪检组|监察局|纪委监委|统计局|统计部门))[^,。;]{0,8}?(?P<o>全程|全过程|计票|统计|抽取|抽签|现场)[^,。;]{0,6}(?:监督|公证)"
    );
    let Some(found) = shape.captures(clause) else { return };
    let over = match word(&found, "o") {
        "全程" | "全过程" => Over::Everything,
        "计票" | "统计" => Over::Count,
        "抽取" | "抽签" => Over::Draw,
        _ => return finder.note(at, "supervisor", Near::Plan, clause),
    };
    let who = word(&found, "w").trim_start_matches(['由', '请']).trim_start_matches("邀请");
    finder.tell(at, Fact::Rule(Rule::Supervisor(printed(who), over), printed(clause)));
}

/// 每两年评选一次, in months.
fn cycle(clause: &str) -> Option<u32> {
    let found = pattern!("每(?P<n>{n})?(?P<u>年|季度|个?月|半年)(?:开展|组织|举办|举行|评选|评比|评)(?:评选|一次|1次|一届|1届|[^,。;]{0,6}[一1][次届])").captures(clause)?;
    let n = if word(&found, "n").is_empty() { 1 } else { number(&found, "n")? };
    let each = match word(&found, "u") {
        "年" => 12,
        "半年" => 6,
        "季度" => 3,
        _ => 1,
    };
    n.checked_mul(each).filter(|months| (1..=600).contains(months))
}

/// Grounds that a plan file knows by name; a sentence with another ground, or with none, is a comment.
fn recusal(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let Some(found) = pattern!("回避|不得参加评审|退出(?:该|本)[^,。;]{0,6}评审").find(folded)
    else {
        return;
    };
    let start = folded[..found.start()]
        .rfind(['。', ';'])
        .map_or(0, |n| n + folded[n..].chars().next().map_or(1, char::len_utf8));
    let end = folded[found.end()..].find(['。', ';']).map_or(folded.len(), |n| found.end() + n);
    let text = &folded[start..end];
    let grounds: Vec<RecusalGround> = [
        (RecusalGround::Own, pattern!("本人|评委[^,。;]{0,8}(?:是|为|系)(?:候选|参评|申报)")),
        (RecusalGround::Kin, pattern!("亲属|亲友|直系|配偶|家属")),
        (RecusalGround::SameUnit, pattern!("同一(?:工作)?单位|本单位|所在单位|任职(?:单位|企业)|同单位")),
        (RecusalGround::Recommender, pattern!("推荐人")),
        (RecusalGround::Other, pattern!("利害关系|利益关系|其他(?:可能)?影响|师生|持股|顾问")),
    ]
    .into_iter()
    .filter(|(_, shape)| shape.is_match(text))
    .map(|(ground, _)| ground)
    .collect();
    if grounds.is_empty() || pattern!("投票人|网友").is_match(text) {
        finder.note(at, "recusal", Near::Kind(StageKind::Review), widened(folded, found.range()));
    } else {
        finder.tell(at, Fact::Rule(Rule::Recusal(grounds), printed(text)));
    }
}
