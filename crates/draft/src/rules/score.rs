//! How votes and sheets become a score and a list: parts and their weights, conversion, ties, who goes on.

use plan::StageKind;

use crate::fact::{Fact, Near, Normal, Rule, Tie};
use crate::pattern::{number, pattern, word};
use crate::rules::Finder;
use crate::source::{Sentence, clauses, printed, widened};

pub fn read(finder: &mut Finder<'_>) {
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        normalise(finder, at, folded);
        take(finder, at, folded);
        places(finder, at, folded);
        // A plan file counts who goes on in multiples only where a vote or a review comes before.
        if let Some(found) = pattern!("(?:名额|奖项数|获奖数|应选人数|表彰数|得奖数)的?(?:{n}(?:\\.[0-9])?|1\\.[0-9])倍|按?1:[12](?:\\.[0-9])?的?(?:比例|差额)|差额(?:比例|率|幅度)[^,。;]{0,10}{n}%").find(folded) {
            finder.note(at, "multiple", Near::Kind(StageKind::Screen), widened(folded, found.range()));
        }
        if let Some(found) = pattern!("宁缺[毋勿]滥|可以?空缺|允许空缺|名额空缺").find(folded)
        {
            finder.tell(at, Fact::Rule(Rule::Vacancy, printed(widened(folded, found.range()))));
        }
        if let Some(found) = pattern!(
            "(?:不|不得|不可|不能|不予)重复(?:获奖|授予|表彰|享受|评奖|入选|命名)|只(?:能|可)?(?:获|获得|授予|享受)(?:其中)?一(?:项|个)(?:奖|称号|荣誉)"
        )
        .find(folded)
        {
            finder.tell(at, Fact::Rule(Rule::OneAward, printed(widened(folded, found.range()))));
        }
    }
    candidates(finder);
    ties(finder);
}

/// Weights of whatever makes up a score, where they are two or more, add up to 100, and some of them is the votes or
/// the judges. `None` where they are none of these.
pub fn parts(folded: &str) -> Option<Vec<(String, u32)>> {
    if pattern!("人数|人员|评委中|(?:会|组|团|评委)由|总数|比例为.{0,4}:").is_match(folded)
    {
        return None;
    }
    let mut parts: Vec<(String, u32)> = Vec::new();
    let shape = pattern!(
        "^(?:第[一二三四五六七八九十百0-9]{1,4}条|其中|即|(?:综合得分|总分|总成绩|综合成绩|最终得分)[由为按]?|由)*(?P<s>[\\p{Han}“”]{2,16}?)(?:的?(?:得分|分数|成绩|分值|结果|部分|环节)|情况)?(?:在?总分中)?(?:合计|权重|比重|比例|所?占(?:总分|总成绩|综合得分)?(?:的)?|按|为|是|的|:|[×xX*]|乘以?){1,4}(?:百分之(?P<c>{n})|(?P<n>{n})%)(?:的?(?:权重|比例|比重))?(?:计算|计入|折算|相加|之和)?(?:总分|综合得分|总成绩)?(?:[两二三四五]部分)?(?:构成|组成|合成)?$"
    );
    for piece in
        folded.split([',', '、', ';', '。', '+', '=', '(', ')', ':']).filter(|piece| !piece.is_empty())
    {
        if !piece.contains('%') && !piece.contains("百分之") {
            continue;
        }
        let piece = pattern!("^[0-9]{1,2}\\.").find(piece).map_or(piece, |found| &piece[found.end()..]);
        let found = shape.captures(piece)?;
        let weight = number(&found, "n").or_else(|| number(&found, "c"))?;
        parts.push((word(&found, "s").to_owned(), weight));
    }
    let sum = parts.iter().map(|(_, weight)| u64::from(*weight)).sum::<u64>();
    let known = parts.iter().any(|(name, _)| of_vote(name) || of_review(name));
    (parts.len() > 1 && sum == 100 && known).then_some(parts)
}

