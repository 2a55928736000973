//! What spoils a ballot, what is asked of a voter, and how candidates and votes are shown.

use plan::stage::Order;
use plan::{Asks, Identity, Spoils, StageKind, VoteMode};

use crate::fact::{BallotFault, Fact, Near, Rule, Ways};
use crate::pattern::pattern;
use crate::rules::Finder;
use crate::source::{Sentence, clauses, printed, widened};

const VOTE: Near = Near::Kind(StageKind::Vote);

pub fn read(finder: &mut Finder<'_>) {
    let copied = finder.body().any(|(_, it)| pattern!("可(?:以)?复印").is_match(&it.folded));
    for (at, sentence) in finder.body() {
        let folded = sentence.folded.as_str();
        faults(finder, at, folded, copied);
        if voting(finder, sentence) {
            asks(finder, at, folded);
            identity(finder, at, folded);
        }
        shown(finder, at, folded);
    }
}

/// Whether a sentence speaks of the public's votes.
pub fn voting(finder: &Finder<'_>, sentence: &Sentence) -> bool {
    let headed = sentence.heads.iter().any(|head| pattern!("投票|票选|网络评选|网上评选").is_match(head));
    let titled = finder.title().is_some_and(|title| title.contains("投票"));
    (headed || titled || sentence.folded.contains('票'))
        && !pattern!("评委|委员|记名投票|申报表|推荐表|参评者须").is_match(&sentence.folded)
}

/// 少选、多选的选票无效. A fault of time or of number of votes is another one.
fn faults(finder: &mut Finder<'_>, at: usize, folded: &str, copied: bool) {
    let judges = pattern!("评委|委员|[^无]记名投票").is_match(folded);
    for (range, clause) in clauses(folded) {
        let Some(void) = pattern!("无效|作废|均废|废票|不予计票").find(clause) else { continue };
        if pattern!("^(?:报纸|纸质|纸)?(?:选票)?复印(?:件|票|选票)?(?:的|一律|均)*(?:无效|作废)")
            .is_match(clause)
        {
            if copied {
                finder.note(at, "invalid", VOTE, clause);
            } else {
                finder.tell(at, Fact::Rule(Rule::NoCopies, printed(clause)));
            }
            continue;
        }
        // 多选、少选的,选票无效: the fault may stand in the clause before.
        let before = folded[..range.start].trim_end_matches(',');
        let begins = before.char_indices().rfind(|(_, c)| matches!(c, ',' | ';' | '。'));
        let begins = begins.map_or(0, |(at, c)| at + c.len_utf8());
        let goes_on = pattern!("^(?:该|此|其|整|视为|均|一律|选票|按|作)").is_match(clause)
            && before.ends_with(['的', '者']);
        let whole = if goes_on { &folded[begins..range.end] } else { clause };
        let other = pattern!("时间|期限|截止|逾期|{n}次|范围|刷票|重复投票|作弊|异常|非正常").is_match(whole);
        let many = pattern!(
            "多选|多投|超选|超者|(?:超过|多于|超出)(?:{n}{u}|规定(?:人数|数量|名额)?|限额|整|的|者|,|$|该)"
        )
        .is_match(whole);
        let few = pattern!(
            "少选|少投|漏选|未选满|选不满|(?:不足|少于|不满)(?:{n}{u}|规定(?:人数|数量|名额)?|的|者|或)"
        )
        .is_match(whole);
        if judges || other || !(many || few) {
            finder.note(
                at,
                "invalid",
                VOTE,
                widened(folded, range.start + void.start()..range.start + void.end()),
            );
            continue;
        }
        let told = pattern!("(?:多选|多投|超选|超出|超过)的?部分").is_match(whole);
        let (spoils, sure) = if told {
            (Spoils::Excess, true)
        } else if pattern!("该类|本类|此类").is_match(whole) {
            (Spoils::Category, true)
        } else {
            (
                Spoils::Paper,
                pattern!("整票|全票|整张|票(?:无效|作废|均|一律|视为)|废票|该票|此票").is_match(whole),
            )
        };
        for (fault, there) in [(BallotFault::TooMany, many), (BallotFault::TooFew, few && !told)] {
            let fact = Fact::Rule(Rule::Fault(fault, spoils), printed(whole));
            match (there, sure) {
                (false, _) => {}
                (true, true) => finder.tell(at, fact),
                (true, false) => finder.infer(at, fact, "whole-ballot", void.as_str()),
            }
        }
    }
}

