//! Tables with a few rows, as a plan needs them: what an office fills in with what is real.

use plan::format::tables::table;
use plan::{BallotShape, Category, Channel, Combine, Decide, Identity, Medium, Plan, Stage, TieStep};

use super::Source;
use crate::rounds::voters;
use crate::rubric;

/// Fewest and most candidates of an example.
const CANDIDATES: (u32, u32) = (3, 20);

/// A table that is being written.
struct Sample {
    name: &'static str,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sample {
    fn new(name: &'static str, header: &[&str]) -> Sample {
        Sample { name, header: header.iter().map(|column| (*column).to_owned()).collect(), rows: Vec::new() }
    }

    fn row(&mut self, cells: &[&str]) {
        self.rows.push(cells.iter().map(|cell| (*cell).to_owned()).collect());
    }

    /// As a file, without the columns in which nothing stands and nothing must.
    fn source(self) -> Option<Source> {
        let needed = table(self.name).map(|table| table.needed).unwrap_or_default();
        let filled = |at: usize| self.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()));
        let used: Vec<bool> = self
            .header
            .iter()
            .enumerate()
            .map(|(at, column)| needed.contains(&column.as_str()) || filled(at))
            .collect();
        let kept = |row: &[String]| -> Vec<String> {
            row.iter().zip(&used).filter(|(_, used)| **used).map(|(cell, _)| cell.clone()).collect()
        };
        if self.rows.is_empty() {
            return None;
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in std::iter::once(&self.header).chain(&self.rows) {
            writer.write_record(kept(row)).ok()?;
        }
        let text = String::from_utf8(writer.into_inner().ok()?).ok()?;
        Some(Source { name: self.name.to_owned(), text })
    }
}

/// The tables that a plan's count takes, each with rows that [`super::read`] takes.
pub fn examples(plan: &Plan) -> Vec<Source> {
    let all =
        [candidates(plan), ballots(plan), tallies(plan), sheets(plan), electorates(plan), measures(plan)];
    all.into_iter().chain([decisions(plan)]).filter_map(Sample::source).collect()
}

/// The candidates of a category.
fn ids(plan: &Plan, category: &Category) -> Vec<String> {
    let least = |shape: &BallotShape| match shape {
        BallotShape::Approve { least, .. } | BallotShape::Rank { least, .. } => *least,
        _ => 0,
    };
    let votes = plan.stage.iter().filter_map(|stage| stage.vote.as_ref());
    let shapes = votes.flat_map(|vote| {
        let own = vote.category.iter().filter_map(|row| row.ballot.get());
        vote.ballot.get().into_iter().chain(own).chain(vote.channel.iter().filter_map(|it| it.ballot.get()))
    });
    let panels = plan.stage.iter().filter_map(|stage| stage.review.as_ref()?.ballot.get());
    let most = shapes.chain(panels).map(least).max().unwrap_or(0).clamp(CANDIDATES.0, CANDIDATES.1);
    let head = match category.prefix.as_str() {
        "" => format!("{}-", category.id),
        prefix => prefix.to_lowercase(),
    };
    (1..=most).map(|n| format!("{head}{n:02}")).collect()
}

fn candidates(plan: &Plan) -> Sample {
    let mut header = vec!["id", "category"];
    if !plan.unit.is_empty() {
        header.push("unit");
    }
    header.push("name");
    let own = |id: &str| !matches!(id, "id" | "category" | "unit" | "name");
    let attributes: Vec<_> = plan.attribute.iter().filter(|attribute| own(&attribute.id)).collect();
    header.extend(attributes.iter().map(|attribute| attribute.id.as_str()));
    let mut sample = Sample::new("candidates", &header);
    let of_unit = plan.attribute.iter().find(|attribute| attribute.id == "unit");
    for category in &plan.category {
        for (n, id) in ids(plan, category).iter().enumerate() {
            let turn = |values: &[String]| values.get(n % values.len().max(1)).cloned();
            let mut row = vec![id.clone(), category.id.clone()];
            if !plan.unit.is_empty() {
                let units: Vec<String> = plan.unit.iter().map(|unit| unit.id.clone()).collect();
                row.push(of_unit.and_then(|it| turn(&it.values)).or(turn(&units)).unwrap_or_default());
            }
            row.push(format!("{} {}", category.name, n + 1));
            row.extend(attributes.iter().map(|it| turn(&it.values).unwrap_or_else(|| (n + 1).to_string())));
            sample.rows.push(row);
        }
    }
    sample
}