/// A part's name that is the public's votes.
pub fn of_vote(name: &str) -> bool {
    pattern!("投票|票选|网络评选|网评|点赞|公众|网民|网友|大众|社会票|票$").is_match(name) && !of_review(name)
}

/// A part's name that is the judges'.
pub fn of_review(name: &str) -> bool {
    pattern!("专家|评委|评审").is_match(name)
}

fn normalise(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let votes = pattern!("票").is_match(folded) || pattern!("网络分|线上").is_match(folded);
    if !votes || pattern!("矛盾").is_match(folded) {
        return note(finder, at, folded);
    }
    let maximum = [
        pattern!(
            "(?:除以|÷|/)(?:本类|该类|候选人中)?的?最高(?:得)?(?:票数?|值)[^,。;+]{0,6}(?:[×xX*]|乘以?|乘)100"
        ),
        pattern!(
            "(?:最高|第一名?)[^,。;]{0,10}(?:计|为|得|记|折算为)(?:满分)?\\(?100分?\\)?[^。;]{0,8}其[余他它][^。;]{0,20}(?:比例|折算)"
        ),
    ];
    let share = pattern!(
        "得?票数?占[^,。;]{0,12}(?:总票数|(?:全部|所有|总)(?:得)?票数?|总投票数)的?(?:百分比|百分率|比例|比重)|得票数?(?:除以|÷|/)(?:本类)?(?:总|全部|所有)(?:得|投)?票数?[^,。;+]{0,4}(?:[×xX*]|乘以?)100"
    );
    if let Some(found) = maximum.into_iter().find_map(|shape| shape.find(folded)) {
        let fact =
            Fact::Rule(Rule::Normalise(Normal::DivideByMaximum), printed(widened(folded, found.range())));
        finder.tell(at, fact);
        return;
    }
    if let Some(found) = share.find(folded) {
        let fact = Fact::Rule(Rule::Normalise(Normal::Share), printed(widened(folded, found.range())));
        finder.tell(at, fact);
        return;
    }
    let steps = pattern!(
        "第一名(?:得|为|计|记)?(?P<a>{n})分?[^。;]{0,24}?(?:逐名|依次|每(?:降|低|下降|后)一?(?:个)?(?:名|位|名次)?|名次每[^,。;]{0,4})(?:递)?减(?:少)?(?P<b>{n})分?"
    );
    // 第一名100分,第二名99分,以此类推: the step is what lies between.
    let on = pattern!(
        "第一名(?:得|为|计|记)?(?P<a>{n})分[,、]?第二名(?:得|为|计|记)?(?P<b>{n})分[^。;]{0,30}?(?:以此|依此|依次)类推"
    );
    if let Some(found) = on.captures(folded)
        && let (Some(first), Some(second)) = (number(&found, "a"), number(&found, "b"))
        && let Some(step) = first.checked_sub(second).filter(|step| *step > 0)
        && agree(folded, first, step)
    {
        let range = found.get(0).map_or(0..0, |found| found.range());
        let rule = Rule::Normalise(Normal::RankStep(first, step));
        finder.tell(at, Fact::Rule(rule, printed(widened(folded, range))));
        return;
    }
    if let Some(found) = steps.captures(folded)
        && let (Some(first), Some(step)) = (number(&found, "a"), number(&found, "b").filter(|n| *n > 0))
        && agree(folded, first, step)
    {
        let range = found.get(0).map_or(0..0, |found| found.range());
        let fact =
            Fact::Rule(Rule::Normalise(Normal::RankStep(first, step)), printed(widened(folded, range)));
        finder.tell(at, fact);
        return;
    }
    note(finder, at, folded);
}

/// What is said of conversion and is none of these.
fn note(finder: &mut Finder<'_>, at: usize, folded: &str) {
    if let Some(found) = pattern!("(?:按名次|第一名{n}分|除以|折算|换算|比例给分)[^。;]{0,40}").find(folded)
    {
        finder.note(at, "normalise", Near::Result, widened(folded, found.range()));
    }
}