/// The channels that a text names.
fn ways(text: &str) -> Ways {
    let names =
        pattern!("报纸|纸质|微信|网络|网上|短信|客户端|APP|固话|公众号|小程序|网站|内网|手机(?:[^号用短验])")
            .all(text);
    let mut named: Vec<String> = Vec::new();
    for name in names {
        let name = name.get(0).map_or("", |found| found.as_str());
        let name = if name.starts_with("手机") { "手机" } else { name };
        if !named.iter().any(|other| other == name) {
            named.push(name.to_owned());
        }
    }
    match named.is_empty() {
        false => Ways::Named(named),
        true if pattern!("均|各渠道|各种方式|任何一种").is_match(text) => Ways::All,
        true => Ways::Unsaid,
    }
}

/// Those of a clause, or where it names none, of its sentence.
fn said(clause: &str, folded: &str) -> Ways {
    match ways(clause) {
        Ways::Unsaid => ways(folded),
        told => told,
    }
}

fn asks(finder: &mut Finder<'_>, at: usize, folded: &str) {
    for (_, clause) in clauses(folded) {
        if pattern!("候选人|推荐|申报|材料|联系人|咨询|例").is_match(clause) {
            continue;
        }
        let mut asked = Vec::new();
        if pattern!("填写|须填|填报|注明|写明|输入|提供|绑定|核对|登记").is_match(clause)
        {
            for (what, shape) in [
                (Asks::Name, pattern!("姓名")),
                (Asks::IdNumber, pattern!("身份证|证件号")),
                (Asks::Telephone, pattern!("手机号|电话")),
            ] {
                if shape.is_match(clause) {
                    asked.push(what);
                }
            }
        }
        if pattern!("验证码").is_match(clause) && !pattern!("短信验证码|手机验证码").is_match(clause)
        {
            let second = pattern!("二次|回发|再次|确认").is_match(clause);
            let first = !second || pattern!("输入?验证码|填写验证码|须输").is_match(clause);
            asked.extend(first.then_some(Asks::Captcha));
            asked.extend(second.then_some(Asks::SecondCode));
        }
        let then =
            pattern!("(?P<w>关注|登录|注册)[^。;]{0,20}?(?:后|方可|才能|即可|才可)[^。;]{0,8}(?:投票|参与)");
        if let Some(found) = then.captures(folded)
            && clause.contains(&found["w"])
        {
            asked.push(if &found["w"] == "关注" { Asks::Follow } else { Asks::Login });
        }
        if !asked.is_empty() {
            finder.tell(at, Fact::Rule(Rule::Asks(asked, said(clause, folded)), printed(clause)));
        }
    }
}

/// What one voter is, where the text says it by the word: 每个微信号, 实名投票.
fn identity(finder: &mut Finder<'_>, at: usize, folded: &str) {
    for (_, clause) in clauses(folded) {
        let (identity, ways) = if pattern!("实名(?:制)?(?:投票|认证|注册|登录)").is_match(clause) {
            (Identity::RealName, said(clause, folded))
        } else if pattern!("(?:手机(?:号码?)?(?:短信)?|短信)验证码?").is_match(clause) {
            (Identity::Phone, said(clause, folded))
        } else if pattern!("[每同]一?个?微信(?:号|账号|用户|ID)").is_match(clause) {
            (Identity::Account, Ways::Named(vec!["微信".to_owned()]))
        } else if pattern!("[每同]一?个?(?:账号|ID|用户名|注册用户)").is_match(clause) {
            (Identity::Account, said(clause, folded))
        } else {
            continue;
        };
        finder.tell(at, Fact::Rule(Rule::Identity(identity, ways), printed(clause)));
    }
}

fn shown(finder: &mut Finder<'_>, at: usize, folded: &str) {
    for (_, clause) in clauses(folded) {
        let fact = |rule| Fact::Rule(rule, printed(clause));
        if pattern!("候选|参评|作品|投票|展示").is_match(clause) {
            if pattern!("按姓氏笔[画划](?:为序|排序|排列|顺序)").is_match(clause) {
                finder.tell(at, fact(Rule::Order(Order::Strokes)));
            } else if pattern!("随机(?:排序|排列|显示|展示)").is_match(clause) {
                finder.tell(at, fact(Rule::Order(Order::Random)));
            }
        }
        let votes = pattern!("(?:投票|提交|选票)").is_match(folded);
        if votes
            && pattern!("(?:不可|不能|不得|无法)(?:再)?(?:更改|修改|撤回|撤销)").is_match(clause)
            && !pattern!("候选|名单|材料").is_match(clause)
        {
            finder.tell(at, fact(Rule::Change(false)));
        }
        if pattern!("(?:投票|票数|得票|票选)[^,。;]{0,10}(?:作为|供|为)[^,。;]{0,14}参考").is_match(clause)
            && !pattern!("%|占|权重").is_match(folded)
        {
            finder.tell(at, fact(Rule::Mode(VoteMode::Advisory)));
        }
    }
}
