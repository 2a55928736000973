//! The sixty real plans are counted, from ballots, sheets and decisions that are invented as each plan asks for them. A
//! plan that says all that matters comes to winners; of every other the count says what is missing, and it is missing in
//! the plan: silence or contradiction, never something that the count cannot do.

// Helpers of tests may panic as tests may; clippy knows test functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use count::rounds::{Open, OpenIs, rounds};
use count::tables::{Reason, Source, read};
use count::{Status, What};
use plan::{
    BallotShape, Category, Combine, Criterion, Plan, ResultRule, Seats, Stage, StageKind, Take, read_files,
};

/// Candidates of each category: enough for most rounds, few enough for a quick test.
const CANDIDATES: usize = 60;

/// Judges of each panel.
const JUDGES: usize = 7;

/// What `xuanxian count --example` writes can be counted as it stands, so that only the rows have to be changed.
#[test]
fn the_sample_tables_of_every_real_plan_can_be_read() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/corpus");
    let (mut wrong, mut tables) = (Vec::new(), 0);
    for folder in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).filter(|it| it.is_dir()) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(folder.join("plan.toml")).unwrap();
        let plan = read_files(plan::Source { name: &name, text: &text }, &[]).unwrap().plan;
        let samples = count::tables::examples(&plan);
        tables += samples.len();
        match read(&plan, &samples) {
            Err(faults) => wrong.push(format!("{name}: {faults:#?}")),
            Ok(read) => match rounds(&plan, &read.data) {
                Err(fault) => wrong.push(format!("{name}: {fault}")),
                // Where a plan does not say how its ballots are written, no sample can be written rightly.
                Ok(_) => {
                    let fallen = read.invalid.iter().filter(|fallen| fallen.reason != Reason::Unwritten);
                    wrong.extend(fallen.map(|fallen| format!("{name}: {fallen:?}")));
                }
            },
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tables > 150, "{tables}");
}

