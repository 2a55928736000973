//! A count as one page that needs nothing else: no server, no script, no other file. An office opens it, mails it, prints
//! it; it explains the count as a person would, everybody's own way included. `xuanxian count --html` writes it.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use count::Status;
use count::report::Report;
use count::rounds::{Category, Round, Row};
use count::tables::Reason;
use count::tell::{Names, short};
use plan::Plan;
use text::{Lang, args};

use crate::assets;
use crate::picture::{self, Standing};
use crate::ui::{Cell, Fact, Link, Markup, Page, Prefs, Site, Table, Tone};

/// One candidate's own way through a count.
struct Way {
    /// The place on the page.
    id: String,
    name: String,
    /// Place and outcome.
    says: String,
    lines: Vec<String>,
}

struct Part {
    id: String,
    heading: String,
    seats: String,
    made: Markup,
    bars: Markup,
    flows: Vec<Markup>,
    ranking: Table,
    general: Vec<String>,
    /// A count by rounds in words, beside its picture.
    rounds: Vec<String>,
    ways: Vec<Way>,
}

#[derive(Template)]
#[template(path = "counted.html")]
struct Counted {
    page: Page,
    css: Markup,
    heading: String,
    decided: bool,
    open: Vec<String>,
    contents: Vec<Link>,
    awards: Vec<Fact>,
    parts: Vec<Part>,
    /// What would change the list, or leave it open.
    shaken: Vec<String>,
    /// What would not.
    firm: Vec<String>,
    fallen: Table,
    fallen_each: Vec<String>,
}

/// The whole page.
///
/// # Errors
/// Where a template cannot be printed: a fault of ours.
pub fn page(plan: &Plan, report: &Report, lang: Lang) -> Result<String, askama::Error> {
    let who = |id: &str| report.who(id);
    let tell = Names { plan, who: &who, lang };
    let mut page = Page::new(&Arc::new(Site::default()), Prefs { lang, elder: false }, "");
    page.title = text::ta(lang, "count-page", &args! { "title" => &plan.title });
    page.zone = plan.zone();
    let draw = Drawing { page: &page, plan, tell: &tell };
    let mut parts = Vec::new();
    for round in &report.counted.rounds {
        for category in &round.categories {
            parts.push(draw.part(parts.len(), round, category));
        }
        // What holds over all categories together stands with the last of them.
        if let Some(last) = parts.last_mut() {
            last.general.extend(round.steps.iter().flat_map(|step| tell.lines(step)));
        }
    }
    let mut given: Vec<(String, Vec<String>)> = Vec::new();
    for award in &report.counted.awards {
        let (name, who) = (tell.award(&award.award), tell.who(&award.candidate));
        match given.last_mut().filter(|(last, _)| *last == name) {
            Some((_, names)) => names.push(who),
            None => given.push((name, vec![who])),
        }
    }
    let awards =
        given.into_iter().map(|(name, who)| Fact::new(name, who.join(&page.t("portal-and")))).collect();
    let contents = parts.iter().map(|part| Link::new(&part.heading, format!("#{}", part.id))).collect();
    let fallen = draw.fallen(report);
    let (shaken, firm) = tell.margins(&report.margins);
    let counted = Counted {
        css: Markup(assets::sheet_text()),
        heading: plan.title.clone(),
        decided: report.decided(),
        open: report.counted.open.iter().map(|open| tell.open(open)).collect(),
        contents,
        awards,
        parts,
        shaken,
        firm,
        fallen,
        fallen_each: report.invalid.iter().map(|fallen| tell.fallen(fallen)).collect(),
        page,
    };
    counted.render()
}

struct Drawing<'a> {
    page: &'a Page,
    plan: &'a Plan,
    tell: &'a Names<'a>,
}

