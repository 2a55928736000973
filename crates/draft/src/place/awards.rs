//! Categories and awards, with their seats.

use plan::{Award, Category, Stated, TO_DO};

use super::{LIST_MOST, Placer};
use crate::fact::Fact;

impl Placer<'_> {
    pub(super) fn categories(&mut self, short: &str) -> Vec<Category> {
        let mut names = self.every(
            |n| format!("category[{n}].name"),
            |fact| match fact {
                Fact::Category(name) => Some(name.clone()),
                _ => None,
            },
        );
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
                Fact::Seats { category, n, bound }
                    if category.as_ref() == Some(&name) || (category.is_none() && alone) =>
                {
                    Some(bound.seats(*n))
                }
                _ => None,
            });
            let standards = self.every(
                |_| format!("category[{n}].standards"),
                |fact| match fact {
                    Fact::Standard { category, text } if category.as_ref().is_none_or(|of| *of == name) => {
                        Some(text.clone())
                    }
                    _ => None,
                },
            );
            self.make(format!("category[{n}].id"), "numbered");
            self.make(format!("category[{n}].prefix"), "prefix");
            out.push(Category {
                id: format!("category-{}", n + 1),
                clause: self.clause_at(&format!("category[{n}].name")),
                name,
                prefix: prefix(n),
                seats,
                standards,
                ..Category::default()
            });
        }
        out
    }

    /// Grades and awards, in the order of the text, which is from the highest down.
    pub(super) fn awards(&mut self) -> Vec<Award> {
        let mut out: Vec<Award> = Vec::new();
        for (n, found) in self.found.iter().enumerate() {
            let Fact::Award { name, n: seats, bound, prize, .. } = &found.fact else { continue };
            if out.len() >= LIST_MOST {
                break;
            }
            self.paths[n] = format!("award[{}].name", out.len());
            self.make(format!("award[{}].id", out.len()), "numbered");
            out.push(Award {
                id: format!("award-{}", out.len() + 1),
                name: name.clone(),
                category: Vec::new(),
                title: String::new(),
                eligibility: Vec::new(),
                seats: Stated::Is(bound.seats(*seats)),
                prize: prize.and_then(|yuan| yuan.to_string().parse().ok()),
                prize_together: None,
                currency: None,
                to_bodies: name.contains("组织"),
                about: String::new(),
                clause: self.source.sentences[found.at].clause.clone(),
            });
        }
        out
    }
}

/// A, B, … Z, AA, AB, …
fn prefix(n: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    if n < 26 { letter(n).to_string() } else { format!("{}{}", letter(n / 26 - 1), letter(n)) }
}
