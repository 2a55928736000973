//! What a voter may cast: when, how often, through which account, and what a whole paper may say.

use super::made::*;
use crate::tables::Reason;

const SUM: &str = "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]";
const PEOPLE: (&str, &str) = ("candidates", "id\na\nb\nc\n");

/// Which ballots of these tables fall, and why.
fn fallen(plan: &plan::Plan, tables: &[(&str, &str)]) -> Vec<(String, Reason)> {
    let read = read_tables(plan, tables).unwrap();
    read.invalid.into_iter().map(|fallen| (fallen.ballot, fallen.reason)).collect()
}

#[test]
fn a_vote_that_lasts_three_hours_is_over_after_three_hours() {
    let vote = vote(
        "channel = [{ id = \"key\", name = \"表决器\", identity = \"code\" }]\n\
         ballot = { approve = { least = 1, most = 1 } }\nlimit = [{ ballots = 1, per = \"stage\" }]",
    )
    .replace(
        "opens = \"2022-12-01\"\ncloses = \"2022-12-10\"",
        "opens = \"2020-09-26 19:00\"\nlasts = \"3h\"",
    );
    let plan = plan_of(&[BUILDERS, &vote, &result("final", SUM)]);
    let at = |n: usize, at: &str| format!("b{n},v{n},{at},a\n");
    let times =
        ["2020-09-26 18:59", "2020-09-26 19:00", "2020-09-26 21:59", "2020-09-26 22:00", "2020-09-27 09:00"];
    let ballots: String = times.iter().enumerate().map(|(n, time)| at(n, time)).collect();
    let ballots = format!("ballot,voter,at,choices\n{ballots}");
    let out = fallen(&plan, &[PEOPLE, ("ballots", &ballots)]);
    assert_eq!(out, ["b0", "b3", "b4"].map(|id| (id.to_owned(), Reason::Window)));
}

#[test]
fn a_paper_with_too_many_choices_over_all_categories_is_void_whatever_a_voter_may_choose_a_day() {
    let vote = vote(
        "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\n\
         ballot = { approve = { least = 1, most = 2 } }\ntogether = { least = 2, most = 3 }\n\
         limit = [{ choices = 3, per = \"day\", together = true }]\nfaults = { too-many = \"paper\" }",
    );
    let heroes = BUILDERS.replace("builders", "heroes").replace("建设者", "英雄").replace("\"A\"", "\"B\"");
    let plan = plan_of(&[BUILDERS, &heroes, &vote, &result("final", SUM)]);
    let people = ("candidates", "id,category\na,builders\nb,builders\nc,heroes\nd,heroes\n");
    // The paper of four choices falls whole and takes no choice: the voter's next one stands.
    let ballots = "ballot,voter,category,at,choices\n\
                   t1,v1,builders,2022-12-01 09:00,a;b\nt1,v1,heroes,2022-12-01 09:00,c;d\n\
                   t2,v1,builders,2022-12-01 10:00,a;b\nt2,v1,heroes,2022-12-01 10:00,c\n";
    let out = fallen(&plan, &[people, ("ballots", ballots)]);
    assert_eq!(out, ["t1", "t1"].map(|id| (id.to_owned(), Reason::Together)));
}

#[test]
fn a_voter_is_held_to_a_limit_in_each_account_of_a_channel_where_the_plan_lets_vote_through_each() {
    let told = |each: &str, account: bool| {
        let vote = vote(&format!(
            "channel = [{{ id = \"wechat\", name = \"公众号\", identity = \"account\", accounts = 3{each} }}]\n\
             ballot = {{ approve = {{ least = 1, most = 2 }} }}\nlimit = [{{ ballots = 1, per = \"day\" }}]",
        ));
        let plan = plan_of(&[BUILDERS, &vote, &result("final", SUM)]);
        let rows = [("b1", "x"), ("b2", "y"), ("b3", "z"), ("b4", "x")].map(|(ballot, of)| {
            format!("{ballot},v1,{},2022-12-01 09:00,a\n", if account { of } else { "" })
        });
        let ballots = format!("ballot,voter,account,at,choices\n{}", rows.concat());
        let read = read_tables(&plan, &[PEOPLE, ("ballots", &ballots)])
            .map_err(|faults| faults.iter().map(|fault| fault.sentence(text::Lang::En)).collect::<Vec<_>>());
        read.map(|read| {
            let out = read.invalid.iter().map(|out| (out.ballot.clone(), out.reason)).collect::<Vec<_>>();
            (out, read.data.missing.into_iter().map(|missing| missing.path).collect::<Vec<_>>())
        })
    };
    let fall = |ids: &[&str], reason| ids.iter().map(|id| ((*id).to_owned(), reason)).collect::<Vec<_>>();
    let (out, missing) = told(", each_account = true", true).unwrap();
    assert_eq!((out, missing), (fall(&["b4"], Reason::Limit), Vec::new()));
    let (out, _) = told(", each_account = false", true).unwrap();
    let mut wanted = fall(&["b2", "b3"], Reason::Account);
    wanted.extend(fall(&["b4"], Reason::Limit));
    assert_eq!(out, wanted);
    let (_, missing) = told("", true).unwrap();
    assert_eq!(
        missing,
        ["stage.vote.vote.channel.wechat.each_account"],
        "where the plan is silent it matters"
    );
    let faults = told(", each_account = true", false).unwrap_err();
    assert!(faults[0].contains("column “account”"), "{faults:?}");
}

