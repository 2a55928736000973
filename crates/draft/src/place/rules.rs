//! Rules that stand in one place of a plan: put there when the plan is whole, because they name its stages, its parts
//! and its criteria. One that names what the plan does not have stays beside it.

use plan::review::RecusalRules;
use plan::types::Eligibility;
use plan::{
    Approval, Award, Channel, Combine, Cycle, ListKind, Listed, Measure, Normalise, Number, Part, Plan,
    Spoils, Sponsor, StageKind, Stated, Supervisor, TO_DO, Take, TieStep,
};

use super::Placer;
use super::vote::channel_id;
use crate::fact::{BallotFault, Fact, Normal, Rule, Tie, Ways};
use crate::rules::{of_review, of_vote};

impl Placer<'_> {
    /// Puts every rule where it belongs.
    pub(super) fn rules_of(&mut self, plan: &mut Plan) {
        self.chain(plan);
        let mut stage = None;
        for n in 0..self.found.len() {
            let found = &self.found[n];
            if matches!(found.fact, Fact::Stage { .. }) {
                stage = self.paths[n]
                    .strip_prefix("stage[")
                    .and_then(|rest| rest.split(']').next()?.parse::<usize>().ok());
            }
            let Fact::Rule(rule, words) = &found.fact else { continue };
            if !self.paths[n].is_empty() {
                continue;
            }
            let clause = self.source.sentences[found.at].clause.clone();
            let path = match rule {
                Rule::Fault(..)
                | Rule::Asks(..)
                | Rule::Identity(..)
                | Rule::NoCopies
                | Rule::Order(_)
                | Rule::Change(_)
                | Rule::Mode(_) => ballot(plan, rule),
                Rule::Parts(_) | Rule::Normalise(_) | Rule::Take(_) | Rule::Vacancy => self.score(plan, rule),
                Rule::Places { .. } | Rule::Recusal(_) => review(plan, rule, clause),
                Rule::NoticeAt(_) | Rule::Upheld(_) | Rule::Anonymous(_) => {
                    self.notice_rule(plan, rule, found.at)
                }
                Rule::Hours(hours) => stage.and_then(|n| {
                    plan.stage.get_mut(n)?.hours.push(*hours);
                    Some(format!("stage[{n}].hours"))
                }),
                Rule::Revocation => of(plan, StageKind::Naming).and_then(|n| {
                    let rules = plan.stage[n].naming.as_mut()?;
                    silent(&mut rules.revocation, words.clone())?;
                    Some(format!("stage[{n}].naming.revocation"))
                }),
                Rule::Signatories => of(plan, StageKind::Naming).and_then(|n| {
                    let own = plan.sponsor.iter().filter(|it| it.part.is_none() && it.name != TO_DO);
                    let own: Vec<String> = own.map(|it| it.id.clone()).collect();
                    let rules = plan.stage[n].naming.as_mut().filter(|_| !own.is_empty())?;
                    silent(&mut rules.signatories, own)?;
                    Some(format!("stage[{n}].naming.signatories"))
                }),
                Rule::Agrees(by, kind) => agrees(plan, Approval { by: by.clone(), kind: *kind, clause }),
                Rule::Composition { .. } => self.composed(plan, rule, words, clause),
                _ => self.bodies(plan, rule, words, clause),
            };
            self.paths[n] = path.unwrap_or_default();
        }
    }

    fn bodies(&mut self, plan: &mut Plan, rule: &Rule, words: &str, clause: String) -> Option<String> {
        match rule {
            Rule::OneAward => {
                silent(&mut plan.one_award, true)?;
                Some("one_award".to_owned())
            }
            Rule::Candidates(n) => {
                plan.listed.push(Listed { list: ListKind::Candidates, category: None, number: *n });
                Some(format!("listed[{}].number", plan.listed.len() - 1))
            }
            Rule::Eligible { least, most, excludes } => {
                let rule = Eligibility {
                    text: words.to_owned(),
                    when: None,
                    age_least: *least,
                    age_most: *most,
                    age_on: None,
                    from: None,
                    until: None,
                    excludes: *excludes,
                };
                plan.category.iter_mut().for_each(|category| category.eligibility.push(rule.clone()));
                Some("category[0].eligibility".to_owned())
            }
            Rule::PerPerson(n) => {
                let place = of(plan, StageKind::Recommend)?;
                silent(&mut plan.stage[place].recommend.as_mut()?.per_person, *n)?;
                Some(format!("stage[{place}].recommend.per_person"))
            }
            Rule::Prize { name, yuan } => self.prize(plan, name, *yuan, clause),
            Rule::PrizeTotal(yuan) => {
                plan.prize_total = Some(yuan.to_string().parse().ok()?);
                Some("prize_total".to_owned())
            }
            Rule::Partner(part, name) => {
                if plan.sponsor.iter().any(|sponsor| sponsor.name == *name) {
                    return None;
                }
                let n = plan.sponsor.len();
                self.make(format!("sponsor[{n}].id"), "numbered");
                plan.sponsor.push(Sponsor {
                    id: format!("sponsor-{}", n + 1),
                    name: name.clone(),
                    part: Some(*part),
                    ..Sponsor::default()
                });
                Some(format!("sponsor[{n}].name"))
            }
            Rule::Supervisor(name, over) => {
                plan.supervisor.push(Supervisor { name: name.clone(), over: *over, clause });
                Some(format!("supervisor[{}].name", plan.supervisor.len() - 1))
            }
            Rule::Cycle(months) => {
                plan.cycle = Some(Cycle {
                    months: Stated::Is(*months),
                    result_due: Stated::NotStated,
                    feeds: Stated::NotStated,
                    earlier: Vec::new(),
                });
                Some("cycle.months".to_owned())
            }
            _ => None,
        }
    }

    /// Money for each of an award, or of a category, which then is an award's.
    fn prize(&mut self, plan: &mut Plan, name: &str, yuan: u32, clause: String) -> Option<String> {
        let money: Number = yuan.to_string().parse().ok()?;
        if let Some(n) = plan.award.iter().position(|award| award.name == name) {
            plan.award[n].prize = Some(money);
            return Some(format!("award[{n}].prize"));
        }
        let category = plan.category.iter().find(|category| category.name == name)?;
        let n = plan.award.len();
        self.make(format!("award[{n}].id"), "numbered");
        plan.award.push(Award {
            id: format!("award-{}", n + 1),
            name: category.name.clone(),
            category: vec![category.id.clone()],
            seats: category.seats.clone(),
            prize: Some(money),
            prize_together: None,
            currency: None,
            to_bodies: false,
            title: String::new(),
            eligibility: Vec::new(),
            about: String::new(),
            clause,
        });
        Some(format!("award[{n}].prize"))
    }

    fn score(&mut self, plan: &mut Plan, rule: &Rule) -> Option<String> {
        match rule {
            Rule::Parts(parts) => self.parts(plan, parts),
            Rule::Normalise(how) => {
                let votes: Vec<String> = plan.stages(StageKind::Vote).map(|stage| stage.id.clone()).collect();
                let Some(Combine::Weighted(parts)) = plan.result.first_mut()?.combine.get().cloned() else {
                    return None;
                };
                let mut parts = parts;
                let of_votes: Vec<usize> = (0..parts.len())
                    .filter(|n| votes.contains(&parts[*n].stage) && parts[*n].normalise.is_silent())
                    .collect();
                // Which of several parts is meant nobody can tell.
                let [only] = of_votes.as_slice() else { return None };
                parts[*only].normalise = Stated::Is(match how {
                    Normal::DivideByMaximum => Normalise::DivideByMaximum,
                    Normal::Share => Normalise::Share,
                    Normal::RankStep(first, step) => Normalise::RankStep {
                        first: first.to_string().parse().ok()?,
                        step: step.to_string().parse().ok()?,
                    },
                });
                plan.result.first_mut()?.combine = Stated::Is(Combine::Weighted(parts));
                Some("result[0].combine".to_owned())
            }
            Rule::Take(n) => {
                silent(&mut plan.result.first_mut()?.take, Take::Count(*n))?;
                Some("result[0].take".to_owned())
            }
            Rule::Vacancy => {
                silent(&mut plan.result.first_mut()?.vacancy, true)?;
                Some("result[0].vacancy".to_owned())
            }
            _ => None,
        }
    }

    /// Each part is the vote, channels of it, the review, or a figure from elsewhere.
    fn parts(&mut self, plan: &mut Plan, told: &[(String, u32)]) -> Option<String> {
        let rule = plan.result.first()?;
        if !rule.combine.is_silent() {
            return None;
        }
        let stage = |kind| plan.stages(kind).next();
        let votes = told.iter().filter(|(name, _)| of_vote(name)).count();
        let channels = stage(StageKind::Vote).and_then(|stage| stage.vote.as_ref()).map(|it| &it.channel);
        let (mut parts, mut measures) = (Vec::new(), Vec::new());
        for (name, weight) in told {
            let weight = Stated::Is(weight.to_string().parse().ok()?);
            let own: Vec<String> = channels.map(|all| named(all, name)).unwrap_or_default();
            if of_review(name) {
                let stage = stage(StageKind::Review)?.id.clone();
                if parts.iter().any(|part: &Part| part.stage == stage) {
                    return None;
                }
                parts.push(Part { stage, weight, ..Part::default() });
            } else if of_vote(name) && votes == 1 {
                parts.push(Part { stage: stage(StageKind::Vote)?.id.clone(), weight, ..Part::default() });
            } else if of_vote(name) || !own.is_empty() {
                // Two parts of one vote are told apart by their channels.
                let taken = |part: &Part| part.channel.iter().any(|id| own.contains(id));
                if own.is_empty() || parts.iter().any(taken) {
                    return None;
                }
                parts.push(Part {
                    id: Some(format!("part-{}", parts.len() + 1)),
                    name: name.clone(),
                    stage: stage(StageKind::Vote)?.id.clone(),
                    channel: own,
                    weight,
                    ..Part::default()
                });
            } else {
                let id = format!("measure-{}", plan.measure.len() + measures.len() + 1);
                measures.push(Measure {
                    id: id.clone(),
                    name: name.clone(),
                    about: String::new(),
                    distinct: false,
                });
                parts.push(Part { measure: Some(id), weight, ..Part::default() });
            }
        }
        for measure in measures {
            self.make(format!("measure[{}].id", plan.measure.len()), "measure");
            plan.measure.push(measure);
        }
        plan.result.first_mut()?.combine = Stated::Is(Combine::Weighted(parts));
        Some("result[0].combine".to_owned())
    }

    /// Rules of the notice of which the same sentence speaks; else of the last one, which is that of who is chosen.
    fn notice_rule(&self, plan: &mut Plan, rule: &Rule, at: usize) -> Option<String> {
        let beside = self.found.iter().zip(&self.paths).find_map(|(found, path)| {
            let notice = matches!(
                found.fact,
                Fact::NoticeDays(..)
                    | Fact::Rule(Rule::Notice { .. }, _)
                    | Fact::Stage { kind: StageKind::Notice, .. }
            );
            let place = path.strip_prefix("stage[")?.split(']').next()?.parse::<usize>().ok()?;
            (notice && found.at == at).then_some(place)
        });
        let last = plan.stage.iter().rposition(|stage| stage.kind == StageKind::Notice);
        let only = plan.stages(StageKind::Notice).count() == 1;
        let place = match rule {
            Rule::NoticeAt(_) => beside.or(last.filter(|_| only))?,
            _ => beside.or(last)?,
        };
        let rules = plan.stage.get_mut(place)?.notice.as_mut()?;
        let at = format!("stage[{place}].notice");
        match rule {
            Rule::NoticeAt(text) => {
                rules.at.push(text.clone());
                Some(format!("{at}.at"))
            }
            Rule::Upheld(what) => {
                silent(&mut rules.upheld, *what)?;
                Some(format!("{at}.upheld"))
            }
            Rule::Anonymous(taken) => {
                silent(&mut rules.anonymous, *taken)?;
                Some(format!("{at}.anonymous"))
            }
            _ => None,
        }
    }

    /// The chain of ties, where every step names what the plan has.
    fn chain(&mut self, plan: &mut Plan) {
        let told: Vec<(usize, &Vec<Tie>)> = self
            .found
            .iter()
            .enumerate()
            .filter_map(|(n, found)| match &found.fact {
                Fact::Rule(Rule::Ties(steps), _) => Some((n, steps)),
                _ => None,
            })
            .collect();
        // Parts are placed before the chain that names them.
        for n in 0..self.found.len() {
            if let Fact::Rule(Rule::Parts(parts), _) = &self.found[n].fact {
                self.paths[n] = self.parts(plan, parts).unwrap_or_default();
            }
        }
        let steps: Option<Vec<TieStep>> =
            told.iter().flat_map(|(_, steps)| steps.iter()).map(|step| tie(plan, step)).collect();
        let (Some(steps), Some(rule)) = (steps, plan.result.first_mut()) else { return };
        if steps.is_empty() || !rule.ties.is_silent() {
            return;
        }
        rule.ties = Stated::Is(steps);
        for (n, _) in told {
            self.paths[n] = "result[0].ties".to_owned();
        }
    }
}

