//! The rules of a public vote.

use plan::{DatedBy, Display, StageKind, Voids};

use crate::fact::{By, Counts, Fact, Near, Rule, Stretch, Ways};
use crate::numerals;
use crate::pattern::{number, pattern, word};
use crate::rules::{Finder, score};
use crate::source::{clauses, printed, widened};

const VOTE: Near = Near::Kind(StageKind::Vote);

pub fn read(finder: &mut Finder<'_>) {
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        let headed = sentence.heads.iter().any(|head| pattern!("投票|票选|网络评选|网上评选").is_match(head));
        // A panel's own ballot is another one's.
        let titled = finder.title().is_some_and(|title| title.contains("投票"));
        let shown =
            pattern!("多选少选|每[^,。;]{1,8}每[天日][^,。;]{0,6}{n}次[^。;]{0,10}选{n}").is_match(folded);
        let voting = (headed || titled || shown || folded.contains('票'))
            && !pattern!("记名投票|委员会[^,。;]{0,8}(?:投票|表决)|评委投票|会议投票|投票表决")
                .is_match(folded);
        channels(finder, at, folded);
        if voting {
            limits(finder, at, folded);
            ballot(finder, at, folded);
        }
        display(finder, at, folded);
        weights(finder, at, folded);
        posted(finder, at, folded);
        fraud(finder, at, folded);
        others(finder, at, folded);
    }
}

/// Ways to vote that no sentence names and that follow from others.
pub fn implied(finder: &mut Finder<'_>) {
    from_stage(finder);
}

/// Ways to vote, in clauses that speak of votes.
fn channels(finder: &mut Finder<'_>, at: usize, folded: &str) {
    // What a thing is called says nothing of it: “某某发布”.
    let bare = pattern!("“[^“”]*”")
        .all(folded)
        .iter()
        .fold(folded.to_owned(), |text, found| text.replace(&found[0], ""));
    for (_, clause) in clauses(&bare) {
        // 网络投票 as a heading is the stage's name (see `from_stage`).
        if pattern!("^(?:\\([一二三四五六七八九十0-9]{1,3}\\)|[一二三四五六七八九十0-9]{1,3}[、.])?(?:网络|网上|线上)(?:投票|评选|票选)(?:阶段|环节|时间|规则|方式|办法)?(?:[:(].*)?$").is_match(clause) {
            continue;
        }
        if !pattern!("投票|选票|[报纸网络信机固]票|票数|代投|选[^,。;]{2,20}之一|任选其一").is_match(clause)
            || pattern!("(?:不|不再|取消|未|没有)(?:设|进行|组织|开展|举行|设置)?[^,。;]{0,4}投票|咨询|监督|举报|投诉|公示|联系|公布|宣传|发布|记名投票|刷票|占|%|得分|=").is_match(clause)
        {
            continue;
        }
        let names = pattern!(
            "报纸|纸质|微信|微博|网络|网上|短信|手机短信|手机|客户端|APP|固话|热线|现场|信函|小程序|公众号|网站|内网|H5"
        );
        for found in names.all(clause) {
            let name = found.get(0).map_or("", |found| found.as_str());
            // 手机号 and 手机用户 are voters, 网站 that shows something is none.
            let rest = found.get(0).map_or("", |found| &clause[found.end()..]);
            if rest.starts_with('号') || rest.starts_with("用户") || rest.starts_with("账号") {
                continue;
            }
            finder.tell(at, Fact::Channel(name.to_owned()));
        }
    }
}

/// 网络评选阶段: the stage's own name says how.
fn from_stage(finder: &mut Finder<'_>) {
    if finder.has(|fact| matches!(fact, Fact::Channel(_))) {
        return;
    }
    let named = finder.found.iter().find_map(|found| match &found.fact {
        Fact::Stage { kind: StageKind::Vote, name } => {
            let found_name = pattern!("网络|网上|线上|微信|短信").find(name)?;
            Some((found.at, found_name.as_str().to_owned()))
        }
        _ => None,
    });
    let address = finder.found.iter().find_map(|found| match &found.fact {
        Fact::Limit { by: By::Address, .. } | Fact::Interval { by: By::Address, .. } => Some(found.at),
        _ => None,
    });
    if let Some((at, name)) = named {
        finder.infer(at, Fact::Channel(name.clone()), "stage-name", name);
    } else if let Some(at) = address {
        finder.infer(at, Fact::Channel("网络".to_owned()), "by-address", "");
    } else if let Some(at) = finder.found.iter().find_map(|found| match &found.fact {
        Fact::Rule(Rule::Identity(_, Ways::Named(names)), _) if names == &["微信"] => Some(found.at),
        _ => None,
    }) {
        finder.infer(at, Fact::Channel("微信".to_owned()), "by-account", "");
    }
}

