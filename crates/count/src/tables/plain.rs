//! Candidates, electorates, measures and decisions.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Approval, ApprovalKind, Beside, NoticeRules, Plan, ResultRule, Stage};

use super::ballots::named;
use super::beside::beside;
use super::fault::{TableFault, Wrong};
use super::penal;
use super::rows::{Row, Table, is_id};
use super::stage_of;
use crate::data::{Candidate, Data, Decided, DecisionKind, Value};
use crate::polls::Size;
use crate::rounds::{stages, voters};

/// Who stands: the table's candidates, or whoever the other tables name; then write-ins and "no award".
pub(super) fn candidates(
    plan: &Plan,
    table: Option<&Table>,
    tables: &[Table],
    data: &mut Data,
    faults: &mut Vec<TableFault>,
) {
    if let Some(table) = table {
        let mut seen: BTreeMap<(String, String), u64> = BTreeMap::new();
        let asked: BTreeMap<&str, BTreeSet<&str>> =
            plan.category.iter().map(|row| (row.id.as_str(), asked(plan, &row.id))).collect();
        for row in &table.rows {
            match (row.id("id", false), row.category(plan, false)) {
                (Ok(id), Ok(category)) => {
                    if let Some(line) = seen.insert((id.clone(), category.clone()), row.line) {
                        faults.push(row.fault("id", Wrong::Twice(line)));
                        continue;
                    }
                    let attributes = attributes(plan, row, faults);
                    eligible(plan, row, &category, &attributes, faults);
                    let wanted = asked.get(category.as_str()).into_iter().flatten();
                    // A blank would count as "not one of them" without anybody having said so.
                    for attribute in wanted.filter(|id| !attributes.contains_key(**id)) {
                        faults.push(row.fault(attribute, Wrong::Empty));
                    }
                    if !row.get("name").is_empty() {
                        data.names.insert(id.clone(), row.get("name").to_owned());
                    }
                    data.candidates.push(Candidate { id, category, attributes, ..Candidate::default() });
                }
                (id, category) => faults.extend(id.err().into_iter().chain(category.err())),
            }
        }
    } else {
        let named_in = |names: &[&str], with_category: bool, data: &mut Data| {
            let rows = tables.iter().filter(|it| names.contains(&it.name.as_str())).flat_map(|it| &it.rows);
            for row in rows.filter(|row| is_id(row.get("candidate"))) {
                let (id, Ok(category)) = (row.get("candidate"), row.category(plan, true)) else { continue };
                if category.is_empty() == with_category {
                    continue;
                }
                let somewhere = data.candidates.iter().any(|row| row.id == id);
                let of =
                    |wanted: &&plan::Category| wanted.id == category || category.is_empty() && !somewhere;
                plan.category.iter().filter(of).for_each(|category| stand(data, id, &category.id));
            }
        };
        named_in(&FIGURES, true, data);
        on_ballots(plan, tables, data);
        named_in(&BESIDE, true, data);
        // Rows that say no category are those of whoever stands somewhere, or of all categories.
        named_in(&FIGURES, false, data);
        named_in(&BESIDE, false, data);
    }
    beside(plan, tables, data);
}

/// Tables of figures whose column `candidate` names who stands, where no table of candidates does; and those beside.
const FIGURES: [&str; 2] = ["tallies", "sheets"];
const BESIDE: [&str; 2] = ["measures", "decisions"];

