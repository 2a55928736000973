//! Counts by rounds in plain words: whole, a line a round, and as the story of one candidate.

use plan::Break;
use text::{Lang, args};

use super::{Names, number};
use crate::exact::Exact;
use crate::ranked::{
    About, Course, ElectedBy, Given, Move, Nomination, PointRound, Round, RunoffPlace, Settled, SettledEnd,
    SupportRound, Why,
};
use crate::steps::Step;

impl Names<'_> {
    /// A step that concerns everybody and has rounds, places, ballots or awards: a line each. `None`: it has not.
    pub(super) fn by_rounds(&self, step: &Step) -> Option<Vec<String>> {
        match step {
            Step::Runoff { places } => Some(self.places(places)),
            Step::Transfer { course } => Some(self.course(course)),
            Step::Nomination { nomination } => Some(self.nomination(nomination)),
            Step::Support { rounds } => Some(self.support(rounds)),
            Step::Lists { given } => Some(given.iter().map(|award| self.given(award)).collect()),
            _ => None,
        }
    }

    /// What a count by rounds was for one candidate, a sentence for each round in which something happened to them.
    /// Empty for every other step.
    pub fn story(&self, step: &Step, candidate: &str) -> Vec<String> {
        match step {
            Step::Runoff { places } => self.story_of_places(places, candidate),
            Step::Transfer { course } => self.story_of_course(course, candidate),
            Step::Nomination { nomination } => self.story_of_nomination(nomination, candidate),
            Step::Support { rounds } => {
                let round = |(n, round): (u64, &SupportRound)| {
                    if round.out.iter().any(|who| who == candidate) {
                        return Some(self.ta("count-story-not-again", &args! { "n" => n }));
                    }
                    let stood = round.of.get_key_value(candidate)?;
                    if round.anew {
                        let args = args! { "n" => n, "votes" => self.had(stood) };
                        return Some(self.ta("count-step-ballot-anew", &args));
                    }
                    let args = args! { "n" => n, "votes" => self.stood(stood) };
                    Some(self.ta("count-step-ballot", &args))
                };
                (1..).zip(rounds).filter_map(round).collect()
            }
            Step::Lists { given } => {
                let concerns = |award: &&Given| {
                    award
                        .to
                        .iter()
                        .chain(award.passed_over.iter().map(|(who, _)| who))
                        .any(|who| who == candidate)
                };
                given.iter().filter(concerns).map(|award| self.given(award)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn places(&self, places: &[RunoffPlace]) -> Vec<String> {
        let mut lines = Vec::new();
        for (n, place) in (1_u64..).zip(places) {
            lines.push(self.ta("count-step-place", &args! { "n" => n }));
            lines.extend(self.course(&place.course));
            lines.extend(self.against(place));
        }
        lines
    }

    fn against(&self, place: &RunoffPlace) -> Option<String> {
        place.against.as_ref().map(|held| {
            let who = self.who(&held.candidate);
            let args = args! { "who" => who, "ahead" => held.ahead, "behind" => held.behind };
            self.ta("count-step-against", &args)
        })
    }

    /// A course, a line a round: who had what, who was elected or fell out, where the votes went.
    fn course(&self, course: &Course) -> Vec<String> {
        let quota =
            course.quota.iter().map(|quota| self.ta("count-step-quota", &args! { "n" => number(quota) }));
        let round = |(n, round): (u64, &Round)| {
            let mut had: Vec<(&String, &Exact)> = round.votes.iter().collect();
            had.sort_by(|(_, a), (_, b)| b.cmp(a));
            let mut had: Vec<String> =
                had.into_iter().map(|(who, votes)| format!("{} {}", self.who(who), number(votes))).collect();
            if !round.exhausted.is_zero() {
                had.push(self.ta("count-step-spent", &args! { "n" => number(&round.exhausted) }));
            }
            let mut then: Vec<String> = round.ties.iter().map(|tie| self.settled(tie)).collect();
            let elected = self.list(round.elected.iter().map(|elected| self.who(&elected.candidate)));
            if !elected.is_empty() {
                then.push(self.ta("count-step-elected", &args! { "who" => elected }));
            }
            let out = round.moves.iter().filter(|moved| moved.why == Why::Out);
            then.push(self.fell(out.map(|moved| moved.from.as_str())));
            then.extend(round.moves.iter().map(|moved| self.moved(moved)));
            self.ta(
                "count-step-round",
                &args! { "n" => n, "votes" => self.list(had), "then" => then.concat() },
            )
        };
        quota.chain((1..).zip(&course.rounds).map(round)).collect()
    }

    fn nomination(&self, nomination: &Nomination) -> Vec<String> {
        let round = |(n, round): (u64, &PointRound)| {
            let mut had: Vec<_> = round.of.iter().collect();
            had.sort_by(|(_, a), (_, b)| b.points.cmp(&a.points));
            let had = had.into_iter().map(|(who, had)| {
                let args = args! { "who" => self.who(who), "n" => number(&had.points), "of" => had.ballots };
                self.ta("count-step-points", &args)
            });
            let then = self.fell(round.out.iter().map(String::as_str));
            self.ta("count-step-round", &args! { "n" => n, "votes" => self.list(had), "then" => then })
        };
        (1..).zip(&nomination.rounds).map(round).collect()
    }

    fn support(&self, rounds: &[SupportRound]) -> Vec<String> {
        let round = |(n, round): (u64, &SupportRound)| {
            let mut had: Vec<_> = round.of.iter().collect();
            had.sort_by_key(|(_, stood)| std::cmp::Reverse(stood.support));
            if round.anew {
                let had = had.into_iter().map(|stood| self.had(stood));
                return self.ta("count-step-ballot-anew", &args! { "n" => n, "votes" => self.list(had) });
            }
            let had = had.into_iter().map(|stood| self.stood(stood));
            let mut told = self.ta("count-step-ballot", &args! { "n" => n, "votes" => self.list(had) });
            if !round.out.is_empty() {
                let out = self.list(round.out.iter().map(|who| self.who(who)));
                told += match self.lang {
                    Lang::Zh => "",
                    Lang::En => " ",
                };
                told += &self.ta("count-step-not-again", &args! { "who" => out });
            }
            told
        };
        (1..).zip(rounds).map(round).collect()
    }

    fn had(&self, (who, stood): (&String, &crate::ranked::Support)) -> String {
        format!("{} {}", self.who(who), stood.support)
    }

    fn stood(&self, (who, stood): (&String, &crate::ranked::Support)) -> String {
        let whole = stood.whole.map_or_else(|| "?".to_owned(), |whole| whole.to_string());
        let bar = stood.bar.as_ref().map_or("?", |(bar, _)| bar.as_str());
        let above = stood.bar.as_ref().is_some_and(|(_, reach)| *reach == plan::Reach::Above);
        let key = match stood.passes {
            Some(true) if above => "count-support-passes-above",
            Some(true) => "count-support-passes",
            Some(false) if above => "count-support-fails-above",
            Some(false) => "count-support-fails",
            None => "count-support-open",
        };
        self.ta(key, &args! { "who" => self.who(who), "n" => stood.support, "of" => whole, "bar" => bar })
    }

    fn given(&self, given: &Given) -> String {
        let to = self.list(given.to.iter().map(|who| self.who(who)));
        let over =
            given.passed_over.iter().map(|(who, held)| format!("{} ({})", self.who(who), self.award(held)));
        let over = self.list(over);
        let key = if over.is_empty() { "count-step-list" } else { "count-step-list-over" };
        self.ta(key, &args! { "award" => self.award(&given.award), "to" => to, "over" => over })
    }

    fn fell<'w>(&self, out: impl Iterator<Item = &'w str>) -> String {
        let who = self.list(out.map(|who| self.who(who)));
        if who.is_empty() { who } else { self.ta("count-step-out", &args! { "who" => who }) }
    }

    /// Where votes went.
    fn moved(&self, moved: &Move) -> String {
        self.passed_on(moved, false)
    }

    /// The same; `own`: told of whom they leave, who need not be named.
    fn passed_on(&self, moved: &Move, own: bool) -> String {
        let mut to: Vec<(&String, &Exact)> = moved.to.iter().filter(|(_, votes)| !votes.is_zero()).collect();
        to.sort_by(|(_, a), (_, b)| b.cmp(a));
        let mut to: Vec<String> =
            to.into_iter().map(|(who, votes)| format!("{} {}", self.who(who), number(votes))).collect();
        if !moved.exhausted.is_zero() {
            to.push(self.ta("count-step-spent", &args! { "n" => number(&moved.exhausted) }));
        }
        if to.is_empty() {
            return String::new();
        }
        let key = match (moved.why, own) {
            (Why::Surplus, false) => "count-step-surplus",
            (Why::Surplus, true) => "count-story-surplus",
            (Why::Out, false) => "count-step-moved",
            (Why::Out, true) => "count-story-moved",
        };
        let (who, votes) = (self.who(&moved.from), number(&moved.votes));
        self.ta(key, &args! { "who" => who, "n" => votes, "to" => self.list(to) })
    }

    /// How equals inside a count were told apart.
    fn settled(&self, settled: &Settled) -> String {
        let about = self.t(match settled.about {
            About::Elimination => "count-about-elimination",
            About::Surplus => "count-about-surplus",
            About::Seat => "count-about-seat",
        });
        let tried = settled.tries.iter().map(|tried| {
            let mut says = self.break_name(&tried.by);
            if let Some(at) = tried.at {
                let key =
                    if tried.by == Break::Countback { "count-break-place" } else { "count-break-round" };
                says += &self.ta(key, &args! { "n" => at });
            }
            if !tried.figures.is_empty() {
                let had = tried.figures.iter().map(|(who, n)| format!("{} {}", self.who(who), number(n)));
                says += &self.ta("count-step-compared", &args! { "figures" => self.list(had) });
            }
            says
        });
        let tried = self.list(tried);
        let end = match &settled.end {
            SettledEnd::Told(who) => {
                let key = match settled.about {
                    About::Elimination => "count-settled-out",
                    About::Surplus => "count-settled-first",
                    About::Seat => "count-settled-seat",
                };
                self.ta(key, &args! { "who" => self.list(who.iter().map(|who| self.who(who))) })
            }
            SettledEnd::SameEitherWay => self.t("count-settled-same"),
            SettledEnd::Waits => self.t("count-settled-waits"),
            SettledEnd::Undecided => self.t("count-tie-undecided"),
        };
        let who = self.list(settled.equals.iter().map(|who| self.who(who)));
        let key = if tried.is_empty() { "count-settled-at-once" } else { "count-settled" };
        self.ta(key, &args! { "who" => who, "about" => about, "tried" => tried, "end" => end })
    }

    fn break_name(&self, by: &Break) -> String {
        match by {
            Break::Firsts => self.t("explain-break-firsts"),
            Break::Countback => self.t("explain-break-countback"),
            Break::Backwards => self.t("explain-break-backwards"),
            Break::Forwards => self.t("explain-break-forwards"),
            Break::Named => self.t("explain-break-named"),
            Break::Together => self.t("explain-break-together"),
            Break::Lot(seed) => self.ta("count-tie-by-lot", &args! { "seed" => seed }),
            Break::Resolution => self.t("count-tie-resolution"),
        }
    }

    fn story_of_places(&self, places: &[RunoffPlace], candidate: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for (n, place) in (1_u64..).zip(places) {
            let story = self.story_of_course(&place.course, candidate);
            if story.is_empty() {
                continue;
            }
            if places.len() > 1 {
                lines.push(self.ta("count-step-place", &args! { "n" => n }));
            }
            lines.extend(story);
            if place.against.as_ref().is_some_and(|held| held.candidate == candidate) {
                lines.extend(self.against(place));
            }
        }
        lines
    }

    fn story_of_course(&self, course: &Course, candidate: &str) -> Vec<String> {
        let mut lines = Vec::new();
        let mut before: Option<&Round> = None;
        for (n, round) in (1_u64..).zip(&course.rounds) {
            let Some(votes) = round.votes.get(candidate) else { break };
            let received = before.into_iter().flat_map(|before| &before.moves).filter_map(|moved| {
                let votes = moved.to.get(candidate).filter(|votes| !votes.is_zero())?;
                let args = args! { "who" => self.who(&moved.from), "n" => number(votes) };
                Some(self.ta("count-story-received", &args))
            });
            let received = self.list(received);
            let mut then: Vec<String> = round
                .ties
                .iter()
                .filter(|tie| tie.equals.iter().any(|who| who == candidate))
                .map(|tie| self.settled(tie))
                .collect();
            let elected = round.elected.iter().find(|elected| elected.candidate == candidate);
            then.extend(elected.map(|elected| {
                self.t(match elected.by {
                    ElectedBy::Quota => "count-story-quota",
                    ElectedBy::Majority => "count-story-majority",
                    ElectedBy::Remaining => "count-story-remaining",
                    ElectedBy::Together => "count-story-together",
                })
            }));
            for moved in round.moves.iter().filter(|moved| moved.from == candidate) {
                if moved.why == Why::Out {
                    then.push(self.t("count-story-out"));
                }
                then.push(self.passed_on(moved, true));
            }
            if before.is_none() || !received.is_empty() || !then.is_empty() {
                let key = if received.is_empty() { "count-story" } else { "count-story-more" };
                let args = args! {
                    "n" => n, "votes" => number(votes), "received" => received, "then" => then.concat()
                };
                lines.push(self.ta(key, &args));
            }
            before = Some(round);
        }
        if course.left.iter().any(|who| who == candidate) {
            lines.push(self.t("count-story-left"));
        }
        lines
    }

    fn story_of_nomination(&self, nomination: &Nomination, candidate: &str) -> Vec<String> {
        if nomination.unnamed.iter().any(|who| who == candidate) {
            return vec![self.t("count-story-unnamed")];
        }
        let mut lines = Vec::new();
        for (n, round) in (1_u64..).zip(&nomination.rounds) {
            let Some(had) = round.of.get(candidate) else { break };
            let compared = round.compared.iter().any(|who| who == candidate);
            let last = n == nomination.rounds.len() as u64;
            if n > 1 && !compared && !last {
                continue;
            }
            let args =
                args! { "who" => self.who(candidate), "n" => number(&had.points), "of" => had.ballots };
            let votes = self.ta("count-step-points", &args);
            let then = if round.out.iter().any(|who| who == candidate) {
                self.ta("count-story-compared-out", &args! { "with" => self.compared(round, candidate) })
            } else if compared && !round.out.is_empty() {
                self.ta("count-story-compared-in", &args! { "with" => self.compared(round, candidate) })
            } else {
                String::new()
            };
            lines.push(self.ta("count-step-round", &args! { "n" => n, "votes" => votes, "then" => then }));
        }
        lines
    }

    /// Those a nominee is compared with, and on how many ballots each stands.
    fn compared(&self, round: &PointRound, candidate: &str) -> String {
        let others = round.compared.iter().filter(|who| *who != candidate);
        self.list(others.filter_map(|who| {
            let had = round.of.get(who)?;
            let args = args! { "who" => self.who(who), "n" => number(&had.points), "of" => had.ballots };
            Some(self.ta("count-step-points", &args))
        }))
    }
}
