//! Whether seats survive: parts inside parts, rankings, and panels that vote.

use super::made::*;
use crate::margins::{Margin, Without};

/// What changes a list, in short: what is left out, who comes in, who falls out, and whether it is open then.
fn changes(margins: &[Margin]) -> Vec<String> {
    let changed = margins.iter().filter(|it| it.open || !it.in_.is_empty() || !it.out.is_empty());
    changed
        .map(|it| {
            let what = match &it.without {
                Without::Judge { judge } => format!("judge {judge}"),
                Without::Channel { channel } => format!("channel {channel}"),
                Without::Suspects => "suspects".to_owned(),
                Without::Trimming => "trimming".to_owned(),
                Without::Normalisation { part, by } => format!("{part} {by:?}"),
            };
            let open = if it.open { " open" } else { "" };
            format!("{what}: +{} -{}{open}", it.in_.join(" "), it.out.join(" "))
        })
        .collect()
}

const ONE: &str =
    "[[category]]\nid = \"builders\"\nname = \"建设者\"\nseats = { exactly = 1 }\nscope = \"not stated\"\n";
const WAYS: &str = "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }, { id = \"app\", name = \"客户端\", identity = \"account\" }]\nlimit = \"not stated\"";

#[test]
fn a_part_inside_a_part_can_carry_the_seat() {
    let vote = vote(&format!("{WAYS}\nballot = {{ approve = {{ least = 1, most = 9 }} }}"));
    let rule = "combine = { weighted = [{ id = \"public\", name = \"公众\", weight = 50, parts = [{ id = \"web\", stage = \"vote\", channel = [\"web\"], weight = 50, normalise = \"divide-by-maximum\" }, { id = \"app\", stage = \"vote\", channel = [\"app\"], weight = 50, normalise = \"divide-by-maximum\" }] }, { measure = \"visit\", weight = 50, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]";
    let measure = "[[measure]]\nid = \"visit\"\nname = \"走访\"\n";
    let plan = plan_of(&[ONE, &vote, &result("final", rule), measure]);
    let tallies = "category,channel,candidate,for\nbuilders,web,a,100\nbuilders,web,b,10\nbuilders,app,a,10\nbuilders,app,b,10";
    let measures = "category,candidate,measure,value\nbuilders,a,visit,50\nbuilders,b,visit,80";
    let report = counted(&plan, &[("tallies", tallies), ("measures", measures)]);
    // a 75, b 67.5: by shares of the sum it is a 70.45…, b 67.05; by rank a 72.5 (100 and 75), b 78.75 (50 and 75).
    let told = changes(&report.margins);
    assert!(told.contains(&"web RankShare: +b -a".to_owned()), "{told:?}");
    let normalised = |it: &&Margin| matches!(&it.without, Without::Normalisation { .. });
    let parts: std::collections::BTreeSet<_> = report
        .margins
        .iter()
        .filter(normalised)
        .filter_map(|it| match &it.without {
            Without::Normalisation { part, .. } => Some(part.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(parts.into_iter().collect::<Vec<_>>(), ["app", "visit", "web"]);
    // A part that counts one channel alone has nothing left without it: that is told, and nobody is said to fall out.
    assert!(told.contains(&"channel web: + - open".to_owned()), "{told:?}");
    assert!(report.text(&plan, text::Lang::Zh).contains("不计渠道网页，结果就定不下来"));
}

#[test]
fn a_run_off_is_held_anew_without_each_channel_and_without_suspect_ballots() {
    let vote = vote(&format!("{WAYS}\nballot = {{ rank = {{ least = 1 }} }}"));
    let rule = "combine = { runoff = { stage = \"vote\", ties = [\"countback\"] } }\ntake = \"seats\"";
    let plan = plan_of(&[ONE, &vote, &result("final", rule)]);
    let ballots = "ballot,category,channel,choices,status\n1,builders,web,a>b,\n2,builders,web,a>b,\n3,builders,web,b>a,\n4,builders,app,b>a,\n5,builders,app,b>a,suspect\n6,builders,app,c>b,";
    let report = counted(&plan, &[("ballots", ballots)]);
    assert!(all(&report).contains("1 b - seated"));
    assert_eq!(changes(&report.margins), ["channel app: +a -b"]);
    // Without the suspect one b still has three of five.
    assert!(report.margins.iter().any(|it| it.without == Without::Suspects && it.out.is_empty() && !it.open));
}

#[test]
fn a_panel_that_votes_is_a_smaller_panel_without_one_of_its_judges() {
    let panel = review("rubric = \"not stated\"\nballot = { opinion = {} }\nelectorate = \"jury\"");
    let rule = "combine = { support = { stage = \"panel\", of = \"members\", bar = [{ share = \"2/3\", reach = \"at-least\" }] } }\ntake = \"passing\"";
    let jury = "[[electorate]]\nid = \"jury\"\nname = \"评委会\"\nkind = \"jury\"\nsize = 3\n";
    let open = ONE.replace("{ exactly = 1 }", "\"not stated\"");
    let plan = plan_of(&[&open, &panel, &result("final", rule), jury]);
    let ballots =
        "ballot,voter,category,choices\n1,j1,builders,a=+;b=+\n2,j2,builders,a=+;b=-\n3,j3,builders,a=-;b=+";
    let report = counted(&plan, &[("ballots", ballots)]);
    assert_eq!(all(&report).matches("seated").count(), 2, "{}", all(&report));
    // Two of three are two thirds. Without j1, one of two is not; without j2 two of two support b, and one of two a.
    assert_eq!(changes(&report.margins), ["judge j1: + -a b", "judge j2: + -a", "judge j3: + -b"]);
    // Its ballots are no channels.
    assert!(report.margins.iter().all(|it| matches!(it.without, Without::Judge { .. })));
    // Judges who change nothing stand in one line, behind those who do.
    let ballots = ballots.replace("a=-;b=+", "a=+;b=-");
    let text = counted(&plan, &[("ballots", &ballots)]).text(&plan, text::Lang::Zh);
    let told: Vec<&str> = text.lines().filter(|line| line.contains("不计")).map(str::trim).collect();
    let round = "【final】建设者：";
    let firm = format!("{round}不计3位评委（j1、j2、j3）中的任何一位，入选名单不变。");
    assert_eq!(told, [firm.as_str()], "{text}");
    let ballots = ballots.replace("1,j1,builders,a=+;b=+", "1,j1,builders,a=-;b=+");
    let text = counted(&plan, &[("ballots", &ballots)]).text(&plan, text::Lang::Zh);
    let told: Vec<&str> = text.lines().filter(|line| line.contains("不计")).map(str::trim).collect();
    let shaken = |judge: &str| format!("{round}不计评委{judge}，入选名单有变：改为未入选：a。");
    let firm = format!("{round}不计评委j1，入选名单不变。");
    assert_eq!(told, [shaken("j2"), shaken("j3"), firm], "{text}");
}
