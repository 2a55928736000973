//! The stages of a plan and their rules.

use plan::stage::RecommendRules;
use plan::{
    BallotShape, Channel, ClosingRules, Criterion, Limit, ListKind, NamingRules, NoticeRules, Outlet,
    PanelSeat, Per, PublicityRules, ReviewRules, ScreenRules, Stage, StageKind, Stated, VoteMode, VoteRules,
};

use super::{LIST_MOST, Placer};
use crate::fact::Fact;
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
            let Fact::Stage { kind, name } = &found.fact else { continue };
            if dated.len() + undated.len() >= LIST_MOST {
                break;
            }
            let window =
                self.found.get(n + 1).filter(|next| matches!(next.fact, Fact::Window { .. })).map(|_| n + 1);
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
            let behind =
                all.iter().rposition(|other| other.stage.kind <= planned.stage.kind).map_or(0, |n| n + 1);
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

    fn vote(&mut self, at: &str, first: bool) -> VoteRules {
        let weighted = self.found.iter().any(|found| matches!(found.fact, Fact::Weights { .. }));
        let mode = if weighted && first {
            self.make(format!("{at}.mode"), "weighted");
            Stated::Is(VoteMode::Weighted)
        } else {
            Stated::NotStated
        };
        let ballot = self.first(first, &format!("{at}.ballot"), |fact| match fact {
            Fact::Ballot { least, most } => {
                Some(BallotShape::Approve { least: least.unwrap_or(1), most: *most })
            }
            _ => None,
        });
        let limits = if first {
            self.every(
                |_| format!("{at}.limit"),
                |fact| match fact {
                    Fact::Limit { n, day } => {
                        let per = if *day { Per::Day } else { Per::Stage };
                        Some(Limit { ballots: Some(*n), per, ..Limit::default() })
                    }
                    _ => None,
                },
            )
        } else {
            Vec::new()
        };
        let display = self.first(first, &format!("{at}.display"), |fact| match fact {
            Fact::Display(display) => Some(display.clone()),
            _ => None,
        });
        let mut channels: Vec<Channel> = Vec::new();
        let names = self.every(
            |_| format!("{at}.channel"),
            |fact| match fact {
                Fact::Channel(name) => Some(name.clone()),
                _ => None,
            },
        );
        for name in names {
            let id = channel_id(&name, channels.len());
            // 网络 and 网上 are one way in.
            if !channels.iter().any(|channel| channel.id == id) {
                channels.push(Channel { id, name, ..Channel::default() });
            }
        }
        VoteRules {
            mode,
            channel: channels,
            ballot,
            limit: if limits.is_empty() { Stated::NotStated } else { Stated::Is(limits) },
            display,
            ballot_clause: self.clause_at(&format!("{at}.ballot")),
            ..VoteRules::default()
        }
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
                panel.push(PanelSeat { id, name, seats: seats.map_or(Stated::NotStated, Stated::Is) });
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
            quorum,
            rubric_clause: if measured.is_stated() {
                self.clause_at(&format!("{at}.rubric_clause"))
            } else {
                String::new()
            },
            ..ReviewRules::default()
        }
    }

    /// Which list is on notice: as the sentence says, else what the stages before it lead to.
    fn noticed(&mut self, stages: &[Stage], n: usize) -> ListKind {
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
            at: Vec::new(),
            local: false,
            upheld: Stated::NotStated,
            inquiry: Stated::NotStated,
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
}

fn blank(kind: StageKind, name: &str) -> Stage {
    Stage {
        id: String::new(),
        kind,
        name: name.to_owned(),
        name_en: String::new(),
        opens: Stated::NotStated,
        closes: Stated::NotStated,
        lasts: Stated::NotStated,
        hours: Vec::new(),
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