/// Whether a channel's votes come as totals rather than ballot by ballot.
fn in_totals(channel: &Channel) -> bool {
    let printed = [Medium::Newspaper, Medium::Post, Medium::Printed];
    channel.identity.get() == Some(&Identity::Paper)
        || channel.medium.get().is_some_and(|medium| printed.contains(medium))
}

/// Two choices in the form of a shape: the first in one order, the second in another.
fn choices(shape: Option<&BallotShape>, ids: &[String], turned: bool) -> String {
    let mut ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    if turned {
        ids.rotate_left(1);
    }
    let take = |least: u32, most: u32| ids.iter().take((least.max(2).min(most.max(1))) as usize);
    match shape {
        // The plan does not say how ballots are filled in: choices are the commonest.
        None => take(2, 2).copied().collect::<Vec<_>>().join(";"),
        Some(BallotShape::Approve { least, most }) => {
            take(*least, *most).copied().collect::<Vec<_>>().join(";")
        }
        Some(BallotShape::Rank { least, most, .. }) => {
            take(*least, most.unwrap_or(u32::MAX)).copied().collect::<Vec<_>>().join(">")
        }
        Some(BallotShape::Points { least, most, total }) => {
            let each = (*most).min(total.map_or(u32::MAX, |total| total / 2)).max(*least);
            take(2, 2).map(|id| format!("{id}={each}")).collect::<Vec<_>>().join(";")
        }
        Some(BallotShape::Opinion { .. }) => {
            let marks = ["+", "-", "0"];
            ids.iter().zip(marks).map(|(id, mark)| format!("{id}={mark}")).collect::<Vec<_>>().join(";")
        }
    }
}

fn ballots(plan: &Plan) -> Sample {
    let mut sample = Sample::new(
        "ballots",
        &["ballot", "voter", "category", "channel", "account", "choices", "status", "round", "electorate"],
    );
    let mut cast = 0_u32;
    for (stage, category) in stages(plan) {
        let ids = ids(plan, category);
        let whose = voters(stage, &category.id).into_iter().next().unwrap_or_default();
        if let Some(vote) = &stage.vote {
            let own = vote.category.iter().find(|row| row.id == category.id).and_then(|row| row.ballot.get());
            let stated = own.or(vote.ballot.get());
            let ways = vote.channel.iter().filter(|channel| !in_totals(channel));
            let account = |way: &Channel| if way.each_account.get() == Some(&true) { "1" } else { "" };
            let ways = ways.map(|way| (way.id.as_str(), account(way), way.ballot.get().or(stated)));
            let mut ways: Vec<_> = ways.collect();
            if vote.channel.is_empty() {
                ways.push(("", "", stated));
            }
            for (way, account, shape) in ways {
                for turned in [false, true] {
                    cast += 1;
                    let (ballot, voter) = (format!("t{cast}"), format!("v{cast}"));
                    let says = choices(shape, &ids, turned);
                    sample.row(&[&ballot, &voter, &category.id, way, account, &says, "", &stage.id, &whose]);
                }
            }
        }
        let Some(shape) = stage.review.as_ref().and_then(|review| review.ballot.get()) else { continue };
        let lists = plan
            .result
            .iter()
            .find(|rule| matches!(rule.combine.get(), Some(Combine::Lists(of)) if *of == stage.id));
        // A list of preference bears the id of its award; a judge's ballot a number.
        let papers: Vec<String> = match lists {
            Some(rule) => rule.award.clone(),
            None => {
                cast += 2;
                vec![format!("t{}", cast - 1), format!("t{cast}")]
            }
        };
        for (n, paper) in papers.iter().enumerate() {
            let says = choices(Some(shape), &ids, n % 2 == 1);
            sample.row(&[paper, "", &category.id, "", "", &says, "", &stage.id, &whose]);
        }
    }
    sample
}

