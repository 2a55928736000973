//! The methods: how each is written in a plan, and what is known of it.

use super::said::Shape;

/// What a method's figures are added up to, reckoned anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// Votes, points or support.
    Votes,
    /// Support less opposition.
    Net,
    /// Support in hundredths of the valid ballots.
    Rate,
    /// 3 for a first place, 1 for a second.
    Places,
    /// The last of all earns 1, each place above one more.
    Borda,
    /// Places themselves.
    Ordinals,
    /// First places.
    Firsts,
    /// All part scores of the vote are together 100.
    Share,
    /// A panel's marks: sum, without the highest and the lowest, in the middle, or as ranks.
    Marks,
    Mean,
    Trimmed,
    Median,
    Ranks,
    /// The steps themselves keep every vote: run-off, transfer, nomination, support.
    Steps,
    /// Nothing: parts that are no sums.
    No,
}

/// One method.
#[derive(Debug, Clone)]
pub struct Method {
    pub name: &'static str,
    pub shape: Shape,
    /// What follows `combine = ` and stands beside it.
    pub rule: String,
    /// Rules of the panel.
    pub panel: &'static str,
    pub sum: Sum,
    /// Whether to be raised on a ballot or sheet can never harm.
    pub monotone: bool,
    /// Whether somebody may make way for whoever is raised. Where figures are measured by the others' figures, a third can
    /// gain by that, and the law is about whoever is raised alone.
    pub way: bool,
    /// Whether an invalid ballot is part of the whole, so that it harms everybody alike.
    pub cast: bool,
}

const APPROVE: Shape = Shape::Approve { least: 1, most: 2 };
const RANKED: Shape = Shape::Rank { full: false };
const OPINION: Shape = Shape::Opinion { most: None };
const MEAN: &str = "aggregate = \"mean\"\ntrim = 0";
pub const TRIMMED: &str = "aggregate = \"mean\"\ntrim = 1";
const MEDIAN: &str = "aggregate = \"median\"\ntrim = 0";

fn method(name: &'static str, shape: Shape, sum: Sum, rule: impl Into<String>) -> Method {
    Method { name, shape, rule: rule.into(), panel: MEAN, sum, monotone: true, way: true, cast: false }
}

/// One figure, as it is.
fn figure(name: &'static str, shape: Shape, sum: Sum, figure: &str) -> Method {
    let rule = format!(
        "{{ sum = [{{ stage = \"vote\", figure = {figure}, normalise = \"none\", equals = \"mean\", weight = 1 }}] }}\n\
         take = \"seats\""
    );
    method(name, shape, sum, rule)
}

fn panel(name: &'static str, rules: &'static str, sum: Sum) -> Method {
    let rule = "{ sum = [{ stage = \"panel\", normalise = \"none\", weight = 1 }] }\ntake = \"seats\"";
    Method { panel: rules, ..method(name, APPROVE, sum, rule) }
}

/// Votes and a panel, both under this way of making scores.
fn together(name: &'static str, sum: Sum, normalise: &str, more: &str) -> Method {
    let rule = format!(
        "{{ weighted = [{{ stage = \"vote\", normalise = {normalise}, equals = \"mean\", weight = 60{more} }}, \
         {{ stage = \"panel\", normalise = {normalise}, equals = \"mean\", weight = 40 }}] }}\ntake = \"seats\""
    );
    let shape = Shape::Approve { least: 1, most: 3 };
    Method { panel: TRIMMED, way: false, ..method(name, shape, sum, rule) }
}

fn support(name: &'static str, shape: Shape, of: &str, take: &str) -> Method {
    let rule = format!(
        "{{ support = {{ stage = \"vote\", of = \"{of}\", bar = [{{ share = \"1/2\", reach = \"at-least\" }}] }} }}\n\
         take = \"{take}\"\nties = [\"all\"]"
    );
    Method { cast: of == "cast", ..method(name, shape, Sum::Steps, rule) }
}

fn rounds(name: &'static str, shape: Shape, rule: &str) -> Method {
    Method { monotone: false, ..method(name, shape, Sum::Steps, rule) }
}