#[test]
fn every_plan_of_the_sixty_is_counted_as_far_as_it_says() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/corpus");
    let mut folders: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let (mut decided, mut wrong) = (Vec::new(), Vec::new());
    for folder in &folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(folder.join("plan.toml")).unwrap();
        let plan = read_files(plan::Source { name: &name, text: &text }, &[]).unwrap().plan;
        let read = match read(&plan, &tables(&plan)) {
            Ok(read) => read,
            Err(faults) => {
                wrong.push(format!("{name}: {:?}", &faults[..faults.len().min(3)]));
                continue;
            }
        };
        let counted = match rounds(&plan, &read.data) {
            Ok(counted) => counted,
            Err(fault) => {
                wrong.push(format!("{name}: {fault}"));
                continue;
            }
        };
        let silent =
            |open: &&Open| matches!(&open.is, OpenIs::Missing { missing } if missing.what != What::Waits);
        let open: Vec<_> = counted.open.iter().filter(silent).collect();
        for Open { round, is, .. } in &open {
            let OpenIs::Missing { missing } = is else { continue };
            // The decisions are invented too, and may name somebody who is not in a later round; and so are the sizes,
            // which have to hold all who hand in ballots here.
            let what = &missing.what;
            let invented = matches!(what, What::Absent | What::Size { .. });
            if !invented && !matches!(what, What::NotStated | What::Contradictory(_) | What::Unjudged) {
                wrong.push(format!("{name}, {round}: {missing:?}"));
            }
        }
        if open.is_empty() {
            decided.push(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // All that matters is said; the other fifty-two are open, each at the places where they are silent.
    assert_eq!(
        decided,
        [
            "09-zhumadian-moral-3-2019",
            "27-police-detectives-2016",
            "45-place-name-stories-2017",
            "60-xuchang-model-workers-2011",
            "79-tw-committee-recusal",
            "80-hugo-awards",
            "84-australian-of-the-year",
            "92-vex-excellence",
        ]
    );
}

/// Tables as a plan asks for them.
fn tables(plan: &Plan) -> Vec<Source> {
    let source = |name: &str, text: String| Source { name: name.to_owned(), text };
    vec![
        source("candidates", candidates(plan)),
        source("electorates", electorates(plan)),
        source("measures", measures(plan)),
        source("decisions", decisions(plan)),
        source("tallies", tallies(plan)),
        source("sheets", sheets(plan)),
        source("ballots", ballots(plan)),
    ]
}

fn ids(category: &str) -> impl Iterator<Item = (usize, String)> {
    (0..CANDIDATES).map(move |n| (n, format!("{category}-{n}")))
}

fn candidates(plan: &Plan) -> String {
    let mut text = "id,category".to_owned();
    plan.attribute.iter().for_each(|attribute| text.extend([",", &attribute.id]));
    for category in &plan.category {
        for (n, id) in ids(&category.id) {
            write!(text, "\n{id},{}", category.id).unwrap();
            for attribute in &plan.attribute {
                let value = match attribute.values.len() {
                    0 => format!("{}-{}", attribute.id, n / 2),
                    values => attribute.values[n % values].clone(),
                };
                write!(text, ",{value}").unwrap();
            }
        }
    }
    text
}

fn electorates(plan: &Plan) -> String {
    let mut text = "id,size,present".to_owned();
    for electorate in &plan.electorate {
        // At least as many as hand in ballots below.
        let size = electorate.size.get().and_then(plan::Size::exact).unwrap_or(0).max(JUDGES as u32 * 3);
        write!(text, "\n{},{size},{size}", electorate.id).unwrap();
    }
    text
}

fn measures(plan: &Plan) -> String {
    let mut text = "category,candidate,measure,value".to_owned();
    for category in &plan.category {
        for (n, id) in ids(&category.id) {
            for measure in &plan.measure {
                write!(text, "\n{},{id},{},{}", category.id, measure.id, n + 1).unwrap();
            }
        }
    }
    text
}

/// A body picks whom a rule lets it pick.
fn decisions(plan: &Plan) -> String {
    let mut text = "round,category,candidate,kind,value".to_owned();
    for rule in plan.result.iter().filter(|rule| matches!(rule.combine.get(), Some(Combine::Pick(_)))) {
        for category in
            plan.category.iter().filter(|it| rule.category.is_empty() || rule.category.contains(&it.id))
        {
            // Two neighbours share a value of every attribute: where values are counted apart, one of them.
            let apart = usize::from(rule.apart_by.is_some());
            for (n, id) in ids(&category.id).step_by(apart + 1).take(most(plan, rule, category)) {
                write!(text, "\n{},{},{id},pick,{}", rule.id, category.id, n + 1).unwrap();
            }
        }
    }
    text
}

/// How many a body picks: as many as go on.
fn most(plan: &Plan, rule: &ResultRule, category: &Category) -> usize {
    let seats = |seats: Option<&Seats>| seats.and_then(Seats::most).unwrap_or(10) as usize;
    match rule.take.get() {
        // Counted apart, one of each value.
        _ if rule.apart_by.is_some() => CANDIDATES,
        Some(Take::Count(n)) => *n as usize,
        Some(Take::Awards) => rule
            .award
            .iter()
            .filter_map(|id| plan.award.iter().find(|award| award.id == *id))
            .map(|award| seats(award.seats.get()))
            .sum(),
        Some(Take::Seats) => seats(category.seats.get()),
        _ => 10,
    }
    .min(CANDIDATES)
}

/// What ballots say in a category, where the plan says it.
fn shape<'p>(stage: &'p Stage, category: &str) -> Option<&'p BallotShape> {
    if let Some(vote) = &stage.vote {
        let own = vote.category.iter().find(|own| own.id == category).and_then(|own| own.ballot.get());
        return own.or(vote.ballot.get());
    }
    stage.review.as_ref().and_then(|review| review.ballot.get())
}

