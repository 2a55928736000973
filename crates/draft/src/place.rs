//! Where what was found becomes a plan: the one place that knows both the facts and the plan's types. A rule that a
//! plan file cannot hold yet is a note here, and becomes a value when the types have room for it.

use std::collections::BTreeMap;

use plan::stage::{PanelSeat, RecommendRules};
use plan::types::{FORMAT, Requirement, Site, Standards};
use plan::{
    BallotShape, Category, Channel, ClosingRules, Combine, Criterion, Decide, Limit, ListKind, NamingRules, NoticeRules,
    Office, Outlet, Part, Per, Plan, Publication, PublicityRules, ResultRule, ReviewRules, ScreenRules, Seats, Sponsor,
    Stage, StageKind, Stated, TO_DO, VoteMode, VoteRules,
};

use crate::fact::{Fact, Found, Near, Record};
use crate::pattern::pattern;
use crate::source::Source;

/// Most entries of one list; a real plan has a dozen.
const LIST_MOST: usize = 40;

/// A plan with, for each finding, the path where it stands; and what was made by rule because a plan file needs it.
pub struct Placed {
    pub plan: Plan,
    /// By finding; empty where no value holds it.
    pub paths: Vec<String>,
    /// Path, and the key of the message that says how it was made.
    pub made: BTreeMap<String, &'static str>,
}

/// Puts findings in their places.
pub fn place(found: &[Found], source: &Source) -> Placed {
    let mut placer = Placer { found, source, paths: vec![String::new(); found.len()], made: BTreeMap::new() };
    let plan = placer.plan();
    Placed { plan, paths: placer.paths, made: placer.made }
}

struct Placer<'f> {
    found: &'f [Found],
    source: &'f Source,
    paths: Vec<String>,
    made: BTreeMap<String, &'static str>,
}

/// A stage on its way into the plan: its finding, and its window's.
struct Planned {
    n: usize,
    window: Option<usize>,
    stage: Stage,
}