fn tie(plan: &Plan, step: &Tie) -> Option<TieStep> {
    let name = match step {
        Tie::Resolution => return Some(TieStep::Resolution),
        Tie::All => return Some(TieStep::All),
        Tie::Higher(name) => name,
    };
    let criteria = plan.stages(StageKind::Review).filter_map(|stage| stage.review.as_ref()?.rubric.get());
    if let Some(criterion) = criteria.flatten().find(|criterion| criterion.name == *name) {
        return Some(TieStep::Criterion(criterion.id.clone()));
    }
    let parts = plan.result.first()?.combine.get()?.parts();
    let measure = plan.measure.iter().find(|measure| measure.name == *name);
    if let Some(measure) = measure {
        return Some(TieStep::Measure(measure.id.clone()));
    }
    let kind = if of_review(name) {
        StageKind::Review
    } else if of_vote(name) {
        StageKind::Vote
    } else {
        return None;
    };
    let mut of_kind =
        parts.iter().filter(|part| plan.stage(&part.stage).is_some_and(|stage| stage.kind == kind));
    let only = of_kind.next()?;
    of_kind.next().is_none().then(|| TieStep::Part(only.key().to_owned()))
}

/// The channels whose names stand in a text.
fn named(channels: &[Channel], text: &str) -> Vec<String> {
    let fits = |channel: &&Channel| {
        text.contains(channel.name.as_str())
            || (channel.id == "web" && ["网络", "网上", "网站"].iter().any(|name| text.contains(name)))
    };
    channels.iter().filter(fits).map(|channel| channel.id.clone()).collect()
}