/// Votes of which only sums are known: every candidate's are different.
fn tallies(plan: &Plan) -> String {
    let mut text = "round,category,channel,candidate,for,against,abstain".to_owned();
    for stage in plan.stages(StageKind::Vote).filter(|stage| !on_ballots(plan, stage)) {
        let vote = stage.vote.as_ref().unwrap();
        let channels = if vote.channel.is_empty() {
            vec![""]
        } else {
            vote.channel.iter().map(|it| it.id.as_str()).collect()
        };
        for category in &plan.category {
            for channel in &channels {
                for (n, id) in ids(&category.id) {
                    write!(text, "\n{},{},{channel},{id},{},,", stage.id, category.id, 1000 - 7 * n).unwrap();
                }
                write!(text, "\n{},{},{channel},,,2000,", stage.id, category.id).unwrap();
            }
        }
    }
    text
}

/// Whether the ballots themselves are needed: orders, and methods that look at each ballot.
fn on_ballots(plan: &Plan, stage: &Stage) -> bool {
    let by_method =
        plan.result.iter().filter_map(|rule| rule.combine.get()?.stage()).any(|id| id == stage.id);
    let ranked =
        plan.category.iter().any(|it| matches!(shape(stage, &it.id), Some(BallotShape::Rank { .. })));
    by_method || ranked
}

fn ballots(plan: &Plan) -> String {
    let mut text = "round,ballot,voter,category,choices".to_owned();
    let voted = |stage: &&Stage| stage.kind == StageKind::Review || on_ballots(plan, stage);
    for stage in plan.stage.iter().filter(voted) {
        let lists = plan
            .result
            .iter()
            .find(|rule| matches!(rule.combine.get(), Some(Combine::Lists(id)) if *id == stage.id));
        for category in &plan.category {
            let Some(shape) = shape(stage, &category.id) else { continue };
            for n in 0..JUDGES * 3 {
                // The first candidates are the most liked, each by a number of voters of its own.
                let liked = (n * n) % 9;
                let order: Vec<String> = ids(&category.id)
                    .map(|(k, _)| format!("{}-{}", category.id, (k + liked) % CANDIDATES))
                    .collect();
                let some = |most: u32| order[..(most as usize).min(order.len())].to_vec();
                let choices = match shape {
                    BallotShape::Approve { most, .. } => some((*most).min(CANDIDATES as u32)).join(";"),
                    BallotShape::Points { most, .. } => format!("{}={most}", order[0]),
                    BallotShape::Rank { most, .. } => some(most.unwrap_or(12)).join(">"),
                    BallotShape::Opinion { .. } => {
                        let mark =
                            |(k, id): (usize, &String)| format!("{id}={}", if k < 20 { "+" } else { "-" });
                        order.iter().enumerate().map(mark).collect::<Vec<_>>().join(";")
                    }
                };
                let ballot = match lists.and_then(|rule| rule.award.get(n)) {
                    Some(award) => award.clone(),
                    None if lists.is_some() => continue,
                    None => format!("{}-{}-{n}", stage.id, category.id),
                };
                write!(text, "\n{},{ballot},v{n},{},{choices}", stage.id, category.id).unwrap();
            }
        }
    }
    text
}

fn lines<'c>(rubric: &'c [Criterion], into: &mut Vec<&'c Criterion>) {
    for criterion in rubric {
        if criterion.lines.is_empty() { into.push(criterion) } else { lines(&criterion.lines, into) }
    }
}

fn sheets(plan: &Plan) -> String {
    let mut text = "round,judge,category,candidate,criterion,score,state".to_owned();
    for (stage, review) in plan.stage.iter().filter_map(|stage| Some((stage, stage.review.as_ref()?))) {
        let mut scored = Vec::new();
        lines(review.rubric.get().map(Vec::as_slice).unwrap_or_default(), &mut scored);
        for category in plan.category.iter().filter(|_| !scored.is_empty()) {
            for judge in 0..JUDGES {
                for (n, id) in ids(&category.id) {
                    for criterion in &scored {
                        let score = criterion.most - (n as u32 + judge as u32) % (criterion.most + 1);
                        write!(
                            text,
                            "\n{},j{judge},{},{id},{},{score},scored",
                            stage.id, category.id, criterion.id
                        )
                        .unwrap();
                    }
                }
            }
        }
    }
    text
}