fn limits(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let shape = pattern!(
        "每个?(?:位|名|部|一)?(?P<who>人|市民|用户|网友|选民|公众|参与者|投票人|微信(?:号|用户|账号|ID)|账号|账户|用户名|身份证(?:号码?)?|IP(?:地址)?|手机(?:号码?|用户)?|号码?|固话|固定电话|电话|设备|终端|ID)(?:或每个?IP)?(?P<day>每[天日]|一天|1天|24小时内?)?(?:内)?(?P<can>[限只仅可能最多至不超过得以投票]{0,8}?)(?P<n>{n})(?P<unit>次|张|票)(?P<after>票)?"
    );
    for found in shape.all(folded) {
        let whole = found.get(0).map_or("", |found| found.as_str());
        let Some(n) = number(&found, "n").filter(|n| *n > 0) else { continue };
        let day = !word(&found, "day").is_empty();
        if !day && word(&found, "can").is_empty() {
            continue;
        }
        let who = word(&found, "who");
        let by = by(who);
        let before = &folded[..found.get(0).map_or(0, |found| found.start())];
        let before = before.rsplit([',', ';', '。']).next().unwrap_or_default();
        let rolling = word(&found, "day").starts_with("24") || before.contains("小时");
        let hours = if word(&found, "day").starts_with("24") {
            Some(24)
        } else {
            pattern!("(?P<n>{n})小时(?:之?内)?$").captures(before).and_then(|found| number(&found, "n"))
        };
        let per = match (rolling, hours) {
            (true, None) => None,
            (true, Some(hours)) => Some(Stretch::Hours(hours)),
            (false, _) if day => Some(Stretch::Day),
            (false, _) => Some(Stretch::Stage),
        };
        // An address or a telephone is a voter of one channel; 或每个IP says two things at once.
        let (Some(by), Some(per), false) = (by, per, whole.contains("或每")) else {
            finder.note(at, "limit", VOTE, whole);
            continue;
        };
        let fact = Fact::Limit { counts: Counts::Ballots, by, n, per };
        if word(&found, "unit") == "票" {
            finder.infer(at, fact, "vote-is-ballot", printed(whole));
        } else {
            finder.tell(at, fact);
        }
    }
    if folded.contains("每人")
        && let Some(found) = pattern!("只(?:能|可)?投(?P<n>{n})张票").captures(folded)
        && let Some(n) = number(&found, "n").filter(|n| *n > 0)
    {
        finder.tell(at, Fact::Limit { counts: Counts::Ballots, by: By::Voter, n, per: Stretch::Stage });
    }
    let same = pattern!(
        "(?:同一(?:位|名|个|件)?|每个?)(?:候选人|候选对象|候选单位|候选作品|作品|选手|对象|参赛作品)(?:每[天日]|[一1][天日]|当[天日])(?:内)?(?:最多|至多|只能|只可|仅限|仅能|限|可)*(?:投票?)?(?P<n>{n})(?:票|次)"
    );
    if let Some(found) = same.captures(folded)
        && let Some(n) = number(&found, "n").filter(|n| *n > 0)
    {
        finder.tell(at, Fact::Limit { counts: Counts::Same, by: By::Voter, n, per: Stretch::Day });
    } else if let Some(found) = pattern!(
        "同一(?:候选人|作品|选手|对象|[^,。;I微账手用]{0,2})[^,。;I]{0,6}每?[天日]?[^,。;]{0,6}{n}(?:票|次)"
    )
    .find(folded)
    {
        finder.note(at, "limit", VOTE, widened(folded, found.range()));
    }
    interval(finder, at, folded);
}