/// Sets what is silent; what is already said stays, and nothing is told of it.
fn silent<T>(place: &mut Stated<T>, value: T) -> Option<()> {
    place.is_silent().then(|| *place = Stated::Is(value))
}

fn of(plan: &Plan, kind: StageKind) -> Option<usize> {
    plan.stage.iter().position(|stage| stage.kind == kind)
}

/// Rules of the first vote and of its channels.
fn ballot(plan: &mut Plan, rule: &Rule) -> Option<String> {
    let n = of(plan, StageKind::Vote)?;
    let categories = plan.category.len();
    let rules = plan.stage[n].vote.as_mut()?;
    let at = format!("stage[{n}].vote");
    match rule {
        Rule::Fault(fault, spoils) => {
            // One category is all of a paper.
            let spoils = if categories == 1 && *spoils == Spoils::Category { Spoils::Paper } else { *spoils };
            let (place, key) = match fault {
                BallotFault::TooMany => (&mut rules.faults.too_many, "too-many"),
                BallotFault::TooFew => (&mut rules.faults.too_few, "too-few"),
            };
            silent(place, spoils)?;
            Some(format!("{at}.faults.{key}"))
        }
        Rule::Order(order) => {
            silent(&mut rules.order, *order)?;
            Some(format!("{at}.order"))
        }
        Rule::Change(may) => {
            silent(&mut rules.change, *may)?;
            Some(format!("{at}.change"))
        }
        Rule::Mode(mode) => {
            silent(&mut rules.mode, *mode)?;
            Some(format!("{at}.mode"))
        }
        Rule::Asks(asks, ways) => {
            let places = meant(&rules.channel, ways);
            for place in &places {
                let known = &mut rules.channel[*place].asks;
                known.extend(asks.iter().filter(|ask| !known.contains(ask)).copied().collect::<Vec<_>>());
            }
            Some(format!("{at}.channel[{}].asks", places.first()?))
        }
        Rule::Identity(identity, ways) => {
            let places = meant(&rules.channel, ways);
            for place in &places {
                silent(&mut rules.channel[*place].identity, *identity)?;
            }
            Some(format!("{at}.channel[{}].identity", places.first()?))
        }
        Rule::NoCopies => {
            let on_paper = |channel: &Channel| matches!(channel.id.as_str(), "newspaper" | "paper" | "post");
            let places: Vec<usize> =
                (0..rules.channel.len()).filter(|place| on_paper(&rules.channel[*place])).collect();
            for place in &places {
                rules.channel[*place].copies = Stated::Is(false);
            }
            Some(format!("{at}.channel[{}].copies", places.first()?))
        }
        _ => None,
    }
}