impl Drawing<'_> {
    fn part(&self, n: usize, round: &Round, category: &Category) -> Part {
        let (page, tell) = (self.page, self.tell);
        let id = format!("c{n}");
        let rule = self.plan.result.iter().find(|rule| rule.id == round.id);
        let combine = rule.and_then(|rule| rule.combine.get());
        let weighing: Vec<(String, String)> = combine
            .map(|combine| combine.parts())
            .unwrap_or_default()
            .iter()
            .filter(|part| !part.weighs_nothing())
            .map(|part| (part.key().to_owned(), plan::explain::part_name(self.plan, part, page.lang)))
            .collect();
        let standing: Vec<Standing> = category.ranking.iter().map(Standing::from).collect();
        let way = |row: &Row| format!("{id}-{}", row.candidate);
        let link = |candidate: &str| Link::new(tell.who(candidate), format!("#{id}-{candidate}"));
        let flows: Vec<Markup> = picture::flows(page, &category.steps, |who| tell.who(who)).collect();
        let (mut general, mut rounds) = (Vec::new(), Vec::new());
        for step in category.steps.iter().filter(|step| step.concerns("")) {
            let lines = tell.lines(step);
            if step.has_rounds() && !flows.is_empty() { rounds.extend(lines) } else { general.extend(lines) }
        }
        general.extend(tell.ties(category));
        let places = places(category);
        let ways = category.ranking.iter().map(|row| Way {
            id: way(row),
            name: tell.who(&row.candidate),
            says: self.stands(row, places),
            lines: tell.why(&category.steps, &row.candidate),
        });
        if let Some(margin) = &category.margin {
            general.insert(0, page.t1("count-margin", "n", count::tell::number(margin)));
        }
        Part {
            heading: tell.heading(&round.id, &category.id, category.apart.as_deref()),
            seats: category.seats.map(|n| page.t1("count-seats", "n", n)).unwrap_or_default(),
            made: rule
                .and_then(|rule| picture::combination(page, self.plan, rule, &category.id))
                .unwrap_or_default(),
            bars: picture::scores(page, &standing, &category.steps, &weighing, link).unwrap_or_default(),
            flows,
            ranking: self.ranking(category, &way),
            general,
            rounds,
            ways: ways.collect(),
            id,
        }
    }

    /// `第3名，92.5分，入选`.
    fn stands(&self, row: &Row, places: u32) -> String {
        let (page, status) = (self.page, self.tell.status(row.status));
        match (row.rank, &row.score) {
            (Some(rank), Some(score)) => page.ta(
                "count-stands-score",
                &args! { "rank" => rank, "score" => score.fixed(places), "status" => status },
            ),
            (Some(rank), None) => page.t2("count-stands", "rank", rank, "status", status),
            _ => status,
        }
    }

    fn ranking(&self, category: &Category, way: &dyn Fn(&Row) -> String) -> Table {
        let page = self.page;
        let places = places(category);
        let scored = category.ranking.iter().any(|row| row.score.is_some());
        let awarded = category.ranking.iter().any(|row| row.award.is_some());
        let mut heads = vec![page.t("portal-candidate"), format!("#{}", page.t("portal-place"))];
        if scored {
            heads.push(format!("#{}", page.t("portal-score")));
        }
        if awarded {
            heads.push(page.t("count-award"));
        }
        heads.push(page.t("portal-outcome"));
        let mut table = Table::new(self.tell.category(&category.id), heads).caption_hidden();
        for row in &category.ranking {
            let figure = |n: Option<String>| Cell::Figure(n.unwrap_or_else(|| "–".to_owned()));
            let mut cells = vec![
                Cell::Name(self.tell.who(&row.candidate)),
                figure(row.rank.map(|rank| rank.to_string())),
            ];
            if scored {
                cells.push(figure(row.score.as_ref().map(|score| score.fixed(places))));
            }
            if awarded {
                cells.push(Cell::Text(row.award.as_ref().map(|id| self.tell.award(id)).unwrap_or_default()));
            }
            cells.push(Cell::Tag(tone(row.status), self.tell.status(row.status)));
            table.row(cells).href(format!("#{}", way(row)));
        }
        table
    }

    /// How many ballots do not count, by reason.
    fn fallen(&self, report: &Report) -> Table {
        let mut by_reason: BTreeMap<Reason, u64> = BTreeMap::new();
        for fallen in &report.invalid {
            *by_reason.entry(fallen.reason).or_default() += 1;
        }
        let heads = [self.page.t("portal-reason"), format!("#{}", self.page.t("count-ballots"))];
        let mut table = Table::new(self.page.t("count-fallen-head"), heads).caption_hidden();
        for (reason, n) in by_reason {
            table.row([Cell::Text(self.tell.reason(reason)), Cell::Count(n)]);
        }
        table
    }
}

impl<'a> From<&'a Row> for Standing<'a> {
    fn from(row: &'a Row) -> Self {
        Standing { candidate: &row.candidate, rank: row.rank, score: row.score.as_ref(), status: row.status }
    }
}

/// The decimal places of a category's scores: as many as the longest needs, so that figures stand under one another.
fn places(category: &Category) -> u32 {
    let needs = |score: &count::Exact| match short(score).split_once('.') {
        Some((_, decimals)) => u32::try_from(decimals.len()).unwrap_or_default(),
        None => 0,
    };
    category.ranking.iter().filter_map(|row| row.score.as_ref()).map(needs).max().unwrap_or_default()
}

fn tone(status: Status) -> Tone {
    match status {
        Status::Seated => Tone::Done,
        Status::Not => Tone::Plain,
        Status::Tied | Status::Undecided => Tone::Wait,
        Status::Withdrawn => Tone::Stop,
    }
}