/// All of them.
pub fn methods() -> Vec<Method> {
    let exactly = Shape::Approve { least: 2, most: 2 };
    let cumulative = Shape::Points { most: 6, total: Some(6) };
    let seated = |name, more: &str| {
        let votes = figure(name, APPROVE, Sum::Votes, "\"votes\"");
        Method { rule: format!("{}\n{more}", votes.rule), ..votes }
    };
    let surplus =
        "surplus = { parcel = \"pile\", by = \"value\", over = \"all\", order = \"largest\", places = 5 }";
    let lowest_first = |ties: &str| {
        format!(
            "{{ transfer = {{ stage = \"vote\", quota = \"droop\", reach = \"at-least\", {surplus}, ties = [{ties}] }} }}\ntake = \"seats\""
        )
    };
    vec![
        figure("approval", APPROVE, Sum::Votes, "\"votes\""),
        figure("exactly two", exactly, Sum::Votes, "\"votes\""),
        figure("approval as a rate", APPROVE, Sum::Rate, "{ rate = \"valid\" }"),
        Method { cast: true, ..figure("a rate of all cast", APPROVE, Sum::No, "{ rate = \"cast\" }") },
        figure("a rate of those present", APPROVE, Sum::No, "{ rate = \"present\" }"),
        figure("points", Shape::Points { most: 6, total: None }, Sum::Votes, "\"votes\""),
        figure("cumulative", cumulative, Sum::Votes, "\"votes\""),
        figure("a table of places", RANKED, Sum::Places, "{ places = [3, 1] }"),
        figure("as many points as places", RANKED, Sum::Borda, "{ borda = 1 }"),
        figure("a sum of places", Shape::Rank { full: true }, Sum::Ordinals, "\"place-sum\""),
        figure("first places", RANKED, Sum::Firsts, "\"firsts\""),
        figure("support", OPINION, Sum::Votes, "\"votes\""),
        figure("support of at most two", Shape::Opinion { most: Some(2) }, Sum::Votes, "\"votes\""),
        figure("support less opposition", OPINION, Sum::Net, "\"net\""),
        figure("a rate of for and against", OPINION, Sum::No, "{ rate = \"for-and-against\" }"),
        support("half of the valid", OPINION, "valid", "passing"),
        support("half of for and against", OPINION, "for-and-against", "passing"),
        support("half of all cast", OPINION, "cast", "passing"),
        support("half of those present", OPINION, "present", "seats"),
        support("half of all members, by choices", APPROVE, "members", "seats"),
        panel("marks added up", "aggregate = \"sum\"\ntrim = 0", Sum::Marks),
        panel("a mean", MEAN, Sum::Mean),
        panel("a trimmed mean", TRIMMED, Sum::Trimmed),
        panel("a median", MEDIAN, Sum::Median),
        panel("a sum of ranks", "aggregate = \"rank-sum\"\ntrim = 0", Sum::Ranks),
        together("parts by the highest", Sum::No, "\"divide-by-maximum\"", ""),
        together("parts as shares", Sum::Share, "\"share\"", ""),
        together("parts out of a full score", Sum::No, "{ out-of = 20 }", ""),
        together("parts by rank", Sum::No, "\"rank-share\"", ""),
        together("parts by steps of rank", Sum::No, "{ rank-step = { first = 100, step = 30 } }", ""),
        together("parts from first to last", Sum::No, "{ rank-spread = { first = 100, last = 40 } }", ""),
        together("parts by a table of ranks", Sum::No, "{ rank-table = [100, 60, 30] }", ""),
        together(
            "parts by a scale",
            Sum::No,
            "{ steps = [{ from = 1, reach = \"at-least\", points = 20 }, { from = 3, reach = \"above\", points = 90 }] }",
            "",
        ),
        together(
            "so many points a unit, capped",
            Sum::No,
            "{ per = { unit = 2, points = 9 } }",
            ", cap = 20",
        ),
        together(
            "parts past a bar",
            Sum::No,
            "\"divide-by-maximum\"",
            ", bar = { figure = 2, reach = \"at-least\" }",
        ),
        together("parts a head", Sum::No, "\"share\"", ", per = \"heads\""),
        seated(
            "one of each unit",
            "composition = [{ id = \"units\", name = \"单位\", each = \"unit\", most = { count = 1 } }]\nties = [{ lot = \"seed\" }]",
        ),
        seated(
            "at least one worker",
            "composition = [{ id = \"workers\", name = \"一线\", when = { attribute = \"unit\", is = [\"u0\"] }, least = { count = 1 } }]\nties = [{ lot = \"seed\" }]",
        ),
        seated("equals all seated", "ties = [\"all\"]"),
        seated("equals by a measure, then a lot", "ties = [{ measure = \"heads\" }, { lot = \"seed\" }]"),
        seated("equals by a resolution", "ties = [\"resolution\"]"),
        rounds(
            "run-off",
            RANKED,
            "{ runoff = { stage = \"vote\", ties = [\"backwards\", \"countback\", \"together\"] } }\ntake = \"seats\"",
        ),
        rounds("transfer", RANKED, &lowest_first("\"backwards\", \"countback\", \"together\"")),
        rounds("transfer without a rule for equals", RANKED, &lowest_first("\"forwards\"")),
        rounds(
            "nomination by a shared point",
            Shape::Approve { least: 1, most: 3 },
            "{ shared-point = { stage = \"vote\" } }\ntake = \"seats\"",
        ),
    ]
}