/// Whom a limit's word stands for; `None` where it may be several people or several devices of one.
fn by(who: &str) -> Option<By> {
    if pattern!("^(?:人|市民|用户|网友|选民|公众|参与者|投票人|微信.*|账号|账户|用户名|ID|身份证.*)$")
        .is_match(who)
    {
        Some(By::Voter)
    } else if who.starts_with("IP") {
        Some(By::Address)
    } else if pattern!("^手机号码?$").is_match(who) {
        Some(By::Mobile)
    } else if pattern!("^(?:固话|固定电话)$").is_match(who) {
        Some(By::Landline)
    } else {
        None
    }
}

/// 相邻两票至少间隔30分钟: of whom the same clause speaks.
fn interval(finder: &mut Finder<'_>, at: usize, folded: &str) {
    for (_, clause) in clauses(folded) {
        let Some(found) =
            pattern!("间隔(?:不少于|不得少于|不低于|至少|须满|须超过)?(?P<n>{n})(?P<u>分钟|小时)|(?P<m>{n})(?P<v>分钟|小时)内(?:只能|只可|限|仅限|最多)投?[一1](?:票|次)")
                .captures(clause)
        else {
            continue;
        };
        let of: Vec<By> = pattern!(
            "[每同]一?个?(?:位|名|部)?(?P<w>人|市民|用户|网友|IP|微信号|账号|手机号码?|固话|固定电话)"
        )
        .all(clause)
        .iter()
        .filter_map(|found| by(word(found, "w")))
        .collect();
        let n = number(&found, "n").or_else(|| number(&found, "m"));
        let per = match ([word(&found, "u"), word(&found, "v")].concat().as_str(), n.filter(|n| *n > 0)) {
            ("分钟", Some(n)) => Some(Stretch::Minutes(n)),
            (_, Some(n)) => Some(Stretch::Hours(n)),
            _ => None,
        };
        match (of.as_slice(), per) {
            ([by], Some(per)) => finder.tell(at, Fact::Interval { by: *by, per }),
            _ => finder.note(at, "limit", VOTE, clause),
        }
    }
}

/// Which moment of a ballot that is sent counts.
fn posted(finder: &mut Finder<'_>, at: usize, folded: &str) {
    if !pattern!("[报纸]纸?票|选票|投票").is_match(folded) || pattern!("材料|申报表|推荐表").is_match(folded)
    {
        return;
    }
    let shapes = [
        (DatedBy::Postmark, pattern!("(?:以|看)[^,。;]{0,6}(?:邮戳|日戳)[^,。;]{0,6}")),
        (DatedBy::Arrival, pattern!("以(?:实际)?(?:收到|送达|到达)[^,。;]{0,6}为准")),
    ];
    for (which, shape) in shapes {
        if let Some(found) = shape.find(folded) {
            finder.tell(at, Fact::DatedBy(which, printed(widened(folded, found.range()))));
        }
    }
}

/// What falls where votes are foul; only where the sentence says whose.
fn fraud(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let Some(foul) = pattern!(
        "刷票|异常数据|恶意投票|作弊|拉票|非正常手段|不正当(?:手段|方式)|技术手段|虚假投票|非法手段|弄虚作假"
    )
    .find(folded) else {
        return;
    };
    let rest = &folded[foul.start()..];
    let rest = &rest[..rest.find(['。', ';']).unwrap_or(rest.len())];
    let outcomes = [
        (
            Voids::VoterDay,
            pattern!(
                "该?(?:用户|账号|投票人|IP)当[天日]的?(?:全部|所有)?(?:得|投)?票数?[^,。;]{0,6}(?:清零|无效|作废|取消)"
            ),
        ),
        (
            Voids::Candidate,
            pattern!("取消(?:其|该)?(?:候选人?|参评|评选|参选|入围|参赛|评奖|评选活动|本次评选)?(?:的)?资格"),
        ),
        (
            Voids::CandidateVotes,
            pattern!("(?:该|其)(?:候选人|作品|选手|单位)(?:的)?(?:全部|所有)?(?:得)?票数?[^,。;]{0,4}清零"),
        ),
        (
            Voids::Ballots,
            pattern!(
                "取消(?:其|该)?所得票数|(?:剔除|清除|扣除)[^,。;]{0,10}(?:票|数据)|(?:票数?|数据)[^,。;]{0,6}(?:予以剔除|予以扣除|予以清除|无效|作废)"
            ),
        ),
    ];
    let mut told = false;
    for (voids, shape) in outcomes {
        // One sentence may threaten several things; each is a penalty of its own.
        if let Some(found) = shape.find(rest) {
            let range = foul.start()..foul.start() + found.end();
            finder.tell(at, Fact::Penalty(voids, printed(widened(folded, range))));
            told = true;
        }
    }
    if !told && let Some(found) = pattern!("(?:取消|清零|扣|无效|剔除)[^,。;]{0,12}").find(rest) {
        finder.note(at, "fraud", VOTE, widened(folded, foul.start()..foul.start() + found.end()));
    }
}

