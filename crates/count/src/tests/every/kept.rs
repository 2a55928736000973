//! Where to be raised can harm: an example of each method that lacks the law, so that nobody takes it to have it.

use super::table::{Method, methods};
use super::{PLAIN, Said, Setting, World, count, plain, standing};
use crate::Status;

/// Who is seated after these ballots, so many of each.
fn seated(name: &str, kinds: &[(usize, &[usize])]) -> String {
    let method: Method = methods().into_iter().find(|method| method.name == name).unwrap();
    let said = |kind: &[usize]| match method.shape {
        super::said::Shape::Rank { .. } => Said::Ranking(kind.iter().map(|c| vec![*c]).collect()),
        _ => Said::Choices(kind.to_vec()),
    };
    let ballots = kinds.iter().flat_map(|(times, kind)| std::iter::repeat_n(said(kind), *times)).collect();
    let world = World { ballots, marks: vec![Vec::new(); PLAIN.len()] };
    let Setting { names, .. } = plain();
    let standing = standing(&count(&method.plan(), &world, &plain()), names);
    let seated = standing.iter().filter(|(_, (.., status))| *status == Status::Seated);
    seated.map(|(at, _)| names[*at]).collect()
}

const A: usize = 0;
const B: usize = 1;
const C: usize = 2;
const D: usize = 3;

#[test]
fn a_run_off_can_be_lost_by_being_raised() {
    // d has a place of its own. c falls out and makes a the other winner; raised on two ballots, a meets c in place of b.
    let before: [(usize, &[usize]); 4] = [(6, &[A, B, C]), (6, &[B, C, A]), (5, &[C, A, B]), (20, &[D])];
    let raised: [(usize, &[usize]); 5] =
        [(6, &[A, B, C]), (2, &[A, B, C]), (4, &[B, C, A]), (5, &[C, A, B]), (20, &[D])];
    assert_eq!(seated("run-off", &before), "ad");
    assert_eq!(seated("run-off", &raised), "cd");
}

#[test]
fn a_seat_by_transfer_can_be_lost_by_being_raised() {
    // d has the quota of nine and nothing above it.
    let before: [(usize, &[usize]); 4] = [(6, &[A, B, C]), (6, &[B, C, A]), (5, &[C, A, B]), (9, &[D])];
    let raised: [(usize, &[usize]); 4] = [(8, &[A, B, C]), (4, &[B, C, A]), (5, &[C, A, B]), (9, &[D])];
    assert_eq!(seated("transfer", &before), "ad");
    assert_eq!(seated("transfer", &raised), "cd");
}

#[test]
fn a_nomination_by_a_shared_point_can_be_lost_by_being_named() {
    // Named once more beside b and c, a takes a third of a point from each, and another falls out first.
    let others: [(usize, &[usize]); 5] =
        [(5, &[D]), (2, &[B, C, D]), (4, &[A, C]), (2, &[A]), (2, &[A, B, C])];
    let before: Vec<(usize, &[usize])> = others.into_iter().chain([(2, [B, C].as_slice())]).collect();
    let named: Vec<(usize, &[usize])> =
        others.into_iter().chain([(1, [B, C].as_slice()), (1, [A, B, C].as_slice())]).collect();
    assert_eq!(seated("nomination by a shared point", &before), "ac");
    assert_eq!(seated("nomination by a shared point", &named), "cd");
}
