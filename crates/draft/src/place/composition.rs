//! What those who go on must be together, with the columns of the candidates' table that this asks for.

use plan::{Amount, Attribute, Composition, Plan, When};

use super::Placer;
use crate::fact::{Amount as Told, Rule, Side};

/// The value of a column that says whether somebody is counted.
const YES: &str = "是";

impl Placer<'_> {
    pub(super) fn composed(
        &mut self,
        plan: &mut Plan,
        rule: &Rule,
        words: &str,
        clause: String,
    ) -> Option<String> {
        let Rule::Composition { who, each, bound, amount } = rule else { return None };
        let result = plan.result.first_mut()?;
        let amount = match amount {
            Told::Count(n) => Amount::Count(*n),
            Told::Share(share) => Amount::Share(share.parse().ok()?),
        };
        let n = plan.attribute.len();
        let id = format!("attribute-{}", n + 1);
        let values = if *each { Vec::new() } else { vec![YES.to_owned()] };
        self.make(format!("attribute[{n}].id"), "attribute");
        plan.attribute.push(Attribute { id: id.clone(), name: who.clone(), values });
        let when = (!each).then(|| When { attribute: id.clone(), is: vec![YES.to_owned()] });
        let only = |side: Side| (*bound == side).then(|| amount.clone());
        let place = result.composition.len();
        result.composition.push(Composition {
            id: format!("composition-{}", place + 1),
            name: words.to_owned(),
            when,
            each: each.then_some(id),
            least: only(Side::Least),
            most: only(Side::Most),
            about: only(Side::About),
            of: None,
            together: false,
            clause,
        });
        Some(format!("result[0].composition[{place}]"))
    }
}