/// Whoever is named on ballots, where names cannot be written in. Where the plan says what becomes of a ballot that names
/// no candidate, ballots cannot say who is one, unless nothing else does.
fn on_ballots(plan: &Plan, tables: &[Table], data: &mut Data) {
    let so_far: BTreeSet<String> = data.candidates.iter().map(|row| row.category.clone()).collect();
    for row in tables.iter().filter(|table| table.name == "ballots").flat_map(|table| &table.rows) {
        let Ok(category) = row.category(plan, false) else { continue };
        let stage = stage_of(plan, row, false, &category).ok();
        let vote = stage.and_then(|stage| stage.vote.as_ref());
        let written_in = vote.is_some_and(|vote| vote.beside.contains(&Beside::WriteIn));
        let faults = vote.map(|vote| &vote.faults);
        let faults = faults.or(stage.and_then(|stage| stage.review.as_ref()).map(|review| &review.faults));
        let strangers = faults.is_some_and(|faults| faults.unknown.is_stated());
        if !written_in && !(strangers && so_far.contains(&category)) {
            named(row.get("choices"))
                .into_iter()
                .filter(|id| is_id(id))
                .for_each(|id| stand(data, id, &category));
        }
    }
}

fn stand(data: &mut Data, id: &str, category: &str) {
    if !data.candidates.iter().any(|row| row.id == id && row.category == category) {
        let (id, category) = (id.to_owned(), category.to_owned());
        data.candidates.push(Candidate { id, category, ..Candidate::default() });
    }
}

/// Holds a candidate to the conditions of the category that attributes tell.
fn eligible(
    plan: &Plan,
    row: &Row,
    category: &str,
    attributes: &BTreeMap<String, String>,
    faults: &mut Vec<TableFault>,
) {
    let conditions = plan.category.iter().filter(|row| row.id == category).flat_map(|row| &row.eligibility);
    for condition in conditions {
        let Some(when) = &condition.when else { continue };
        let Some(value) = attributes.get(&when.attribute) else { continue };
        if when.is.contains(value) == condition.excludes {
            faults.push(row.fault(&when.attribute, Wrong::NotEligible(condition.text.clone())));
        }
    }
}

/// The attributes (by id) that conditions and clauses on the composition look at in a category.
fn asked<'p>(plan: &'p Plan, category: &str) -> BTreeSet<&'p str> {
    let conditions = plan.category.iter().filter(|row| row.id == category).flat_map(|row| &row.eligibility);
    let awards = plan
        .award
        .iter()
        .filter(|award| award.category.is_empty() || award.category.iter().any(|id| id == category));
    let conditions =
        conditions.chain(awards.flat_map(|award| &award.eligibility)).filter_map(|row| row.when.as_ref());
    let rules = plan
        .result
        .iter()
        .filter(|rule| rule.category.is_empty() || rule.category.iter().any(|id| id == category));
    let clauses: Vec<_> = rules.flat_map(|rule| &rule.composition).collect();
    let whens = clauses.iter().filter_map(|clause| clause.when.as_ref());
    let each = clauses.iter().filter_map(|clause| clause.each.as_deref());
    conditions.chain(whens).map(|when| when.attribute.as_str()).chain(each).collect()
}

fn attributes(plan: &Plan, row: &Row, faults: &mut Vec<TableFault>) -> BTreeMap<String, String> {
    let mut attributes = BTreeMap::new();
    for (column, value) in row.cells() {
        let attribute = plan.attribute.iter().find(|attribute| attribute.id == *column);
        // A unit is an attribute that every candidate has; a name is for people.
        let plain = column == "unit" || column == "region";
        if value.is_empty() || (attribute.is_none() && !plain) {
            continue;
        }
        if let Some(attribute) = attribute.filter(|row| !row.values.is_empty() && !row.values.contains(value))
        {
            faults.push(row.fault(column, Wrong::BadWord(value.clone(), attribute.values.clone())));
        }
        attributes.insert(column.clone(), value.clone());
    }
    attributes
}