fn ballot(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let strict = pattern!("[多少]选[、或,和]?[多少]选|不足或超过|多选少选").is_match(folded);
    let ranges = [
        pattern!("(?:选|投|推选)(?:择|出|给|票)?(?P<a>{n}){u}?(?:至|到|-)(?P<b>{n}){u}"),
        pattern!(
            "(?:选满|最少|至少|不少于|不得少于|不低于)(?:须|应|需)?(?:选择?|投|推选)?(?:满)?(?P<a>{n}){u}?[,、]?(?:且|并|但)?(?:最多|至多|不超过|不得超过|不多于)(?:可|可以|能)?(?:选择?|投|推选)?(?P<b>{n}){u}"
        ),
        pattern!(
            "(?:最多|至多|不超过|不得超过|不多于)(?:可|可以|能)?(?:选择?|投|推选)?(?P<b>{n}){u}?[,、]?(?:且|并|但)?(?:最少|至少|不少于|不得少于|不低于)(?:须|应|需)?(?:选择?|投|推选)?(?P<a>{n}){u}"
        ),
    ];
    // How many sit on a panel is said in the same words.
    let range = ranges.into_iter().find_map(|shape| shape.captures(folded)).filter(|found| {
        let around = widened(folded, found.get(0).map_or(0..0, |found| found.range()));
        !pattern!("评审|评委|委员|专家|组成|推荐|候选人?(?:总数|人数)").is_match(around)
    });
    let exact = pattern!(
        "(?:选满|须选满|必须选满|必须选择?|须选择?|应选择?|选足|正好选|只能选择?|限选)(?:满|足)?(?P<n>{n}){u}"
    );
    let most = pattern!(
        "(?:最多|至多|不超过|不得超过|不多于|限)(?:可以|可|能)?(?:投票?给|投|选|推选)?(?:择)?(?P<n>{n})(?:名|人|位|个|件|项|家|组|队|首|部|篇|幅)"
    );
    if let Some(found) = range
        && let (Some(least), Some(most)) = (number(&found, "a"), number(&found, "b"))
        && 0 < least
        && least <= most
    {
        finder.tell(at, Fact::Ballot { least: Some(least), most });
        return;
    }
    if let Some(found) = exact.captures(folded)
        && let Some(n) = number(&found, "n").filter(|n| *n > 0)
        && (strict
            || !word(&found, "n").is_empty() && pattern!("选满|选足|正好|须选|必须|应选").is_match(folded))
    {
        finder.tell(at, Fact::Ballot { least: Some(n), most: n });
        return;
    }
    for (_, clause) in clauses(folded) {
        let Some(found) = most.captures(clause) else { continue };
        if !pattern!("每次|每类|每票|每张|每人|选票|选|投").is_match(clause)
            || pattern!("推荐|候选人?(?:总数|人数)|入围|评委|评审|委员|专家|命名|表彰").is_match(clause)
        {
            continue;
        }
        if let Some(n) = number(&found, "n").filter(|n| *n > 0) {
            finder.infer(at, Fact::Ballot { least: None, most: n }, "least-one", "");
            return;
        }
    }
}