/// 第一名100分,第二名99分: whatever places are named earn what the rule gives.
fn agree(folded: &str, first: u32, step: u32) -> bool {
    pattern!("第(?P<r>{n})名(?:得|为|计|记)?(?P<p>{n})分").all(folded).iter().all(|found| {
        let (Some(rank), Some(points)) = (number(found, "r"), number(found, "p")) else { return false };
        rank > 0 && first.checked_sub(step.saturating_mul(rank - 1)) == Some(points)
    })
}

/// 按综合得分取前10名, where there is one class and the list is the last one.
fn take(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let shape = pattern!(
        "(?:综合得分|综合成绩|总得分|总分|总成绩|最终得分|加权)[^。;]{0,20}?(?:取前?|前|排名前|排序前)(?P<n>{n})(?:名|位|个|件|家|项|组)"
    );
    let Some(found) = shape.captures(folded) else {
        if let Some(found) =
            pattern!("从高到低[^,。;]{0,6}取{n}(?:名|位|个|件|家)|取{n}(?:名|位|个|件|家)(?:入围|入选)?")
                .find(folded)
        {
            finder.note(at, "take", Near::Result, widened(folded, found.range()));
        }
        return;
    };
    let early = pattern!("候选|入围|进入|晋级|复评|复赛|终评|决赛|提名").is_match(folded);
    let graded = finder.categories().len() > 1 || finder.has(|fact| matches!(fact, Fact::Award { .. }));
    match number(&found, "n").filter(|n| *n > 0 && !early && !graded) {
        Some(n) => {
            let range = found.get(0).map_or(0..0, |found| found.range());
            finder.tell(at, Fact::Rule(Rule::Take(n), printed(widened(folded, range))));
        }
        None => {
            let range = found.get(0).map_or(0..0, |found| found.range());
            finder.note(at, "take", Near::Result, widened(folded, range));
        }
    }
}

fn places(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let shape = pattern!("(?:保留|精确到?)(?:小数点?后)?(?P<n>{n})位(?:小数)?");
    let Some(found) = shape.captures(folded) else { return };
    let Some(whole) = found.get(0).filter(|found| found.as_str().contains("小数")) else { return };
    let before = &folded[..whole.start()];
    let of = |shape: &crate::pattern::Pattern| {
        shape.all(before).last().and_then(|found| found.get(0)).map(|found| found.end())
    };
    let panel = of(pattern!("评委|平均|评审|专家|打分"));
    let last = of(pattern!("综合得分|综合成绩|总分|总成绩|最终|总得分"));
    if let Some(n) = number(&found, "n")
        && panel != last
    {
        let rule = Rule::Places { n, panel: panel > last };
        finder.tell(at, Fact::Rule(rule, printed(widened(folded, whole.range()))));
    }
}

/// How many candidates there are, where the text gives one number for all of them.
fn candidates(finder: &mut Finder<'_>) {
    let shapes = [
        pattern!(
            "候选(?:人|对象|者|作品|名单|单位|集体|人选)?(?:共|共计|有|为)?(?P<n>{n})(?:名|位|个|件|家|组|\\()"
        ),
        pattern!(
            "(?:确定|产生|选出|推选|评出|选定|形成|遴选)(?:出)?(?P<n>{n})(?:名|位|个|件|家|组)(?:正式|最终)?候选(?:人|对象|者|作品|单位|集体|人选)?"
        ),
    ];
    let mut told: Vec<(usize, u32, String, bool)> = Vec::new();
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        for (_, clause) in clauses(folded) {
            let Some(found) = shapes.iter().find_map(|shape| shape.captures(clause)) else { continue };
            let Some(n) = number(&found, "n").filter(|n| *n > 0) else { continue };
            let whole = !pattern!("每|各|其余|其中|不超过|不少于|最多|至多|左右|前{n}|给|(?:^|[^候])选{n}")
                .is_match(clause);
            told.push((at, n, clause.to_owned(), whole));
        }
    }
    let one = told.iter().all(|(_, n, _, whole)| *whole && *n == told[0].1);
    for (at, n, clause, _) in told {
        if one {
            finder.tell(at, Fact::Rule(Rule::Candidates(n), printed(&clause)));
        } else {
            finder.note(at, "candidates", Near::Kind(StageKind::Screen), &clause);
        }
    }
}

