//! Awards: who gives them, how many, and whether the prize money adds up.

use super::{Finder, numbers, said};
use crate::fault::Arg;
use crate::result::Take;
use crate::types::{Award, Seats};

impl Finder<'_> {
    pub(super) fn awards(&mut self) {
        let plan = self.plan;
        for (n, award) in plan.award.iter().enumerate() {
            let path = format!("award[{n}]");
            self.categories_of(&format!("{path}.category"), &award.category);
            if award.seats.get().is_some_and(|seats| seats.most() == Some(0)) {
                let what = Arg::Word("plan-rule-award-seats");
                self.error("zero", format!("{path}.seats"), &[("what", what)]);
            }
            self.eligibility(&award.eligibility, &path);
            self.prize(award, &path);
            let given = plan.result.iter().any(|rule| rule.award.contains(&award.id));
            if !given && !award.to_bodies {
                self.ask("award-never-given", path.as_str(), &[("award", said(&award.name))]);
            }
        }
        self.tiers();
        self.prize_total();
        let holders = plan.award.iter().filter(|award| !award.to_bodies).count();
        if plan.one_award.get() == Some(&true) && holders == 1 {
            self.warn("one-award-of-one", "one_award", &[]);
        }
        self.over_categories();
    }

    /// An award of so many altogether, which a round gives in several categories, each counted by itself.
    fn over_categories(&mut self) {
        let plan = self.plan;
        for (n, rule) in plan.result.iter().enumerate().filter(|(_, it)| it.take.get() == Some(&Take::Awards))
        {
            for (k, id) in rule.award.iter().enumerate() {
                let award = plan.award.iter().find(|it| it.id == *id && !it.to_bodies);
                let Some((award, seats)) = award.and_then(|award| Some((award, firm(award)?))) else {
                    continue;
                };
                let within = |list: &[String], id: &String| list.is_empty() || list.contains(id);
                let given = |id: &String| within(&award.category, id) && within(&rule.category, id);
                let categories = plan.category.iter().filter(|category| given(&category.id)).count();
                if categories > 1 {
                    let n_of = u32::try_from(categories).unwrap_or(u32::MAX);
                    let args = [("award", said(&award.name)), ("seats", seats.into()), ("n", n_of.into())];
                    self.ask("award-over-categories", format!("result[{n}].award[{k}]"), &args);
                }
            }
        }
    }

    /// So many prizes of so much are not what is printed for all together.
    fn prize(&mut self, award: &Award, path: &str) {
        let (Some(prize), Some(printed), Some(seats)) = (&award.prize, &award.prize_together, firm(award))
        else {
            return;
        };
        let Some(sum) = numbers::times(prize, seats) else { return };
        if numbers::ordered(sum, printed.ratio()).is_ne() {
            let args = [
                ("award", said(&award.name)),
                ("seats", seats.into()),
                ("prize", said(prize.as_str())),
                ("sum", said(&numbers::written(sum))),
                ("printed", said(printed.as_str())),
            ];
            self.warn("prize-sum", format!("{path}.prize_together"), &args);
        }
    }

    /// All prizes together, as far as every one of them is known.
    fn prize_total(&mut self) {
        let plan = self.plan;
        let Some(printed) = &plan.prize_total else { return };
        let priced =
            plan.award.iter().filter(|award| award.prize.is_some() || award.prize_together.is_some());
        let one = |award: &Award| match (&award.prize, firm(award)) {
            (Some(prize), Some(seats)) => numbers::times(prize, seats),
            _ => award.prize_together.as_ref().map(crate::Number::ratio),
        };
        let Some(sum) = priced.map(one).try_fold((0, 1), |sum, one| numbers::add(sum, one?)) else { return };
        if sum.0 > 0 && numbers::ordered(sum, printed.ratio()).is_ne() {
            let args = [("sum", said(&numbers::written(sum))), ("printed", said(printed.as_str()))];
            self.warn("prize-total", "prize_total", &args);
        }
    }

    /// The grades of a category against its seats. What one round gives by its ranking are grades; an award that a
    /// round of its own gives (人气奖) takes no seat.
    fn tiers(&mut self) {
        let plan = self.plan;
        for rule in plan.result.iter().filter(|rule| rule.award.len() > 1) {
            let grades = rule.award.iter().filter_map(|id| plan.award.iter().find(|it| it.id == *id));
            let Some(sum) = grades.map(firm).try_fold(0_u32, |sum, n| sum.checked_add(n?)) else { continue };
            let of = |id: &str| rule.category.is_empty() || rule.category.iter().any(|one| one == id);
            for (n, category) in plan.category.iter().enumerate().filter(|(_, category)| of(&category.id)) {
                let Some(seats) = category.seats.get() else { continue };
                let Some(most) = seats.most() else { continue };
                let more = sum > most;
                let fewer = matches!(seats, Seats::Exactly(n) if sum < *n);
                if rule.take.get() == Some(&Take::Seats) && (more || fewer) {
                    let args =
                        [("category", said(&category.name)), ("seats", most.into()), ("awards", sum.into())];
                    self.warn("awards-not-seats", format!("category[{n}].seats"), &args);
                }
            }
        }
    }
}

/// How many of an award there are, where that is one number.
fn firm(award: &Award) -> Option<u32> {
    match award.seats.get()? {
        Seats::Exactly(n) | Seats::AtMost(n) => Some(*n),
        Seats::About(_) | Seats::Between(_) | Seats::Unlimited => None,
    }
}