const COUNTRY: &str = "[[attribute]]\nid = \"country\"\nname = \"国家\"\n";
const COUNTRIES: (&str, &str) = ("candidates", "id,country\na,fr\nb,de\nc,it\n");

fn not_for_ones_own(by: &str, spoils: &str) -> plan::Plan {
    let faults = if spoils.is_empty() { String::new() } else { format!("faults = {{ own = \"{spoils}\" }}") };
    let vote = vote(&format!(
        "channel = [{{ id = \"web\", name = \"网页\", identity = \"code\" }}]\n\
         ballot = {{ approve = {{ least = 1, most = 2 }} }}\nlimit = \"not stated\"\n\
         not_own = {{ attribute = \"country\", by = \"{by}\" }}\n{faults}",
    ));
    plan_of(&[BUILDERS, COUNTRY, &vote, &result("final", SUM)])
}

#[test]
fn nobody_votes_for_their_own_country() {
    let ballots = ("ballots", "ballot,region,choices\n1,fr,a;b\n2,fr,b;c\n3,de,a\n4,de,b\n");
    let told = |spoils: &str| {
        let plan = not_for_ones_own("region", spoils);
        let report = counted(&plan, &[COUNTRIES, ballots]);
        let fallen: Vec<_> = report.invalid.iter().map(|it| (it.ballot.clone(), it.reason)).collect();
        (all(&report), fallen, open(&report))
    };
    let fall = |ids: &[&str]| ids.iter().map(|id| ((*id).to_owned(), Reason::Own)).collect::<Vec<_>>();
    let (count, fallen, _) = told("excess");
    // Of the first ballot b stands; of the fourth nothing is left, which is too few.
    assert_eq!(count, "final/builders\n1 b 2 seated\n2 a 1 seated\n2 c 1 seated\n");
    assert_eq!(fallen, [("4".to_owned(), Reason::TooFew)]);
    let (count, fallen, missing) = told("category");
    assert_eq!(count, "final/builders\n1 a 1 seated\n1 b 1 seated\n1 c 1 seated\n");
    assert_eq!((fallen, missing), (fall(&["1", "4"]), Vec::new()));
    let (_, _, missing) = told("");
    assert_eq!(missing, ["stage.vote.vote.faults.own"], "what it spoils only the plan can say");
}

#[test]
fn nobody_votes_for_themselves_and_who_votes_has_to_be_said() {
    let plan = not_for_ones_own("voter", "category");
    let ballots = ("ballots", "ballot,voter,choices\n1,fr,a\n2,de,a\n");
    assert_eq!(fallen(&plan, &[COUNTRIES, ballots]), [("1".to_owned(), Reason::Own)]);
    let faults =
        |plan: &plan::Plan, tables: &[(&str, &str)]| read_tables(plan, tables).unwrap_err()[0].column.clone();
    assert_eq!(faults(&plan, &[COUNTRIES, ("ballots", "ballot,choices\n1,a\n")]), "voter");
    assert_eq!(faults(&plan, &[("candidates", "id,country\na,\n"), ballots]), "country");
    let plan = not_for_ones_own("region", "category");
    assert_eq!(faults(&plan, &[COUNTRIES, ("tallies", "candidate,region,for\na,fr,3\nb,fr,2\n")]), "for");
}