impl Placer<'_> {
    /// The first fact of a sort, put at a path.
    fn one<T>(&mut self, path: &str, take: impl Fn(&Fact) -> Option<T>) -> Option<T> {
        let (n, value) = self.found.iter().enumerate().find_map(|(n, found)| Some((n, take(&found.fact)?)))?;
        path.clone_into(&mut self.paths[n]);
        Some(value)
    }

    fn stated<T>(&mut self, path: &str, take: impl Fn(&Fact) -> Option<T>) -> Stated<T> {
        self.one(path, take).map_or(Stated::NotStated, Stated::Is)
    }

    /// Every fact of a sort, put at a path of its own where `path` makes one of its number.
    fn every<T>(&mut self, path: impl Fn(usize) -> String, take: impl Fn(&Fact) -> Option<T>) -> Vec<T> {
        let mut out = Vec::new();
        for (n, found) in self.found.iter().enumerate() {
            if let Some(value) = take(&found.fact).filter(|_| out.len() < LIST_MOST) {
                self.paths[n] = path(out.len());
                out.push(value);
            }
        }
        out
    }

    fn record(&mut self, path: &str, wanted: Record) -> Option<String> {
        self.one(path, |fact| match fact {
            Fact::Record(field, text) if *field == wanted => Some(text.clone()),
            _ => None,
        })
    }

    fn make(&mut self, path: impl Into<String>, how: &'static str) {
        self.made.insert(path.into(), how);
    }

    fn text(&mut self, path: &str, take: impl Fn(&Fact) -> Option<String>) -> String {
        self.one(path, take).unwrap_or_else(|| {
            self.make(path, "to-do");
            TO_DO.to_owned()
        })
    }

    fn plan(&mut self) -> Plan {
        let title = self.text("title", |fact| match fact {
            Fact::Title(text) => Some(text.clone()),
            _ => None,
        });
        let short = self.one("short", |fact| match fact {
            Fact::Short(text) => Some(text.clone()),
            _ => None,
        });
        let short = short.unwrap_or_else(|| {
            self.make("short", "title");
            title.clone()
        });
        let edition = self.one("edition", |fact| match fact {
            Fact::Edition(n) => Some(*n),
            _ => None,
        });
        let place = self.text("place", |fact| match fact {
            Fact::Place(text) => Some(text.clone()),
            _ => None,
        });
        let purpose = self.every(|_| "purpose".to_owned(), |fact| match fact {
            Fact::Purpose(text) => Some(text.clone()),
            _ => None,
        });
        let publication = self.publication();
        let approval = self.stated("approval", |fact| match fact {
            Fact::Approval(text) => Some(text.clone()),
            _ => None,
        });
        let sponsor = self.sponsors();
        let office = self.office(&sponsor);
        let interpreter = self.stated("interpreter", |fact| match fact {
            Fact::Interpreter(text) => Some(text.clone()),
            _ => None,
        });
        let category = self.categories(&short);
        let standards = self.one("standards.set_by", |fact| match fact {
            Fact::StandardsBy(_, name) => name.clone(),
            _ => None,
        });
        let standards = standards.and_then(|name| {
            self.make("standards.before", "to-do");
            let set_by = id_of(&sponsor, &name)?;
            Some(Standards { set_by, before: TO_DO.to_owned(), clause: self.clause_at("standards.set_by") })
        });
        let outlet = self.outlets(&sponsor);
        let stage = self.stages(&outlet);
        let result = self.results(&stage);
        let requirement = self.requirements();
        self.notes(&stage, !result.is_empty());
        for (key, how) in [("format", "format"), ("rules", "format"), ("id", "id"), ("time_zone", "time-zone")] {
            self.make(key, how);
        }
        Plan {
            format: FORMAT,
            rules: plan::types::RULES_VERSION,
            id: self.id(&place, &publication, &stage),
            title,
            short,
            title_en: String::new(),
            greeting: String::new(),
            edition,
            place,
            time_zone: "Asia/Shanghai".to_owned(),
            purpose,
            publication,
            approval,
            sponsor,
            office,
            interpreter,
            unit: Vec::new(),
            category,
            standards,
            department: Vec::new(),
            outlet,
            stage,
            result,
            requirement,
            supplement: Vec::new(),
        }
    }

    fn publication(&mut self) -> Publication {
        let owner = self.record("publication.site.owner", Record::SiteOwner);
        let site = owner.map(|owner| Site {
            owner,
            address: self.record("publication.site.address", Record::SiteAddress).unwrap_or_default(),
            phones: self.every(|_| "publication.site.phones".to_owned(), |fact| match fact {
                Fact::Record(Record::SitePhone, text) => Some(text.clone()),
                _ => None,
            }),
            icp: self.record("publication.site.icp", Record::SiteIcp).unwrap_or_default(),
            site_id: self.record("publication.site.site_id", Record::SiteId).unwrap_or_default(),
            police: self.record("publication.site.police", Record::SitePolice).unwrap_or_default(),
        });
        Publication {
            index: self.record("publication.index", Record::Index),
            publisher: self.record("publication.publisher", Record::Publisher),
            header_document: self.record("publication.header_document", Record::HeaderDocument),
            document: self.record("publication.document", Record::Document),
            disclosure: self.record("publication.disclosure", Record::Disclosure),
            name: self.record("publication.name", Record::Name),
            location: self.record("publication.location", Record::Location),
            issued: self.one("publication.issued", |fact| match fact {
                Fact::Issued(date) => Some(*date),
                _ => None,
            }),
            published: self.one("publication.published", |fact| match fact {
                Fact::Published(date) => Some(*date),
                _ => None,
            }),
            addressees: self.every(|_| "publication.addressees".to_owned(), |fact| match fact {
                Fact::Record(Record::Addressee, text) => Some(text.clone()),
                _ => None,
            }),
            site,
        }
    }

    fn sponsors(&mut self) -> Vec<Sponsor> {
        let names = self.every(|n| format!("sponsor[{n}].name"), |fact| match fact {
            Fact::Sponsor(name) => Some(name.clone()),
            _ => None,
        });
        let owner = self.found.iter().enumerate().find_map(|(n, found)| match &found.fact {
            Fact::DocumentOwner(name) => Some((n, names.iter().position(|other| other == name)?)),
            _ => None,
        });
        if let Some((n, sponsor)) = owner {
            self.paths[n] = format!("sponsor[{sponsor}].owns_document");
        }
        let mut names = names;
        if names.is_empty() {
            names.push(TO_DO.to_owned());
            self.make("sponsor[0].name", "to-do");
        }
        let sponsors = names.into_iter().enumerate().map(|(n, name)| {
            self.make(format!("sponsor[{n}].id"), "numbered");
            let owns_document = owner.is_some_and(|(_, sponsor)| sponsor == n);
            Sponsor { id: format!("sponsor-{}", n + 1), name, owns_document, name_en: String::new() }
        });
        sponsors.collect()
    }

    fn office(&mut self, sponsors: &[Sponsor]) -> Office {
        let group = self.text("office.group", |fact| match fact {
            Fact::Group(text) => Some(text.clone()),
            _ => None,
        });
        let name = self.text("office.name", |fact| match fact {
            Fact::Office(text) => Some(text.clone()),
            _ => None,
        });
        let host = self.stated("office.host", |fact| match fact {
            Fact::Host(_, Some(name)) => id_of(sponsors, name),
            _ => None,
        });
        let dissolves = self.one("office.dissolves", |fact| matches!(fact, Fact::Dissolves).then_some(true));
        Office { group, name, host, dissolves: dissolves.unwrap_or(false), clause: self.clause_at("office.group") }
    }

    fn categories(&mut self, short: &str) -> Vec<Category> {
        let mut names = self.every(|n| format!("category[{n}].name"), |fact| match fact {
            Fact::Category(name) => Some(name.clone()),
            _ => None,
        });
        let whole = self.found.iter().any(|found| matches!(found.fact, Fact::Seats { category: None, .. }));
        if names.is_empty() && whole {
            // A plan that tells one number and no classes awards one thing.
            names.push(short.to_owned());
            self.make("category[0].name", "one-category");
        } else if names.is_empty() {
            names.push(TO_DO.to_owned());
            self.make("category[0].name", "to-do");
        }
        let alone = names.len() == 1;
        let mut out = Vec::new();
        for (n, name) in names.into_iter().enumerate() {
            let seats = self.stated(&format!("category[{n}].seats"), |fact| match fact {
                Fact::Seats { category, n, exactly } if category.as_ref() == Some(&name) || (category.is_none() && alone) => {
                    Some(if *exactly { Seats::Exactly(*n) } else { Seats::AtMost(*n) })
                }
                _ => None,
            });
            let standards = self.every(|_| format!("category[{n}].standards"), |fact| match fact {
                Fact::Standard { category, text } if category.as_ref().is_none_or(|of| *of == name) => Some(text.clone()),
                _ => None,
            });
            self.make(format!("category[{n}].id"), "numbered");
            self.make(format!("category[{n}].prefix"), "prefix");
            out.push(Category {
                id: format!("category-{}", n + 1),
                clause: self.clause_at(&format!("category[{n}].name")),
                name,
                name_en: String::new(),
                prefix: prefix(n),
                subject: plan::types::Subject::default(),
                seats,
                scope: Stated::NotStated,
                kinds: Vec::new(),
                needs_employer: false,
                standards,
            });
        }
        out
    }

    fn outlets(&mut self, sponsors: &[Sponsor]) -> Vec<Outlet> {
        let names = self.every(|n| format!("outlet[{n}].name"), |fact| match fact {
            Fact::Outlet(name) => Some(name.clone()),
            _ => None,
        });
        let outlets = names.into_iter().enumerate().map(|(n, name)| {
            self.make(format!("outlet[{n}].id"), "numbered");
            Outlet { id: format!("outlet-{}", n + 1), sponsor: id_of(sponsors, &name), name }
        });
        outlets.collect()
    }

    /// Stages in their order: those with dates by date, each other one behind the last of its kind or an earlier kind.
    fn stages(&mut self, outlets: &[Outlet]) -> Vec<Stage> {
        let mut dated = Vec::new();
        let mut undated = Vec::new();
        for (n, found) in self.found.iter().enumerate() {
            let Fact::Stage { kind, name } = &found.fact else { continue };
            if dated.len() + undated.len() >= LIST_MOST {
                break;
            }
            let window = self.found.get(n + 1).filter(|next| matches!(next.fact, Fact::Window { .. })).map(|_| n + 1);
            let mut stage = blank(*kind, name);
            stage.clause.clone_from(&self.source.sentences[found.at].clause);
            if let Some(Fact::Window { opens, closes }) = window.map(|n| &self.found[n].fact) {
                stage.opens = opens.map_or(Stated::NotStated, Stated::Is);
                stage.closes = closes.map_or(Stated::NotStated, Stated::Is);
            }
            let planned = Planned { n, window, stage };
            if planned.stage.opens.is_stated() { dated.push(planned) } else { undated.push(planned) }
        }
        dated.sort_by_key(|planned| (planned.stage.opens.get().copied(), planned.stage.kind, planned.n));
        let mut all = dated;
        for planned in undated {
            let behind = all.iter().rposition(|other| other.stage.kind <= planned.stage.kind).map_or(0, |n| n + 1);
            all.insert(behind, planned);
        }
        let mut stages: Vec<Stage> = Vec::new();
        for planned in all {
            let n = stages.len();
            let mut stage = planned.stage;
            let same = stages.iter().filter(|other| other.kind == stage.kind).count();
            stage.id = if same == 0 { kind_id(stage.kind).to_owned() } else { format!("{}-{}", kind_id(stage.kind), same + 1) };
            let together = self.source.sentences[self.found[planned.n].at].folded.contains("同时");
            if let Some(before) = stages.last().filter(|_| !together) {
                stage.after = vec![before.id.clone()];
                self.make(format!("stage[{n}].after"), "order");
            }
            self.paths[planned.n] = format!("stage[{n}].name");
            if let Some(window) = planned.window {
                self.paths[window] = format!("stage[{n}].opens");
            }
            self.make(format!("stage[{n}].id"), "kind");
            stages.push(stage);
        }
        for n in 0..stages.len() {
            self.rules(&mut stages, n, outlets);
        }
        stages
    }

    /// The rules of a stage. What is found once in a text belongs to the first stage of its kind.
    fn rules(&mut self, stages: &mut [Stage], n: usize, outlets: &[Outlet]) {
        let kind = stages[n].kind;
        let first = !stages[..n].iter().any(|other| other.kind == kind);
        let at = format!("stage[{n}].{}", kind_id(kind));
        match kind {
            StageKind::Recommend => stages[n].recommend = Some(self.recommend(&at, first)),
            StageKind::Screen => {
                let of = stages.iter().filter(|stage| stage.kind == StageKind::Recommend).map(|stage| stage.id.clone());
                let of = of.collect();
                let candidates_most = self.first(first, &format!("{at}.candidates_most"), |fact| match fact {
                    Fact::CandidatesMost(n) => Some(*n),
                    _ => None,
                });
                stages[n].screen = Some(ScreenRules { of, reason: Vec::new(), candidates_most });
            }
            StageKind::Vote => stages[n].vote = Some(self.vote(&at, first)),
            StageKind::Review => stages[n].review = Some(self.review(&at, first)),
            StageKind::Notice => {
                let list = self.noticed(stages, n);
                stages[n].notice = Some(self.notice(&at, first, list));
            }
            StageKind::Naming => {
                let title = self.first(first, &format!("{at}.title"), |fact| match fact {
                    Fact::Honour(text) => Some(text.clone()),
                    _ => None,
                });
                stages[n].naming = Some(NamingRules {
                    signatories: Stated::NotStated,
                    title,
                    recheck: false,
                    certificate: Stated::NotStated,
                });
            }
            StageKind::Publicity => {
                let ceremony = self.first(first, &format!("{at}.ceremony"), |fact| match fact {
                    Fact::Ceremony(text) => Some(text.clone()),
                    _ => None,
                });
                let outlets = outlets.iter().map(|outlet| outlet.id.clone()).collect();
                stages[n].publicity = Some(PublicityRules { outlets, ceremony });
            }
            StageKind::Closing => {
                stages[n].closing = Some(ClosingRules { successor: Stated::NotStated, done: Stated::NotStated });
            }
        }
    }

    fn first<T>(&mut self, first: bool, path: &str, take: impl Fn(&Fact) -> Option<T>) -> Stated<T> {
        if first { self.stated(path, take) } else { Stated::NotStated }
    }

    fn recommend(&mut self, at: &str, first: bool) -> RecommendRules {
        let brief_most = self.first(first, &format!("{at}.brief_most"), |fact| match fact {
            Fact::BriefMost(n) => Some(*n),
            _ => None,
        });
        let quota = self.first(first, &format!("{at}.quota"), |fact| match fact {
            Fact::Quota(n) => Some(*n),
            _ => None,
        });
        let mut rules = RecommendRules {
            tiers: Vec::new(),
            brief_most,
            quota,
            minutes: false,
            promotion: Vec::new(),
            brief_clause: self.clause_at(&format!("{at}.brief_most")),
        };
        if first {
            rules.tiers = self.every(|_| format!("{at}.tiers"), |fact| match fact {
                Fact::Tier(tier) => Some(*tier),
                _ => None,
            });
            rules.tiers.dedup();
            rules.promotion = self.every(|_| format!("{at}.promotion"), |fact| match fact {
                Fact::Promotion(text) => Some(text.clone()),
                _ => None,
            });
        }
        rules
    }

    fn vote(&mut self, at: &str, first: bool) -> VoteRules {
        let weighted = self.found.iter().any(|found| matches!(found.fact, Fact::Weights { .. }));
        let mode = if weighted && first {
            self.make(format!("{at}.mode"), "weighted");
            Stated::Is(VoteMode::Weighted)
        } else {
            Stated::NotStated
        };
        let ballot = self.first(first, &format!("{at}.ballot"), |fact| match fact {
            Fact::Ballot { least, most } => Some(BallotShape::Approve { least: least.unwrap_or(1), most: *most }),
            _ => None,
        });
        let limits = if first {
            self.every(|_| format!("{at}.limit"), |fact| match fact {
                Fact::Limit { n, day } => Some(Limit { ballots: *n, per: if *day { Per::Day } else { Per::Stage } }),
                _ => None,
            })
        } else {
            Vec::new()
        };
        let display = self.first(first, &format!("{at}.display"), |fact| match fact {
            Fact::Display(display) => Some(display.clone()),
            _ => None,
        });
        let mut channels: Vec<Channel> = Vec::new();
        let names = self.every(|_| format!("{at}.channel"), |fact| match fact {
            Fact::Channel(name) => Some(name.clone()),
            _ => None,
        });
        for name in names {
            let id = channel_id(&name, channels.len());
            // 网络 and 网上 are one way in.
            if !channels.iter().any(|channel| channel.id == id) {
                channels.push(Channel { id, name, identity: Stated::NotStated, paper: None });
            }
        }
        VoteRules {
            mode,
            weight_basis: Stated::NotStated,
            channel: channels,
            ballot,
            limit: if limits.is_empty() { Stated::NotStated } else { Stated::Is(limits) },
            display,
            order: Stated::NotStated,
            ballot_clause: self.clause_at(&format!("{at}.ballot")),
        }
    }

    fn review(&mut self, at: &str, first: bool) -> ReviewRules {
        let mut panel: Vec<PanelSeat> = Vec::new();
        if first {
            let members = self.every(|_| format!("{at}.panel"), |fact| match fact {
                Fact::Panel { name, seats } => Some((name.clone(), *seats)),
                _ => None,
            });
            for (name, seats) in members {
                if panel.iter().any(|other| other.name == name) {
                    continue;
                }
                let id = match name.as_str() {
                    "专家" | "评审专家" => "expert".to_owned(),
                    "媒体代表" => "media".to_owned(),
                    _ => format!("panel-{}", panel.len() + 1),
                };
                let id = if panel.iter().any(|other| other.id == id) { format!("panel-{}", panel.len() + 1) } else { id };
                panel.push(PanelSeat { id, name, seats: seats.map_or(Stated::NotStated, Stated::Is) });
            }
        }
        let rubric = self.first(first, &format!("{at}.rubric"), |fact| match fact {
            Fact::Rubric(items) => {
                let criteria = items.iter().enumerate().map(|(n, (name, most))| Criterion {
                    id: format!("criterion-{}", n + 1),
                    name: name.clone(),
                    most: *most,
                    about: String::new(),
                });
                Some(criteria.collect::<Vec<_>>())
            }
            _ => None,
        });
        let trim = self.first(first, &format!("{at}.trim"), |fact| match fact {
            Fact::Trim(n) => Some(*n),
            _ => None,
        });
        let quorum = self.first(first, &format!("{at}.quorum"), |fact| match fact {
            Fact::Quorum(ratio) => ratio.parse().ok(),
            _ => None,
        });
        let measured = self.first(first, &format!("{at}.rubric_clause"), |fact| match fact {
            Fact::RubricClause(_) => Some(()),
            _ => None,
        });
        ReviewRules {
            panel: if panel.is_empty() { Stated::NotStated } else { Stated::Is(panel) },
            rubric,
            trim,
            sheets_least: Stated::NotStated,
            quorum,
            disclosure: Stated::NotStated,
            recusal: Stated::NotStated,
            rubric_clause: if measured.is_stated() { self.clause_at(&format!("{at}.rubric_clause")) } else { String::new() },
        }
    }

    /// Which list is on notice: as the sentence says, else what the stages before it lead to.
    fn noticed(&mut self, stages: &[Stage], n: usize) -> ListKind {
        let sentence = self.found.iter().zip(&self.paths).find(|(_, path)| **path == format!("stage[{n}].name"));
        let folded = sentence.map(|(found, _)| self.source.sentences[found.at].folded.as_str()).unwrap_or_default();
        let last = pattern!("最终|拟(?:表彰|命名|授予|入选|定)|获奖|评选结果|入选").is_match(folded);
        let chosen = stages[..n].iter().any(|stage| matches!(stage.kind, StageKind::Vote | StageKind::Review));
        if !last {
            self.make(format!("stage[{n}].notice.list"), "list");
        }
        if last || chosen { ListKind::Finalists } else { ListKind::Candidates }
    }

    fn notice(&mut self, at: &str, first: bool, list: ListKind) -> NoticeRules {
        NoticeRules {
            list,
            days: self.first(first, &format!("{at}.days"), |fact| match fact {
                Fact::NoticeDays(n) => Some(*n),
                _ => None,
            }),
            day: self.first(first, &format!("{at}.day"), |fact| match fact {
                Fact::NoticeKind(kind) => Some(*kind),
                _ => None,
            }),
            first: Stated::NotStated,
            receiver: self.first(first, &format!("{at}.receiver"), |fact| match fact {
                Fact::Receiver(text) => Some(text.clone()),
                _ => None,
            }),
            ruling_days: self.first(first, &format!("{at}.ruling_days"), |fact| match fact {
                Fact::RulingDays(n) => Some(*n),
                _ => None,
            }),
            anonymous: Stated::NotStated,
        }
    }

    /// One rule, from the last vote or review to the finalists.
    fn results(&mut self, stages: &[Stage]) -> Vec<ResultRule> {
        let of = |kind| stages.iter().rev().find(|stage| stage.kind == kind);
        let (vote, review) = (of(StageKind::Vote), of(StageKind::Review));
        let Some(after) = stages.iter().rev().find(|stage| matches!(stage.kind, StageKind::Vote | StageKind::Review)) else {
            return Vec::new();
        };
        let parts = vote.zip(review);
        let combine = self.stated("result[0].combine", |fact| match (fact, parts) {
            (Fact::Weights { vote: v, review: r }, Some((vote, review))) => {
                let part = |stage: &Stage, weight: u32| {
                    let weight = weight.to_string().parse().ok()?;
                    Some(Part { stage: stage.id.clone(), weight, normalise: Stated::NotStated })
                };
                Some(Combine::Weighted(vec![part(vote, *v)?, part(review, *r)?]))
            }
            _ => None,
        });
        let decide: Stated<Decide> = self.stated("result[0].decide", |fact| match fact {
            Fact::Decide(decide) => Some(*decide),
            _ => None,
        });
        self.make("result[0].name", "result");
        vec![ResultRule {
            id: "final".to_owned(),
            name: "评选结果".to_owned(),
            after: after.id.clone(),
            yields: ListKind::Finalists,
            combine,
            take: Stated::NotStated,
            decide,
            ties: Stated::NotStated,
            places: Stated::NotStated,
            clause: String::new(),
        }]
    }

    fn requirements(&mut self) -> Vec<Requirement> {
        let mut out: Vec<Requirement> = Vec::new();
        for (n, found) in self.found.iter().enumerate() {
            let Fact::Requirement { title, text } = &found.fact else { continue };
            match out.iter_mut().position(|other| other.title == *title) {
                Some(at) => {
                    out[at].text.push_str(text);
                    self.paths[n] = format!("requirement[{at}].text");
                }
                None if out.len() < LIST_MOST => {
                    self.paths[n] = format!("requirement[{}].text", out.len());
                    let clause = self.source.sentences[found.at].clause.clone();
                    out.push(Requirement { title: title.clone(), text: text.clone(), clause });
                }
                None => {}
            }
        }
        out
    }

    /// Notes stand beside the part of the plan that they belong to.
    fn notes(&mut self, stages: &[Stage], counted: bool) {
        let mut last = String::new();
        for (n, found) in self.found.iter().enumerate() {
            match &found.fact {
                Fact::Stage { .. } => last = self.paths[n].trim_end_matches(".name").to_owned(),
                Fact::Note { near, .. } => {
                    self.paths[n] = match near {
                        Near::Stage => last.clone(),
                        Near::Kind(kind) => {
                            stages.iter().position(|stage| stage.kind == *kind).map(|n| format!("stage[{n}]")).unwrap_or_default()
                        }
                        Near::Result if counted => "result[0]".to_owned(),
                        Near::Category | Near::Result | Near::Plan => String::new(),
                    };
                }
                _ => {}
            }
        }
    }

    fn clause_at(&self, path: &str) -> String {
        let found = self.found.iter().zip(&self.paths).find(|(_, at)| *at == path);
        found.map(|(found, _)| self.source.sentences[found.at].clause.clone()).unwrap_or_default()
    }

    /// From the place's sounds and the year: linyi-2022.
    fn id(&self, place: &str, publication: &Publication, stages: &[Stage]) -> String {
        use pinyin::ToPinyin;
        let bare = place.trim_end_matches(['省', '市', '县', '区', '州', '旗', '盟']);
        let sounds: String = bare.to_pinyin().take(8).flatten().map(|sound| sound.plain()).collect();
        let sounds: String = sounds.chars().filter(char::is_ascii_lowercase).take(40).collect();
        let sounds = if sounds.is_empty() || place == TO_DO { "plan".to_owned() } else { sounds };
        let opens = stages.iter().filter_map(|stage| stage.opens.get()).map(|moment| moment.date.year()).min();
        match publication.issued.map(|date| date.year()).or(opens) {
            Some(year) => format!("{sounds}-{year}"),
            None => sounds,
        }
    }
}

