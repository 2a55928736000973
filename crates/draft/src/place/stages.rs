//! The stages of a plan and their rules.

use plan::stage::RecommendRules;
use plan::{
    ClosingRules, Criterion, ListKind, NamingRules, NoticeRules, Number, Outlet, PanelSeat, PublicityRules,
    ReviewRules, ScreenRules, Signed, Stage, StageKind, Stated,
};

use super::{LIST_MOST, Placer};
use crate::fact::{Fact, Rule};
use crate::pattern::pattern;

/// A stage on its way into the plan: its finding, and its window's.
struct Planned {
    n: usize,
    window: Option<usize>,
    stage: Stage,
}

impl Placer<'_> {
    /// Stages in their order: those with dates by date, each other one behind the last of its kind or an earlier kind.
    pub(super) fn stages(&mut self, outlets: &[Outlet]) -> Vec<Stage> {
        let mut dated = Vec::new();
        let mut undated = Vec::new();
        for (n, found) in self.found.iter().enumerate() {
            let (kind, name) = match &found.fact {
                Fact::Stage { kind, name } => (kind, name.as_str()),
                Fact::Rule(Rule::Notice { .. }, _) => (&StageKind::Notice, "公示"),
                _ => continue,
            };
            if dated.len() + undated.len() >= LIST_MOST {
                break;
            }
            let window = self
                .found
                .get(n + 1)
                .filter(|next| matches!(next.fact, Fact::Window { .. } | Fact::Printed(_)))
                .map(|_| n + 1);
            let mut stage = blank(*kind, name);
            stage.clause.clone_from(&self.source.sentences[found.at].clause);
            if let Some(Fact::Window { opens, closes }) = window.map(|n| &self.found[n].fact) {
                stage.opens = opens.map_or(Stated::NotStated, Stated::Is);
                stage.closes = closes.map_or(Stated::NotStated, Stated::Is);
            }
            if let Some(Fact::Printed(text)) = window.map(|n| &self.found[n].fact) {
                stage.printed.clone_from(text);
            }
            let planned = Planned { n, window, stage };
            if planned.stage.opens.is_stated() { dated.push(planned) } else { undated.push(planned) }
        }
        dated.sort_by_key(|planned| (planned.stage.opens.get().copied(), planned.stage.kind, planned.n));
        let mut all = dated;
        for planned in undated {
            // Candidates are made known before they are voted on.
            let list = if planned.stage.kind == StageKind::Notice { self.list_of(planned.n) } else { None };
            let kind = match list {
                Some(ListKind::Recommended) => StageKind::Recommend,
                Some(ListKind::Candidates) => StageKind::Screen,
                _ => planned.stage.kind,
            };
            let behind = all
                .iter()
                .rposition(|other| {
                    other.stage.kind <= kind
                        || kind != planned.stage.kind
                            && other.stage.kind == StageKind::Notice
                            && other.n < planned.n
                            && self.list_of(other.n) == list
                })
                .map_or(0, |n| n + 1);
            all.insert(behind, planned);
        }
        let mut stages: Vec<Stage> = Vec::new();
        for planned in all {
            let n = stages.len();
            let mut stage = planned.stage;
            let same = stages.iter().filter(|other| other.kind == stage.kind).count();
            stage.id = if same == 0 {
                kind_id(stage.kind).to_owned()
            } else {
                format!("{}-{}", kind_id(stage.kind), same + 1)
            };
            let together = self.source.sentences[self.found[planned.n].at].folded.contains("同时");
            if let Some(before) = stages.last().filter(|_| !together) {
                stage.after = vec![before.id.clone()];
                self.make(format!("stage[{n}].after"), "order");
            }
            let again = matches!(self.found[planned.n].fact, Fact::Rule(..));
            self.paths[planned.n] = format!("stage[{n}].{}", if again { "notice.days" } else { "name" });
            if let Some(window) = planned.window {
                let vague = matches!(self.found[window].fact, Fact::Printed(_));
                self.paths[window] = format!("stage[{n}].{}", if vague { "printed" } else { "opens" });
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
        // Objections are told of at the last notice.
        let last_notice = !stages[n + 1..].iter().any(|other| other.kind == StageKind::Notice);
        let again = format!("stage[{n}].notice.days");
        let again = self.paths.iter().position(|path| *path == again);
        if let Some(Fact::Rule(Rule::Notice { list, days, kind }, _)) = again.map(|n| &self.found[n].fact) {
            let mut rules = self.notice(&format!("stage[{n}].notice"), false, last_notice, *list);
            rules.local = *list == ListKind::Recommended;
            rules.days = Stated::Is(*days);
            rules.day = kind.map_or(Stated::NotStated, Stated::Is);
            stages[n].notice = Some(rules);
            return;
        }
        let first = !self.found.iter().zip(&self.paths).any(|(found, path)| {
            matches!(found.fact, Fact::Stage { kind: other, .. } if other == kind)
                && (0..n).any(|before| *path == format!("stage[{before}].name"))
        });
        let at = format!("stage[{n}].{}", kind_id(kind));
        match kind {
            StageKind::Recommend => stages[n].recommend = Some(self.recommend(&at, first)),
            StageKind::Screen => {
                let of = stages
                    .iter()
                    .filter(|stage| stage.kind == StageKind::Recommend)
                    .map(|stage| stage.id.clone());
                let of = of.collect();
                let candidates_most =
                    self.first(first, &format!("{at}.candidates_most"), |fact| match fact {
                        Fact::CandidatesMost(n) => Some(*n),
                        _ => None,
                    });
                stages[n].screen = Some(ScreenRules {
                    of,
                    reason: Vec::new(),
                    candidates_most,
                    consult: Vec::new(),
                    candidates: Stated::NotStated,
                    composition: Vec::new(),
                });
            }
            StageKind::Vote => stages[n].vote = Some(self.vote(&at, first)),
            StageKind::Review => stages[n].review = Some(self.review(&at, first)),
            StageKind::Notice => {
                let list = self.noticed(stages, n);
                let mut rules = self.notice(&at, first, last_notice, list);
                rules.local = list == ListKind::Recommended;
                stages[n].notice = Some(rules);
            }
            StageKind::Naming => {
                let title = self.first(first, &format!("{at}.title"), |fact| match fact {
                    Fact::Honour(text) => Some(text.clone()),
                    _ => None,
                });
                stages[n].naming = Some(NamingRules { title, ..NamingRules::default() });
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
                stages[n].closing =
                    Some(ClosingRules { successor: Stated::NotStated, done: Stated::NotStated });
            }
            StageKind::Event => {}
        }
    }

    pub(super) fn first<T>(
        &mut self,
        first: bool,
        path: &str,
        take: impl Fn(&Fact) -> Option<T>,
    ) -> Stated<T> {
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
            brief_most,
            quota,
            brief_clause: self.clause_at(&format!("{at}.brief_most")),
            ..RecommendRules::default()
        };
        if first {
            rules.tiers = self.every(
                |_| format!("{at}.tiers"),
                |fact| match fact {
                    Fact::Tier(tier) => Some(*tier),
                    _ => None,
                },
            );
            rules.tiers.dedup();
            rules.promotion = self.every(
                |_| format!("{at}.promotion"),
                |fact| match fact {
                    Fact::Promotion(text) => Some(text.clone()),
                    _ => None,
                },
            );
        }
        rules
    }

    fn review(&mut self, at: &str, first: bool) -> ReviewRules {
        let mut panel: Vec<PanelSeat> = Vec::new();
        if first {
            let members = self.every(
                |_| format!("{at}.panel"),
                |fact| match fact {
                    Fact::Panel { name, seats } => Some((name.clone(), *seats)),
                    _ => None,
                },
            );
            for (name, seats) in members {
                if panel.iter().any(|other| other.name == name) {
                    continue;
                }
                let id = match name.as_str() {
                    "专家" | "评审专家" => "expert".to_owned(),
                    "媒体代表" => "media".to_owned(),
                    _ => format!("panel-{}", panel.len() + 1),
                };
                let id = if panel.iter().any(|other| other.id == id) {
                    format!("panel-{}", panel.len() + 1)
                } else {
                    id
                };
                panel.push(PanelSeat {
                    id,
                    name,
                    seats: seats.map_or(Stated::NotStated, |n| Stated::Is(n.into())),
                });
            }
        }
        let rubric = self.first(first, &format!("{at}.rubric"), |fact| match fact {
            Fact::Rubric(items) => {
                let criteria = items.iter().enumerate().map(|(n, (name, most))| Criterion {
                    id: format!("criterion-{}", n + 1),
                    name: name.clone(),
                    most: *most,
                    ..Criterion::default()
                });
                Some(criteria.collect::<Vec<_>>())
            }
            _ => None,
        });
        let rubric = match rubric {
            Stated::NotStated if first => self.criteria(at),
            known => known,
        };
        let trim = self.first(first, &format!("{at}.trim"), |fact| match fact {
            Fact::Trim(n) => Some(*n),
            _ => None,
        });
        let quorum = self.first(first, &format!("{at}.quorum"), |fact| match fact {
            Fact::Quorum(share) => Some((share.share.parse().ok()?, share.reach)),
            _ => None,
        });
        let quorum_reach = quorum.get().and_then(|(_, reach)| *reach);
        let aggregate = self.first(first, &format!("{at}.aggregate"), |fact| match fact {
            Fact::Aggregate(how, _) => Some(*how),
            _ => None,
        });
        let signed = self.signed(&format!("{at}.signed"), first);
        let measured = self.first(first, &format!("{at}.rubric_clause"), |fact| match fact {
            Fact::RubricClause(_) => Some(()),
            _ => None,
        });
        ReviewRules {
            panel: if panel.is_empty() { Stated::NotStated } else { Stated::Is(panel) },
            rubric,
            aggregate,
            trim,
            quorum: quorum.get().map_or(Stated::NotStated, |(share, _)| Stated::Is(Number::clone(share))),
            quorum_reach: quorum_reach.map_or(Stated::NotStated, Stated::Is),
            signed,
            rubric_clause: if measured.is_stated() {
                self.clause_at(&format!("{at}.rubric_clause"))
            } else {
                String::new()
            },
            ..ReviewRules::default()
        }
    }

    /// A score sheet whose lines are paragraphs of their own.
    fn criteria(&mut self, at: &str) -> Stated<Vec<Criterion>> {
        let lines = self.every(
            |n| format!("{at}.rubric[{n}]"),
            |fact| match fact {
                Fact::Rule(Rule::Criterion(name, most), _) => Some((name.clone(), *most)),
                _ => None,
            },
        );
        let lines = lines.into_iter().enumerate().map(|(n, (name, most))| Criterion {
            id: format!("criterion-{}", n + 1),
            name,
            most,
            ..Criterion::default()
        });
        let lines: Vec<Criterion> = lines.collect();
        if lines.is_empty() { Stated::NotStated } else { Stated::Is(lines) }
    }

    /// Whether judges sign. Where one sentence says that they do and another that they do not, two sittings are meant,
    /// and nothing is put down.
    fn signed(&mut self, path: &str, first: bool) -> Stated<Signed> {
        let told = self.found.iter().filter_map(|found| match &found.fact {
            Fact::Signed(signed, _) => Some(signed),
            _ => None,
        });
        let told: Vec<&Signed> = told.collect();
        if !told.windows(2).all(|pair| pair[0] == pair[1]) {
            return Stated::NotStated;
        }
        self.first(first, path, |fact| match fact {
            Fact::Signed(signed, _) => Some(signed.clone()),
            _ => None,
        })
    }

    /// The list that the words of a notice name: those about its days, where they stand in the stage's own sentence.
    fn list_of(&self, n: usize) -> Option<ListKind> {
        if let Fact::Rule(Rule::Notice { list, .. }, _) = &self.found[n].fact {
            return Some(*list);
        }
        let at = self.found[n].at;
        self.found.iter().filter(|found| found.at == at).find_map(|found| match found.fact {
            Fact::NoticeDays(_, list) => list,
            _ => None,
        })
    }

    /// Which list is on notice: as the sentence says, else what the stages before it lead to.
    fn noticed(&mut self, stages: &[Stage], n: usize) -> ListKind {
        let named = self.paths.iter().position(|path| *path == format!("stage[{n}].name"));
        if let Some(list) = named.and_then(|found| self.list_of(found)) {
            return list;
        }
        let sentence =
            self.found.iter().zip(&self.paths).find(|(_, path)| **path == format!("stage[{n}].name"));
        let folded =
            sentence.map(|(found, _)| self.source.sentences[found.at].folded.as_str()).unwrap_or_default();
        let last = pattern!("最终|拟(?:表彰|命名|授予|入选|定)|获奖|评选结果|入选").is_match(folded);
        let chosen =
            stages[..n].iter().any(|stage| matches!(stage.kind, StageKind::Vote | StageKind::Review));
        if !last {
            self.make(format!("stage[{n}].notice.list"), "list");
        }
        if last || chosen { ListKind::Finalists } else { ListKind::Candidates }
    }

    fn notice(&mut self, at: &str, first: bool, last: bool, list: ListKind) -> NoticeRules {
        NoticeRules {
            list,
            days: self.first(first, &format!("{at}.days"), |fact| match fact {
                Fact::NoticeDays(n, _) => Some(*n),
                _ => None,
            }),
            day: self.first(first, &format!("{at}.day"), |fact| match fact {
                Fact::NoticeKind(kind) => Some(*kind),
                _ => None,
            }),
            first: Stated::NotStated,
            at: Vec::new(),
            local: false,
            upheld: Stated::NotStated,
            inquiry: Stated::NotStated,
            receiver: self.first(last, &format!("{at}.receiver"), |fact| match fact {
                Fact::Receiver(text) => Some(text.clone()),
                _ => None,
            }),
            ruling_days: self.first(last, &format!("{at}.ruling_days"), |fact| match fact {
                Fact::RulingDays(n) => Some(*n),
                _ => None,
            }),
            anonymous: Stated::NotStated,
        }
    }
}

fn blank(kind: StageKind, name: &str) -> Stage {
    Stage {
        id: String::new(),
        kind,
        name: name.to_owned(),
        name_en: String::new(),
        category: Vec::new(),
        opens: Stated::NotStated,
        closes: Stated::NotStated,
        lasts: Stated::NotStated,
        hours: Vec::new(),
        opens_within: None,
        closes_within: None,
        standing: false,
        printed: String::new(),
        each_session: false,
        steps: Vec::new(),
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
fn kind_id(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Recommend => "recommend",
        StageKind::Screen => "screen",
        StageKind::Vote => "vote",
        StageKind::Review => "review",
        StageKind::Notice => "notice",
        StageKind::Naming => "naming",
        StageKind::Publicity => "publicity",
        StageKind::Closing => "closing",
        StageKind::Event => "event",
    }
}
