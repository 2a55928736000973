//! What a list must be together: bounds that can be kept.

use super::{Finder, methods, said};
use crate::fault::Arg;
use crate::number::Number;
use crate::result::{Amount, Composition, Of, ResultRule, Take};
use crate::types::{Attribute, Seats};

impl Finder<'_> {
    pub(super) fn composition(&mut self, rule: &ResultRule, path: &str) {
        for (n, row) in rule.composition.iter().enumerate() {
            let one = if rule.category.is_empty() { self.plan.category.len() } else { rule.category.len() };
            if row.together && one < 2 {
                let path = format!("{path}.composition[{n}].together");
                self.warn("together-of-one", path, &[("name", said(&row.name))]);
            }
        }
        self.compositions(&rule.composition, self.all_seats(rule), path);
    }

    /// The clauses of a list of at most so many in each category.
    pub(super) fn compositions(&mut self, rows: &[Composition], most: Option<u32>, path: &str) {
        for (n, row) in rows.iter().enumerate() {
            // Over all categories there are more seats than any one has.
            self.row(row, most.filter(|_| !row.together), &format!("{path}.composition[{n}]"));
        }
        self.least_together(rows, most, path);
    }

    fn row(&mut self, row: &Composition, seats: Option<u32>, path: &str) {
        let name = ("name", said(&row.name));
        let each = row.each.as_ref().map(|id| self.plan.attribute.iter().find(|it| it.id == *id));
        if let (Some(id), Some(None)) = (&row.each, each) {
            self.known(false, "unknown-attribute", format!("{path}.each"), id);
        }
        if let Some(when) = &row.when {
            self.when(&format!("{path}.when"), when);
        } else if row.each.is_none() {
            self.error("composition-of-nobody", path, std::slice::from_ref(&name));
        }
        if let Some(Of::Those(when)) = &row.of {
            self.when(&format!("{path}.of.those"), when);
        }
        let amounts = [&row.least, &row.most, &row.about];
        if row.of.is_some() && !amounts.iter().any(|amount| matches!(amount, Some(Amount::Share(_)))) {
            self.error("composition-share-of-nothing", format!("{path}.of"), std::slice::from_ref(&name));
        }
        if row.least.is_none() && row.most.is_none() && row.about.is_none() {
            self.error("composition-without-bound", path, std::slice::from_ref(&name));
        }
        for (key, amount) in [("least", &row.least), ("most", &row.most), ("about", &row.about)] {
            if let Some(Amount::Share(share)) = amount
                && !methods::in_unit(share)
            {
                self.error("bar-range", format!("{path}.{key}"), &[("found", said(share.as_str()))]);
            }
        }
        let turned = match (&row.least, &row.most) {
            (Some(Amount::Count(least)), Some(Amount::Count(most))) => least > most,
            (Some(Amount::Share(least)), Some(Amount::Share(most))) => {
                super::numbers::compare(least, most).is_gt()
            }
            _ => false,
        };
        let Some(seats) = seats else {
            if turned {
                self.error("composition-impossible", path, std::slice::from_ref(&name));
            }
            return;
        };
        let too_many = matches!(row.least, Some(Amount::Count(least)) if least > seats);
        if turned || too_many {
            return self.error("composition-impossible", path, std::slice::from_ref(&name));
        }
        if let (Some(Some(attribute)), Some(Amount::Count(most))) = (each, &row.most) {
            self.room_for(attribute, *most, seats, path, name);
        }
    }

    /// One of each value, and fewer values than seats: the list can never be full.
    fn room_for(
        &mut self,
        attribute: &Attribute,
        most: u32,
        seats: u32,
        path: &str,
        name: (&'static str, Arg),
    ) {
        let values = attribute.values.len() as u32;
        let room = most.saturating_mul(values);
        if values > 0 && room < seats {
            let args = [name, ("room", room.into()), ("seats", seats.into())];
            self.warn("composition-cannot-fill", path, &args);
        }
    }

    /// The least of several values of one attribute, which nobody has two of, must fit into the list together.
    fn least_together(&mut self, rows: &[Composition], seats: Option<u32>, path: &str) {
        // Shares of different wholes do not add up.
        let rows = rows.iter().filter(|row| !row.together && !matches!(row.of, Some(Of::Those(_))));
        let rows = rows.filter_map(|row| Some((row.when.as_ref()?, row.least.as_ref()?)));
        let rows: Vec<_> = rows.collect();
        let mut attributes: Vec<&str> = rows.iter().map(|(when, _)| when.attribute.as_str()).collect();
        attributes.dedup();
        for attribute in attributes {
            let own: Vec<_> = rows.iter().filter(|(when, _)| when.attribute == attribute).collect();
            let mut values = own.iter().flat_map(|(when, _)| &when.is).collect::<Vec<_>>();
            let all = values.len();
            values.sort();
            values.dedup();
            if values.len() < all {
                continue;
            }
            let counts = own.iter().filter_map(|(_, amount)| match amount {
                Amount::Count(n) => Some(*n),
                Amount::Share(_) => None,
            });
            let shares: Vec<&Number> = own
                .iter()
                .filter_map(|(_, amount)| match amount {
                    Amount::Share(share) => Some(share),
                    Amount::Count(_) => None,
                })
                .collect();
            let least: u32 = counts.fold(0, u32::saturating_add);
            let share = super::numbers::sum(shares).unwrap_or((0, 1));
            let over = super::numbers::ordered(share, (1, 1)).is_gt();
            if seats.is_some_and(|seats| least > seats) || over {
                self.error("composition-together", format!("{path}.composition"), &[]);
                return;
            }
        }
    }

    /// The most seats that a round fills in a category.
    fn all_seats(&self, rule: &ResultRule) -> Option<u32> {
        match rule.take.get()? {
            Take::Count(n) => Some(*n),
            Take::Between(bounds) => Some(bounds.most),
            Take::Seats => {
                let of = |id: &str| rule.category.is_empty() || rule.category.iter().any(|one| one == id);
                let held = self.plan.category.iter().filter(|category| of(&category.id));
                held.map(|category| category.seats.get().and_then(Seats::most))
                    .try_fold(0, |m, n| Some(m.max(n?)))
            }
            _ => None,
        }
    }
}