/// Every stage with every category.
fn stages(plan: &Plan) -> impl Iterator<Item = (&Stage, &Category)> {
    plan.stage.iter().flat_map(|stage| {
        let own = plan.category.iter().filter(|category| stage.takes(&category.id));
        own.map(move |category| (stage, category))
    })
}

fn tallies(plan: &Plan) -> Sample {
    let header = ["category", "channel", "candidate", "for", "against", "abstain", "round", "electorate"];
    let mut sample = Sample::new("tallies", &header);
    for (stage, category) in stages(plan) {
        let whose = voters(stage, &category.id).into_iter().next().unwrap_or_default();
        let ways = stage.vote.iter().flat_map(|vote| &vote.channel).filter(|channel| in_totals(channel));
        for way in ways {
            for (id, votes) in ids(plan, category).iter().zip(["30", "20", "10"]) {
                sample.row(&[&category.id, &way.id, id, votes, "", "", &stage.id, &whose]);
            }
            sample.row(&[&category.id, &way.id, "", "100", "60", "2", &stage.id, &whose]);
        }
    }
    sample
}

fn sheets(plan: &Plan) -> Sample {
    let header = ["judge", "category", "candidate", "criterion", "score", "state", "round"];
    let mut sample = Sample::new("sheets", &header);
    for (stage, category) in stages(plan) {
        let Some(review) = &stage.review else { continue };
        let lines = rubric::of(review, &category.id).get().map(|rubric| rubric::lines(rubric));
        let lines = lines.unwrap_or_default();
        let ids = ids(plan, category);
        for (judge, id) in ["j1", "j2"].iter().flat_map(|judge| ids.iter().map(move |id| (judge, id))) {
            for line in &lines {
                let most = line.most.to_string();
                sample.row(&[judge, &category.id, id, &line.id, &most, "", &stage.id]);
            }
        }
        // Whoever stands back from somebody is told here, also where the panel votes only.
        let votes = review.ballot.is_stated() && review.recusal.is_stated();
        if let (Some(id), true) = (ids.first(), votes || !lines.is_empty()) {
            sample.row(&["j3", &category.id, id, "", "", "recused", &stage.id]);
        }
    }
    sample
}

fn electorates(plan: &Plan) -> Sample {
    let mut sample = Sample::new("electorates", &["id", "size", "present"]);
    for electorate in &plan.electorate {
        let size = electorate
            .size
            .get()
            .and_then(|size| size.exact())
            .map(|size| size.to_string())
            .unwrap_or_default();
        sample.row(&[&electorate.id, &size, &size]);
    }
    sample
}

fn measures(plan: &Plan) -> Sample {
    let mut sample = Sample::new("measures", &["category", "candidate", "measure", "value"]);
    for category in &plan.category {
        for id in ids(plan, category) {
            for measure in &plan.measure {
                sample.row(&[&category.id, &id, &measure.id, "1"]);
            }
        }
    }
    sample
}

fn decisions(plan: &Plan) -> Sample {
    let mut sample = Sample::new("decisions", &["category", "candidate", "kind", "value", "ref", "round"]);
    for rule in &plan.result {
        let picked = matches!(rule.combine.get(), Some(Combine::Pick(_)))
            || rule.decide.get() == Some(&Decide::Resolution);
        let held = |it: &&Category| rule.category.is_empty() || rule.category.contains(&it.id);
        for category in plan.category.iter().filter(held).filter(|_| picked) {
            if let Some(id) = ids(plan, category).first() {
                sample.row(&[&category.id, id, "pick", "1", "", &rule.id]);
            }
        }
        if rule.ties.get().into_iter().flatten().any(|step| matches!(step, TieStep::Lot(_))) {
            sample.row(&["", "", "lot", "1", "", &rule.id]);
        }
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_small_plan_has_a_table_for_each_kind_of_data_it_counts() {
        let plan = plan::read(include_str!("../../../../plans/small.toml")).unwrap();
        let tables = examples(&plan);
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        assert_eq!(names, ["candidates", "ballots", "sheets"]);
        assert!(
            tables[0].text.starts_with("id,category,unit,name\na01,neighbour,dongting,"),
            "{}",
            tables[0].text
        );
        assert!(tables[1].text.contains("t1,v1,neighbour,web,a01;a02,vote\n"), "{}", tables[1].text);
    }
}
