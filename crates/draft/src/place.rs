//! Where what was found becomes a plan: the one place that knows both the facts and the plan's types. A rule that a
//! plan file cannot hold yet is a note here, and becomes a value when the types have room for it.

mod awards;
mod composition;
mod rules;
mod stages;
mod vote;

use std::collections::BTreeMap;

use plan::types::{FORMAT, Requirement, Site, Standards};
use plan::{
    Combine, Decide, ListKind, Office, Outlet, Part, Plan, Publication, ResultRule, Sponsor, Stage,
    StageKind, Stated, SupportBar, SupportRule, TO_DO,
};

use crate::fact::{Fact, Found, Near, Record};
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

impl Placer<'_> {
    /// The first fact of a sort, put at a path.
    fn one<T>(&mut self, path: &str, take: impl Fn(&Fact) -> Option<T>) -> Option<T> {
        let (n, value) =
            self.found.iter().enumerate().find_map(|(n, found)| Some((n, take(&found.fact)?)))?;
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
        let purpose = self.every(
            |_| "purpose".to_owned(),
            |fact| match fact {
                Fact::Purpose(text) => Some(text.clone()),
                _ => None,
            },
        );
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
        let award = self.awards();
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
        for (key, how) in
            [("format", "format"), ("rules", "format"), ("id", "id"), ("time_zone", "time-zone")]
        {
            self.make(key, how);
        }
        let mut plan = Plan {
            format: FORMAT,
            rules: plan::types::RULES_VERSION,
            id: self.id(&place, &publication, &stage),
            title,
            short,
            title_en: String::new(),
            greeting: String::new(),
            edition,
            place: if place == TO_DO { Stated::NotStated } else { Stated::Is(place) },
            time_zone: Stated::Is("Asia/Shanghai".to_owned()),
            purpose,
            publication,
            approval,
            sponsor,
            office,
            interpreter,
            supervisor: Vec::new(),
            cycle: None,
            unit: Vec::new(),
            category,
            electorate: Vec::new(),
            listed: Vec::new(),
            attribute: Vec::new(),
            measure: Vec::new(),
            award,
            one_award: Stated::NotStated,
            currency: None,
            prize_total: None,
            standards,
            department: Vec::new(),
            outlet,
            stage,
            result,
            requirement,
            supplement: Vec::new(),
            silent: Vec::new(),
        };
        self.rules_of(&mut plan);
        self.notes(&plan.stage, !plan.result.is_empty());
        plan
    }

    fn publication(&mut self) -> Publication {
        let owner = self.record("publication.site.owner", Record::SiteOwner);
        let site = owner.map(|owner| Site {
            owner,
            address: self.record("publication.site.address", Record::SiteAddress).unwrap_or_default(),
            phones: self.every(
                |_| "publication.site.phones".to_owned(),
                |fact| match fact {
                    Fact::Record(Record::SitePhone, text) => Some(text.clone()),
                    _ => None,
                },
            ),
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
            addressees: self.every(
                |_| "publication.addressees".to_owned(),
                |fact| match fact {
                    Fact::Record(Record::Addressee, text) => Some(text.clone()),
                    _ => None,
                },
            ),
            site,
        }
    }

    fn sponsors(&mut self) -> Vec<Sponsor> {
        let names = self.every(
            |n| format!("sponsor[{n}].name"),
            |fact| match fact {
                Fact::Sponsor(name) => Some(name.clone()),
                _ => None,
            },
        );
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
            Sponsor { id: format!("sponsor-{}", n + 1), name, owns_document, ..Sponsor::default() }
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
        Office {
            group,
            name,
            host,
            dissolves: dissolves.unwrap_or(false),
            clause: self.clause_at("office.group"),
        }
    }

    fn outlets(&mut self, sponsors: &[Sponsor]) -> Vec<Outlet> {
        let names = self.every(
            |n| format!("outlet[{n}].name"),
            |fact| match fact {
                Fact::Outlet(name) => Some(name.clone()),
                _ => None,
            },
        );
        let outlets = names.into_iter().enumerate().map(|(n, name)| {
            self.make(format!("outlet[{n}].id"), "numbered");
            Outlet { id: format!("outlet-{}", n + 1), sponsor: id_of(sponsors, &name), name }
        });
        outlets.collect()
    }

    /// One rule, from the last vote or review to the finalists.
    fn results(&mut self, stages: &[Stage]) -> Vec<ResultRule> {
        let of = |kind| stages.iter().rev().find(|stage| stage.kind == kind);
        let (vote, review) = (of(StageKind::Vote), of(StageKind::Review));
        let Some(after) =
            stages.iter().rev().find(|stage| matches!(stage.kind, StageKind::Vote | StageKind::Review))
        else {
            return Vec::new();
        };
        let parts = vote.zip(review);
        let weighted = self.found.iter().any(|found| matches!(found.fact, Fact::Weights { .. }));
        let combine = self.stated("result[0].combine", |fact| match (fact, parts) {
            (Fact::Weights { vote: v, review: r }, Some((vote, review))) => {
                let part = |stage: &Stage, weight: u32| {
                    let weight = Stated::Is(weight.to_string().parse().ok()?);
                    Some(Part { stage: stage.id.clone(), weight, ..Part::default() })
                };
                Some(Combine::Weighted(vec![part(vote, *v)?, part(review, *r)?]))
            }
            // A bar is how winners are found where no weights are.
            (Fact::Threshold(share, of), _) if !weighted => Some(Combine::Support(SupportRule {
                stage: review?.id.clone(),
                of: of.map_or(Stated::NotStated, Stated::Is),
                bar: Stated::Is(vec![SupportBar {
                    when: None,
                    from: None,
                    entrants: None,
                    share: share.share.parse().ok()?,
                    reach: share.reach.map_or(Stated::NotStated, Stated::Is),
                }]),
                ballots: None,
                further: None,
                casting: None,
            })),
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
            after: after.id.clone().into(),
            yields: ListKind::Finalists,
            among: None,
            category: Vec::new(),
            apart_by: None,
            combine,
            fewest: Vec::new(),
            take: Stated::NotStated,
            award: Vec::new(),
            decide,
            ties: Stated::NotStated,
            places: Stated::NotStated,
            rounding: None,
            composition: Vec::new(),
            approval: Vec::new(),
            vacancy: Stated::NotStated,
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
                        Near::Kind(kind) => stages
                            .iter()
                            .position(|stage| stage.kind == *kind)
                            .map(|n| format!("stage[{n}]"))
                            .unwrap_or_default(),
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
        let opens =
            stages.iter().filter_map(|stage| stage.opens.get()).map(|moment| moment.date.year()).min();
        match publication.issued.map(|date| date.year()).or(opens) {
            Some(year) => format!("{sounds}-{year}"),
            None => sounds,
        }
    }
}

fn id_of(sponsors: &[Sponsor], name: &str) -> Option<String> {
    sponsors.iter().find(|sponsor| sponsor.name == name).map(|sponsor| sponsor.id.clone())
}