/// The channels that a rule means; none where it names one that the plan does not have.
fn meant(channels: &[Channel], ways: &Ways) -> Vec<usize> {
    let all = || (0..channels.len()).collect::<Vec<usize>>();
    match ways {
        Ways::All => all(),
        Ways::Unsaid if channels.len() == 1 => all(),
        Ways::Unsaid => Vec::new(),
        Ways::Named(names) => {
            let find = |name: &String| {
                let id = channel_id(name, usize::MAX);
                channels.iter().position(|channel| channel.id == id || channel.name == *name)
            };
            names.iter().map(find).collect::<Option<Vec<usize>>>().unwrap_or_default()
        }
    }
}

fn review(plan: &mut Plan, rule: &Rule, clause: String) -> Option<String> {
    if let Rule::Places { n, panel: false } = rule {
        silent(&mut plan.result.first_mut()?.places, *n)?;
        return Some("result[0].places".to_owned());
    }
    let place = of(plan, StageKind::Review)?;
    let rules = plan.stage[place].review.as_mut()?;
    let at = format!("stage[{place}].review");
    match rule {
        Rule::Places { n, .. } => {
            silent(&mut rules.places, *n)?;
            Some(format!("{at}.places"))
        }
        Rule::Recusal(grounds) => {
            let grounds = grounds.clone();
            silent(
                &mut rules.recusal,
                RecusalRules { grounds, everywhere: false, follows: Vec::new(), clause },
            )?;
            Some(format!("{at}.recusal"))
        }
        _ => None,
    }
}

/// Whoever must agree does so before anybody is named.
fn agrees(plan: &mut Plan, approval: Approval) -> Option<String> {
    if let Some(n) = of(plan, StageKind::Naming) {
        plan.stage[n].naming.as_mut()?.approval.push(approval);
        return Some(format!("stage[{n}].naming.approval"));
    }
    plan.result.first_mut()?.approval.push(approval);
    Some("result[0].approval".to_owned())
}