fn display(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let hidden = pattern!(
        "(?:不|不得)(?:实时)?(?:显示|公布|公开|展示)[^,。;]{0,8}(?:票数|得票|排名)|(?:票数|得票(?:数|情况)?|投票结果)[^,。;]{0,6}(?:不(?:予)?(?:实时)?(?:显示|公布|公开)|隐藏)|不实时(?:显示|公布)"
    );
    let daily = pattern!(
        "每[天日](?:上午|下午)?(?P<h>{n})(?:时|点|:00)[^,。;]{0,6}(?:公布|更新|公开|发布)[^,。;]{0,6}(?:票数|得票)|(?:票数|得票(?:数|情况)?)[^,。;]{0,6}每[天日](?:上午|下午)?(?P<h2>{n})(?:时|点|:00)[^,。;]{0,4}(?:公布|更新|公开|发布)"
    );
    let live = pattern!(
        "实时(?:显示|公布|更新|公开)[^,。;]{0,6}(?:票数|得票|投票)|(?:票数|得票(?:数|情况)?)实时(?:显示|公布|更新|公开)"
    );
    if hidden.is_match(folded) {
        finder.tell(at, Fact::Display(Display::Hidden));
    } else if let Some(found) = daily.captures(folded) {
        let late = if found[0].contains("下午") { 12 } else { 0 };
        if let Some(hour) = number(&found, "h")
            .or_else(|| number(&found, "h2"))
            .map(|hour| if hour < 12 { hour + late } else { hour })
            .filter(|hour| *hour < 24)
        {
            finder.tell(at, Fact::Display(Display::Daily(plan::Stated::Is(hour))));
        }
    } else if live.is_match(folded) {
        finder.tell(at, Fact::Display(Display::Live));
    } else if let Some(found) =
        pattern!("(?:票数|得票)[^,。;]{0,4}每[天日][^,。;]{0,6}(?:更新|公布)[^,。;]{0,4}").find(folded)
    {
        finder.note(at, "display", VOTE, widened(folded, found.range()));
    }
}