/// Sizes of electorates, and who was present.
pub(super) fn electorates(plan: &Plan, table: &Table, data: &mut Data, faults: &mut Vec<TableFault>) {
    let mut seen: BTreeMap<(String, String, String, String), u64> = BTreeMap::new();
    for row in &table.rows {
        let id = row.id_of("id", plan.electorate.iter().map(|electorate| &electorate.id), false);
        let category = row.id_of("category", plan.category.iter().map(|category| &category.id), true);
        let id = id.and_then(|id| Ok((id, category?)));
        match (id, row.whole("size"), row.whole("present")) {
            (Ok((id, category)), Ok(members), Ok(present)) => {
                if let (Some(members), Some(present)) = (members, present)
                    && present > members
                {
                    faults.push(row.fault("present", Wrong::TooMany(present, members)));
                }
                let sittings = sittings(plan, row, &id, &category);
                if sittings.is_empty() {
                    faults.push(row.fault("round", Wrong::NoStage));
                }
                for stage in sittings {
                    let key = (stage, id.clone(), row.get("region").to_owned(), category.clone());
                    if let Some(line) = seen.insert(key.clone(), row.line) {
                        faults.push(row.fault("id", Wrong::Twice(line)));
                    }
                    data.sizes.insert(key, Size { members, present });
                }
            }
            (id, members, present) => {
                faults.extend(id.err().into_iter().chain(members.err()).chain(present.err()));
            }
        }
    }
}

/// The stages (by id) at which an electorate sits that a row is for; one that is empty where the row is for all.
fn sittings(plan: &Plan, row: &Row, electorate: &str, category: &str) -> Vec<String> {
    let id = row.get("round");
    if id.is_empty() {
        return vec![String::new()];
    }
    let of_rule = plan.result.iter().find(|rule| rule.id == id).map(stages);
    let sits = |stage: &&Stage| {
        let mut at = plan.category.iter().filter(|row| category.is_empty() || row.id == category);
        at.any(|category| voters(stage, &category.id).iter().any(|id| id == electorate))
    };
    let fits = |stage: &&Stage| stage.id == id || of_rule.as_ref().is_some_and(|of| of.contains(&stage.id));
    plan.stage.iter().filter(fits).filter(sits).map(|stage| stage.id.clone()).collect()
}

/// Values of measures.
pub(super) fn measures(plan: &Plan, table: &Table, data: &mut Data, faults: &mut Vec<TableFault>) {
    // New votes among equals are a measure with the electorate's id.
    let known = || plan.measure.iter().map(|row| &row.id).chain(plan.electorate.iter().map(|row| &row.id));
    let mut seen: BTreeMap<[String; 4], u64> = BTreeMap::new();
    for row in &table.rows {
        let category = row.category(plan, true);
        let of_unit = !row.get("unit").is_empty();
        let candidate = row.id_of("candidate", standing(data, &category), of_unit);
        let measure = row.id_of("measure", known(), false);
        // What a unit has is for its quota; it is no candidate's figure.
        if of_unit {
            if !row.get("candidate").is_empty() {
                faults.push(row.fault("candidate", Wrong::NotHere));
            }
            faults.extend(measure.err().into_iter().chain(row.exact("value").err()));
            continue;
        }
        match (category, candidate, measure, row.exact("value")) {
            (Ok(category), Ok(candidate), Ok(measure), Ok(value)) => {
                let key = [row.get("round").to_owned(), category.clone(), candidate.clone(), measure.clone()];
                if let Some(line) = seen.insert(key, row.line) {
                    faults.push(row.fault("measure", Wrong::Twice(line)));
                }
                match rounds(plan, row, &category) {
                    Ok(rounds) => data.measures.push(Value { rounds, category, candidate, measure, value }),
                    Err(fault) => faults.push(fault),
                }
            }
            (category, candidate, measure, value) => faults.extend(
                category.err().into_iter().chain(candidate.err()).chain(measure.err()).chain(value.err()),
            ),
        }
    }
}

