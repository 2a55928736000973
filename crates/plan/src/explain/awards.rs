//! Awards: how many, in which categories, with which prize.

use text::{Lang, args, t};

use super::{Open, Page, Section, about, money};
use crate::names;
use crate::types::{Award, Plan, Seats};

pub(super) fn awards(plan: &Plan, open: Vec<Open>, lang: Lang) -> Section {
    let mut page = Page::new(t(lang, "explain-awards"), "", open, lang);
    for award in &plan.award {
        page.under(&award.clause, |page| of_award(page, plan, award));
    }
    page.where_said("one-award", &plan.one_award, |page, one| {
        page.say(if *one { "explain-one-award" } else { "explain-several-awards" }, args! {});
    });
    if let Some(total) = &plan.prize_total {
        let total = money(lang, total.as_str(), plan.currency());
        page.say("explain-prize-total", args! { "total" => total });
    }
    page.done()
}

fn of_award(page: &mut Page, plan: &Plan, award: &Award) {
    let lang = page.lang;
    let categories = page.list(award.category.iter().map(|id| names::category(plan, id, lang)));
    let key = if categories.is_empty() { "explain-award" } else { "explain-award-in" };
    page.say(key, args! { "name" => &award.name, "categories" => categories });
    let name = award.name.as_str();
    page.where_said("award-seats", &award.seats, |page, seats| seated(page, seats, name));
    let several = if award.category.is_empty() { plan.category.len() } else { award.category.len() } > 1;
    if several && award.seats.get().is_some_and(|seats| seats.most().is_some()) {
        page.say("explain-award-altogether", args! {});
    }
    if !award.title.is_empty() {
        page.say("explain-award-title", args! { "name" => name, "title" => &award.title });
    }
    for rule in &award.eligibility {
        about::eligible(page, plan, rule, name);
    }
    if award.to_bodies {
        page.say("explain-award-bodies", args! { "name" => name });
    }
    if !award.about.is_empty() {
        page.say("explain-award-about", args! { "name" => name, "about" => &award.about });
    }
    if let Some(prize) = &award.prize {
        let prize = money(lang, prize.as_str(), plan.currency_of(award));
        page.say("explain-prize", args! { "name" => name, "prize" => prize });
    }
    if let Some(together) = &award.prize_together {
        let together = money(lang, together.as_str(), plan.currency_of(award));
        page.say("explain-prize-together", args! { "name" => name, "prize" => together });
    }
}

/// How many there may be of something.
pub(super) fn seated(page: &mut Page, seats: &Seats, name: &str) {
    match seats {
        Seats::AtMost(n) => page.say("explain-seats-at-most", args! { "n" => *n, "name" => name }),
        Seats::Exactly(n) => page.say("explain-seats-exactly", args! { "n" => *n, "name" => name }),
        Seats::About(n) => page.say("explain-seats-about", args! { "n" => *n, "name" => name }),
        Seats::Share(portion) => {
            let share = about::portion(page, portion, "share-rounding");
            page.say("explain-seats-share", args! { "share" => share, "name" => name });
        }
        Seats::Unlimited => page.say("explain-seats-unlimited", args! { "name" => name }),
        Seats::Between(n) => {
            page.say("explain-seats-between", args! { "least" => n.least, "most" => n.most, "name" => name });
        }
    }
}