/// Chains of ties. A chain goes on in the next sentence where that begins with 仍相同的; one step that is not understood
/// makes the whole of it a comment.
fn ties(finder: &mut Finder<'_>) {
    let sentences: Vec<(usize, &Sentence)> = finder.body().collect();
    let mut n = 0;
    while let Some((at, sentence)) = sentences.get(n) {
        n += 1;
        let start = pattern!(
            "(?:(?:票数|得票|得分|分数|总分|成绩|分)[^,。;]{0,4}(?:相同|相等|并列|一致)|同票|同分|平票|末位并列|末尾并列)"
        );
        let Some(found) = start.find(&sentence.folded) else { continue };
        let mut chain = vec![(*at, &sentence.folded[found.start()..], found.range())];
        while let Some((next, sentence)) = sentences.get(n)
            && let Some(found) =
                pattern!("^(?:若|如)?(?:仍|还|再)[^,。;]{0,10}(?:相同|相等|并列|一致)").find(&sentence.folded)
        {
            n += 1;
            chain.push((*next, sentence.folded.as_str(), found.range()));
        }
        let steps: Option<Vec<Vec<Tie>>> = chain.iter().map(|(_, text, _)| steps(text)).collect();
        for (place, (at, _, range)) in chain.iter().enumerate() {
            let folded =
                sentences.iter().find(|(other, _)| other == at).map_or("", |(_, it)| it.folded.as_str());
            // From the tie to the end of its rule.
            let end = folded[range.start..].find(['。', ';']).map_or(folded.len(), |end| range.start + end);
            let text = widened(folded, range.start..end);
            match steps.as_ref().and_then(|all| all.get(place)) {
                Some(steps) => finder.tell(*at, Fact::Rule(Rule::Ties(steps.clone()), printed(text))),
                None => finder.note(*at, "tie", Near::Result, text),
            }
        }
    }
}

/// The steps of one sentence; `None` where something of it is not understood.
fn steps(text: &str) -> Option<Vec<Tie>> {
    let text = text.split(['。', ';']).next().unwrap_or_default();
    if pattern!("全取|全部(?:入选|入围|当选|获奖|录取)|一并(?:入选|入围|当选|获奖|进入)|均(?:入选|入围|当选|获奖|进入)")
        .is_match(text)
    {
        return Some(vec![Tie::All]);
    }
    let mut out = Vec::new();
    for (_, clause) in clauses(text) {
        let higher = pattern!(
            "(?:依次)?(?:则?以|按|看|比较)?(?P<l>[\\p{Han}、“”]{2,40}?)(?:一项|指标|单项)?的?(?:得分|分数|成绩|得票|票数|分值|分)?(?:数)?(?:较)?(?:高|多)(?:者|的)?(?:的)?(?:优先|在前|排名?靠?前|列前|居前|入选|胜出|当选|名次在前|名次列前)"
        );
        let body = pattern!(
            "由(?:评委会|评审委员会|评选委员会|组委会|领导小组|评选办公室|评审组|评审委员|评委)[^,。;]{0,10}(?:决定|确定|表决|裁定)"
        );
        if let Some(found) = higher.captures(clause) {
            for name in word(&found, "l").split(['、', '和']) {
                let name =
                    name.trim_start_matches(['以', '按']).trim_end_matches("得分").trim_end_matches("票数");
                if name.chars().count() < 2 {
                    return None;
                }
                out.push(Tie::Higher(name.to_owned()));
            }
        } else if body.is_match(clause) {
            out.push(Tie::Resolution);
        } else if !pattern!("(?:相同|相等|并列|一致|同分|同票|平票)(?:的|时|者|情况下?|,|$)").is_match(clause)
        {
            return None;
        }
    }
    (!out.is_empty()).then_some(out)
}