/// Weights of vote and review. Only where there are these two and nothing else, and they make 100, do they stand in a
/// plan file; any other set of weights is told.
fn weights(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let side = |name: &str| {
        if pattern!("专家|评委|评审").is_match(name) { "review" } else { "vote" }
    };
    if !pattern!("%|占|成|权重|比重|[0-9一二三四五六七八九]:[0-9一二三四五六七八九]|一半|百分之")
        .is_match(folded)
    {
        return;
    }
    let pair = crate::pattern::pattern!(
        "(?P<a>网络投票|网上投票|公众投票|网民投票|群众投票|社会投票|网络评选|投票|专家评审|专家评分|专家打分|评委评分|评委打分|评审)(?:结果|得分|成绩)?(?:和|与|、|及)(?P<b>网络投票|网上投票|公众投票|网民投票|群众投票|社会投票|网络评选|投票|专家评审|专家评分|专家打分|评委评分|评委打分|评审)(?:结果|得分|成绩)?[^,。;0-9]{0,8}(?:(?P<x>{n}):(?P<y>{n})|(?P<half>各占?(?:一半|50%)))"
    );
    if let Some(found) = pair.captures(folded)
        && side(word(&found, "a")) != side(word(&found, "b"))
    {
        let (x, y) = match word(&found, "half") {
            "" => (number(&found, "x").unwrap_or(0), number(&found, "y").unwrap_or(0)),
            _ => (1, 1),
        };
        let sum = x.saturating_add(y);
        let runs: Vec<u32> = numerals::all(folded).iter().filter_map(|run| numerals::whole(run)).collect();
        let whole = !word(&found, "half").is_empty() || (runs.contains(&x) && runs.contains(&y));
        if whole && x > 0 && y > 0 && 100 % sum == 0 {
            let (x, y) = (x * 100 / sum, y * 100 / sum);
            let (vote, review) = if side(word(&found, "a")) == "vote" { (x, y) } else { (y, x) };
            finder.tell(at, Fact::Weights { vote, review });
            return;
        }
    }
    // 公众投票四成、专家六成.
    let tenths = pattern!(
        "(?P<a>公众|社会|大众|网民|网友|群众|网络|线上|投票|专家|评委|评审)(?:会|票)?[^,。;、0-9]{0,8}?(?P<x>[一二三四五六七八九])成[,、;]?[^,。;、]{0,4}?(?P<b>公众|社会|大众|网民|网友|群众|网络|线上|投票|专家|评委|评审)(?:会|票)?[^,。;、0-9]{0,8}?(?P<y>[一二三四五六七八九])成"
    );
    if let Some(found) = tenths.captures(folded)
        && side(word(&found, "a")) != side(word(&found, "b"))
        && let (Some(x), Some(y)) = (number(&found, "x"), number(&found, "y"))
        && x + y == 10
        && numerals::all(folded).len() > 1
        && !pattern!("人数|人员|组成|评委中|代表|比例不|不少于|不低于|不超过").is_match(folded)
        && pattern!("成").all(folded).len() == 2
    {
        let (vote, review) =
            if side(word(&found, "a")) == "vote" { (x * 10, y * 10) } else { (y * 10, x * 10) };
        finder.tell(at, Fact::Weights { vote, review });
        return;
    }
    let one = pattern!(
        "(?P<s>网络投票|网上投票|公众投票|网民投票|群众投票|社会投票|大众投票|网友投票|线上投票|投票结果|投票|线上|网络评选|网络|公众|网民|票选|现场专家|专家评审|专家评分|专家打分|评委评分|评委打分|评委|专家|评审|短信与固话|短信|纸质|报纸|微信|现场|单位评议|组织考察|考察|[\\p{Han}]{2,4})(?:得分|结果|成绩|分数|分值|部分|环节)?(?:合计|权重|比重|比例|所?占|占总分|占总成绩|按|为|是|的|:){0,4}(?:百分之(?P<c>{n})|(?P<n>{n})(?:%|分))"
    );
    let hundred = pattern!("总分(?:为|是)?100|满分(?:为|是)?100|百分制").is_match(folded);
    let mut parts: Vec<(String, u32)> = Vec::new();
    for found in one.all(folded) {
        let whole = found.get(0).map_or("", |found| found.as_str());
        let percent = whole.ends_with('%') || whole.contains("百分之") || (hundred && whole.contains('占'));
        let n = number(&found, "n").or_else(|| number(&found, "c"));
        let whole_number = |n: u32| numerals::all(folded).iter().any(|run| numerals::whole(run) == Some(n));
        if let (true, Some(n)) = (percent, n.filter(|n| whole_number(*n))) {
            parts.push((word(&found, "s").to_owned(), n));
        }
    }
    let known = |name: &str| pattern!("投票|线上|网络|公众|网民|票选|专家|评委|评审").is_match(name);
    let two = parts.len() == 2
        && parts.iter().all(|(name, _)| known(name))
        && side(&parts[0].0) != side(&parts[1].0);
    if two && parts[0].1 + parts[1].1 == 100 {
        let (vote, review) =
            if side(&parts[0].0) == "vote" { (parts[0].1, parts[1].1) } else { (parts[1].1, parts[0].1) };
        finder.tell(at, Fact::Weights { vote, review });
    } else if let Some(parts) = score::parts(folded) {
        let text = widened(folded, folded.find('%').map_or(0..0, |at| at..at));
        let text = if parts.iter().all(|(name, _)| text.contains(name.as_str())) { text } else { folded };
        let measured = parts.iter().any(|(name, _)| !score::of_vote(name) && !score::of_review(name));
        let fact = Fact::Rule(Rule::Parts(parts), printed(text.trim_end_matches(['。', ';'])));
        if measured { finder.infer(at, fact, "part-measure", "") } else { finder.tell(at, fact) }
    } else if !parts.is_empty() && !pattern!("总数|人数|候选|不低于|不少于|不超过|不高于").is_match(folded)
    {
        let words: Vec<String> = parts.iter().map(|(name, n)| format!("{name}{n}%")).collect();
        let words =
            if folded.contains('%') { words.join("、") } else { folded.trim_end_matches('。').to_owned() };
        finder.note(at, "weights", Near::Result, &words);
    }
}

/// Rules that are understood, and that no value of a plan file holds.
fn others(finder: &mut Finder<'_>, at: usize, folded: &str) {
    let one = pattern!("任选其一|只能选[^,。;]{0,16}之一");
    if let Some(found) = one.find(folded)
        && let text = widened(folded, found.range())
        && pattern!("报纸|短信|手机|微信|信函|客户端|网络").all(folded).len() > 1
    {
        finder.tell(at, Fact::OneChannel(printed(text)));
    }
    let notes = [("exclusive", VOTE, pattern!("重复投票[^,。;]{0,8}无效"))];
    for (what, near, shape) in notes {
        if let Some(found) = shape.find(folded) {
            finder.note(at, what, near, widened(folded, found.range()));
        }
    }
}