fn id_of(sponsors: &[Sponsor], name: &str) -> Option<String> {
    sponsors.iter().find(|sponsor| sponsor.name == name).map(|sponsor| sponsor.id.clone())
}

fn blank(kind: StageKind, name: &str) -> Stage {
    Stage {
        id: String::new(),
        kind,
        name: name.to_owned(),
        name_en: String::new(),
        opens: Stated::NotStated,
        closes: Stated::NotStated,
        after: Vec::new(),
        clause: String::new(),
        recommend: None,
        screen: None,
        vote: None,
        review: None,
        notice: None,
        naming: None,
        publicity: None,
        closing: None,
    }
}

/// A kind's word in plan files; also its stage's id and its table.
pub fn kind_id(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Recommend => "recommend",
        StageKind::Screen => "screen",
        StageKind::Vote => "vote",
        StageKind::Review => "review",
        StageKind::Notice => "notice",
        StageKind::Naming => "naming",
        StageKind::Publicity => "publicity",
        StageKind::Closing => "closing",
    }
}

fn channel_id(name: &str, n: usize) -> String {
    match name {
        "网络" | "网上" | "网站" | "H5" => "web".to_owned(),
        "微信" | "公众号" | "小程序" => "wechat".to_owned(),
        "短信" | "手机短信" => "sms".to_owned(),
        "报纸" => "newspaper".to_owned(),
        "纸质" => "paper".to_owned(),
        "客户端" | "APP" => "app".to_owned(),
        "固话" | "热线" => "phone".to_owned(),
        "现场" => "site".to_owned(),
        "信函" => "post".to_owned(),
        _ => format!("channel-{}", n + 1),
    }
}

/// A, B, … Z, AA, AB, …
fn prefix(n: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    if n < 26 { letter(n).to_string() } else { format!("{}{}", letter(n / 26 - 1), letter(n)) }
}