/// Decisions.
pub(super) fn decisions(plan: &Plan, table: &Table, data: &mut Data, faults: &mut Vec<TableFault>) {
    let kinds: Vec<&str> = ["pick", "veto", "lot", "direct", "withdrawal", "refusal", "upheld"]
        .into_iter()
        .chain(penal::KINDS)
        .collect();
    let mut seen: BTreeMap<[&str; 5], u64> = BTreeMap::new();
    // Penalties are read when all votes are known.
    for row in table.rows.iter().filter(|row| !penal::KINDS.contains(&row.get("kind"))) {
        if row.get("kind").is_empty() {
            faults.push(row.fault("kind", Wrong::Empty));
            continue;
        }
        let kind = row.word("kind", &kinds);
        let category = row.category(plan, true);
        let seed = kind.as_ref().is_ok_and(|kind| *kind == "lot");
        let candidate = row.id_of("candidate", standing(data, &category), seed);
        let (kind, category, candidate) = match (kind, category, candidate) {
            (Ok(kind), Ok(category), Ok(candidate)) => (kind, category, candidate),
            (kind, category, candidate) => {
                faults.extend(kind.err().into_iter().chain(category.err()).chain(candidate.err()));
                continue;
            }
        };
        let kind = match kind {
            "pick" => DecisionKind::Pick,
            "veto" => DecisionKind::Veto,
            "lot" => DecisionKind::Lot,
            "direct" => DecisionKind::Direct,
            "upheld" => DecisionKind::Upheld,
            "refusal" => DecisionKind::Refusal,
            _ => DecisionKind::Withdrawal,
        };
        let key = ["kind", "candidate", "round", "category", "region"].map(|column| row.get(column));
        if let Some(line) = seen.insert(key, row.line) {
            faults.push(row.fault("kind", Wrong::Twice(line)));
        }
        faults.extend(value_fault(plan, row, kind, candidate.is_empty()));
        let (mut value, reference) = (row.get("value").to_owned(), row.get("ref").to_owned());
        let rounds = match kind {
            DecisionKind::Veto => vetoed(plan, row, &category),
            DecisionKind::Refusal => refused(plan, row, &category),
            DecisionKind::Upheld => noticed(plan, row, &category).map(|(notice, rounds)| {
                value = notice;
                rounds
            }),
            _ => rounds(plan, row, &category),
        };
        match rounds {
            Ok(rounds) => {
                let region = row.get("region").to_owned();
                data.decisions.push(Decided { rounds, category, region, candidate, kind, value, reference });
            }
            Err(fault) => faults.push(fault),
        }
    }
}

/// Who stands in a category; where a row says none, in any.
fn standing<'d>(data: &'d Data, category: &Result<String, TableFault>) -> impl Iterator<Item = &'d String> {
    let category = category.clone().unwrap_or_default();
    let rows = data.candidates.iter();
    rows.filter(move |row| category.is_empty() || row.category == category).map(|row| &row.id)
}

/// The rounds of a category.
fn held<'p>(plan: &'p Plan, category: &'p str) -> impl Iterator<Item = &'p ResultRule> {
    let holds = move |rule: &&ResultRule| {
        rule.category.is_empty() || category.is_empty() || rule.category.iter().any(|id| id == category)
    };
    plan.result.iter().filter(holds)
}

/// The rounds (by id) that a row is for: the one it names, or those that come out of the stage it names. Empty: all.
fn rounds(plan: &Plan, row: &Row, category: &str) -> Result<Vec<String>, TableFault> {
    let id = row.get("round");
    if id.is_empty() {
        return Ok(Vec::new());
    }
    let of_stage =
        |rule: &ResultRule| stages(rule).contains(id) || rule.after.ids().iter().any(|of| of == id);
    let named = plan.result.iter().any(|rule| rule.id == id);
    let fits = held(plan, category).filter(|rule| if named { rule.id == id } else { of_stage(rule) });
    let rounds: Vec<String> = fits.map(|rule| rule.id.clone()).collect();
    if rounds.is_empty() { Err(row.fault("round", Wrong::NoRound)) } else { Ok(rounds) }
}

