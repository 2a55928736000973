//! Whether a panel is what the plan says, and enough of its members took part for what it gave to count.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Electorate, Plan, Reach, Stage};

use crate::data::Data;
use crate::exact::Exact;
use crate::polls::Size;
use crate::rounds::voters;
use crate::sheets::SheetState;
use crate::undecided::{Missing, What, needed};

/// What lacks where a plan asks for a quorum: that it was not met, or a figure without which nobody can tell.
///
/// Who scored or voted was there: where these alone make the quorum, nobody has to enter who else was.
pub(crate) fn lacking(
    stage: &Stage,
    category: &str,
    sizes: &BTreeMap<String, Size>,
    data: &Data,
) -> Option<Missing> {
    let rules = stage.review.as_ref().filter(|rules| !rules.quorum.is_silent())?;
    let path = |key: &str| format!("stage.{}.review.{key}", stage.id);
    let quorum = match needed(&rules.quorum, || path("quorum")) {
        Ok(quorum) => Exact::from(quorum),
        Err(missing) => return Some(missing),
    };
    let electorates = voters(stage, category);
    let sum = |of: fn(&Size) -> Option<u64>| -> Option<u64> {
        let of = electorates.iter().map(|id| sizes.get(id).and_then(of));
        of.sum::<Option<u64>>().filter(|_| !electorates.is_empty())
    };
    let seats = || -> Option<u64> {
        let seats =
            rules.panel.get()?.iter().map(|kind| kind.seats.get().and_then(plan::Size::exact).map(u64::from));
        seats.sum::<Option<u64>>().filter(|seats| *seats > 0)
    };
    let Some(members) = sum(|size| size.members).or_else(seats) else {
        return Some(Missing::no_figures(format!("stage.{}.members", stage.id)));
    };
    let meets = |present: u64| -> Result<bool, Missing> {
        let Some(share) = Exact::from(present).over(&Exact::from(members)) else { return Ok(false) };
        if share != quorum {
            return Ok(share > quorum);
        }
        // Reached or passed is asked only where it is reached exactly.
        Ok(*needed(&rules.quorum_reach, || path("quorum_reach"))? == Reach::AtLeast)
    };
    let present = sum(|size| size.present);
    match meets(present.unwrap_or_else(|| took_part(stage, category, data))) {
        Ok(true) => None,
        Ok(false) => Some(match present {
            Some(present) => {
                let what = What::Quorum { present, members };
                Missing { path: path("quorum"), what, candidate: None }
            }
            None => Missing::no_figures(format!("stage.{}.present", stage.id)),
        }),
        Err(_) if present.is_none() => Some(Missing::no_figures(format!("stage.{}.present", stage.id))),
        Err(missing) => Some(missing),
    }
}

/// The fewest who can have been there: judges with sheets, or the ballots of the first vote.
fn took_part(stage: &Stage, category: &str, data: &Data) -> u64 {
    let key = (stage.id.clone(), category.to_owned());
    let sheets = data.sheets.get(&key).into_iter().flatten();
    let scored = sheets.filter(|sheet| sheet.state != SheetState::Absent);
    let judges: BTreeSet<&String> = scored.map(|sheet| &sheet.judge).collect();
    let groups = data.polls.get(&key).into_iter().flat_map(BTreeMap::values).flat_map(|poll| &poll.groups);
    let first = groups.filter(|group| matches!(group.channel.as_str(), "" | "1"));
    let ballots: u64 = first.map(|group| group.valid + group.invalid).sum();
    (judges.len() as u64).max(ballots)
}

/// What a table says of the electorates of a stage, against what the plan says of them: of those that it does not divide
/// by regions, whose parts say nothing of the whole.
pub(crate) fn sized(plan: &Plan, stage: &Stage, category: &str, data: &Data) -> Vec<Missing> {
    let told = |id: &str| {
        let of = |sitting: &str, category: &str| {
            data.sizes.get(&(sitting.to_owned(), id.to_owned(), String::new(), category.to_owned()))
        };
        let rows = [(stage.id.as_str(), category), (&stage.id, ""), ("", category), ("", "")];
        rows.into_iter().find_map(|(sitting, category)| of(sitting, category))?.members
    };
    let electorates = voters(stage, category);
    let electorates = plan.electorate.iter().filter(|row| electorates.contains(&row.id));
    let wrong = |row: &Electorate| {
        let members = told(&row.id)?;
        let n = u32::try_from(members).unwrap_or(u32::MAX);
        let path = |key: &str| format!("electorate.{}.{key}", row.id);
        let missing = |key: &str, what| Some(Missing { path: path(key), what, candidate: None });
        match row.size.get() {
            Some(size) if !size.holds(n) => missing("size", What::Size { members, stated: size.to_string() }),
            _ if row.odd && members.is_multiple_of(2) => missing("odd", What::Even { members }),
            _ => None,
        }
    };
    electorates.filter_map(wrong).collect()
}