#[test]
fn what_a_round_needs_being_said_it_gives_its_seats() {
    for (name, round, seated) in [
        // Four hundred go on, and fewer stand.
        ("30-haoduanzi-sms-2008", "gate", CANDIDATES),
        ("32-hainan-village-songs-2025", "popularity", 5),
        ("44-xinhuanet-sc-2018", "gate", 30),
        ("80-hugo-awards", "finalists", 6),
        ("80-hugo-awards", "winner", 1),
        // Two awards, and the same team on top of both lists.
        ("92-vex-excellence", "awards", 2),
    ] {
        assert_eq!(seated_in(name, round), (seated, Vec::new()), "{name} {round}");
    }
    // Where two are equal at the last seat and the plan has no tie rule, that is what is missing.
    let (_, missing) = seated_in("57-meihua", "final");
    assert_eq!(missing.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(), ["result.final.ties"]);
}

#[test]
fn a_choir_earns_by_its_votes_for_each_head_and_by_its_kind() {
    // All have ten heads: above twice the heads half a point, for both kinds; between once and twice a quarter, for those without
    // posts alone; and those above twice earn by rank from a half down to nothing.
    let plan = plan_of("70-weihai-choir-2022");
    let rows = [
        ("a", "yes", 10, 50),
        ("b", "no", 10, 40),
        ("c", "no", 10, 30),
        ("d", "yes", 10, 15),
        ("e", "no", 10, 15),
        ("f", "no", 10, 9),
    ];
    let mut candidates = "id,category,staffed".to_owned();
    let mut measures = "category,candidate,measure,value".to_owned();
    let mut tallies = "round,category,channel,candidate,for".to_owned();
    for (id, staffed, heads, votes) in rows {
        write!(candidates, "\n{id},choir,{staffed}").unwrap();
        write!(measures, "\nchoir,{id},headcount,{heads}").unwrap();
        write!(tallies, "\nvote,choir,app,{id},{votes}").unwrap();
    }
    let source = |name: &str, text: String| Source { name: name.to_owned(), text };
    let tables = [source("candidates", candidates), source("measures", measures), source("tallies", tallies)];
    let read = read(&plan, &tables).unwrap();
    let counted = rounds(&plan, &read.data).unwrap();
    let scores: Vec<_> = counted.rounds[0].categories[0]
        .ranking
        .iter()
        .map(|row| (row.candidate.as_str(), row.score.as_ref().unwrap().to_string()))
        .collect();
    let wanted = [("a", "1"), ("b", "0.75"), ("c", "0.5"), ("e", "0.25"), ("d", "0"), ("f", "0")];
    assert_eq!(scores, wanted.map(|(id, score)| (id, score.to_owned())));
}

fn plan_of(name: &str) -> Plan {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/corpus").join(name);
    let text = fs::read_to_string(dir.join("plan.toml")).unwrap();
    read_files(plan::Source { name, text: &text }, &[]).unwrap().plan
}

/// How many a round of a plan seats in its first category, and what is missing there.
fn seated_in(name: &str, round: &str) -> (usize, Vec<count::Missing>) {
    let plan = plan_of(name);
    let read = read(&plan, &tables(&plan)).unwrap();
    let counted = rounds(&plan, &read.data).unwrap();
    let round = counted.rounds.into_iter().find(|it| it.id == round).unwrap();
    let category = round.categories.into_iter().next().unwrap();
    let seated = category.ranking.iter().filter(|row| row.status == Status::Seated).count();
    (seated, category.undecided)
}