/// The rounds (by id) whose lists a body may take somebody off: those of which the plan says so, and where it says so of
/// the naming, those that fill the last list.
fn vetoed(plan: &Plan, row: &Row, category: &str) -> Result<Vec<String>, TableFault> {
    let vetoes = |approval: &[Approval]| approval.iter().any(|it| it.kind != ApprovalKind::Approves);
    let naming: Vec<_> =
        plan.stage.iter().filter(|it| it.naming.as_ref().is_some_and(|it| vetoes(&it.approval))).collect();
    let last = held(plan, category).map(|rule| rule.yields).max();
    let at_naming = |rule: &ResultRule| !naming.is_empty() && Some(rule.yields) == last;
    let round = row.get("round");
    let told =
        if naming.iter().any(|stage| stage.id == round) { Vec::new() } else { rounds(plan, row, category)? };
    let may = held(plan, category).filter(|rule| vetoes(&rule.approval) || at_naming(rule));
    let may: Vec<String> =
        may.map(|rule| rule.id.clone()).filter(|id| told.is_empty() || told.contains(id)).collect();
    if may.is_empty() { Err(row.fault("kind", Wrong::NoVeto)) } else { Ok(may) }
}

/// The rounds (by id) that somebody's refusal is about: those that fill the last list, where the plan has those chosen
/// asked.
fn refused(plan: &Plan, row: &Row, category: &str) -> Result<Vec<String>, TableFault> {
    let asks =
        |stage: &&Stage| stage.naming.as_ref().is_some_and(|naming| naming.acceptance.get() == Some(&true));
    let Some(naming) = plan.stage.iter().find(asks) else { return Err(row.fault("kind", Wrong::NoRefusal)) };
    if !row.get("round").is_empty() && row.get("round") != naming.id {
        return rounds(plan, row, category);
    }
    let last = held(plan, category).map(|rule| rule.yields).max();
    let fill = held(plan, category).filter(|rule| Some(rule.yields) == last);
    Ok(fill.map(|rule| rule.id.clone()).collect())
}

/// The notice (by id) during which an objection was found true, and the rounds (by id) that fill its list; none where
/// no round does, and somebody is off before the first.
fn noticed(plan: &Plan, row: &Row, category: &str) -> Result<(String, Vec<String>), TableFault> {
    let round = row.get("round");
    let list = plan.result.iter().find(|rule| rule.id == round).map(|rule| rule.yields);
    let notices = plan.stage.iter().filter_map(|stage| Some((stage, stage.notice.as_ref()?)));
    let fits = |(stage, notice): &(&Stage, &NoticeRules)| {
        round.is_empty() || stage.id == round || list == Some(notice.list)
    };
    let found: Vec<_> = notices.filter(fits).collect();
    let Some((stage, notice)) = found.first() else { return Err(row.fault("round", Wrong::NoNotice)) };
    if found.iter().any(|(_, other)| (other.list, &other.upheld) != (notice.list, &notice.upheld)) {
        let ids = found.iter().map(|(stage, _)| stage.id.clone()).collect();
        return Err(row.fault("round", Wrong::WhichStage(ids)));
    }
    let fill = held(plan, category).filter(|rule| rule.yields == notice.list);
    let rounds = fill.filter(|rule| list.is_none() || rule.id == round).map(|rule| rule.id.clone()).collect();
    Ok((stage.id.clone(), rounds))
}

/// What is wrong with the value of a decision.
fn value_fault(plan: &Plan, row: &Row, kind: DecisionKind, seed: bool) -> Option<TableFault> {
    let value = row.get("value");
    match kind {
        DecisionKind::Lot if value.is_empty() => Some(row.fault("value", Wrong::Empty)),
        DecisionKind::Lot if seed => None,
        DecisionKind::Pick | DecisionKind::Lot => row.whole("value").err(),
        DecisionKind::Direct => row.id_of("value", plan.award.iter().map(|award| &award.id), true).err(),
        _ if value.is_empty() => None,
        _ => Some(row.fault("value", Wrong::NotHere)),
    }
}
