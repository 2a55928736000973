"""Random elections, counted by us and by programs that share no line with us: votelib (exact fractions) and pyrankvote.

    compare.py PROGRAM [ELECTIONS] [SEED]

PROGRAM is crates/count's example `elections`; ELECTIONS of each kind, 10,000 where nothing is said. Ends with 1 where
any election differs. What the others decide by another rule than ours is told apart and counted, never passed over in
silence:

- run-off, votelib: ties go by a resolution's order, which both are given; winner and the votes of every round
- run-off, pyrankvote: ties go by later choices or chance, and half of the votes is a majority: the winner, in elections
  in which nobody is ever equal at the end of the list or has exactly half; the others are counted beside
- transfer, votelib: all that is above the quota goes on at once, by value, exactly; quota of Droop or Hare; whoever is
  elected and the votes of every round
- approval, points: ballots that are too short or too long are invalid; the votes of everybody, and how many are valid
- places: points for places of a ranking (Borda), the points of everybody
"""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from fractions import Fraction

import pyrankvote
import votelib.component.quota
import votelib.component.rankscore
import votelib.component.transfer
import votelib.convert
import votelib.evaluate.sequential as sequential
import votelib.vote

PROGRAM = sys.argv[1]
ELECTIONS = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 20221210
LETTERS = "abcdefgh"
RANK = {"rank": {"least": 1, "equals": "void"}}
WHOLE = {"too-many": "category", "twice": "category", "unknown": "category"}


def counted(elections):
    """What our program makes of them."""
    lines = "".join(json.dumps(election) + "\n" for election in elections)
    done = subprocess.run([PROGRAM], input=lines, capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(elections)
    return found


def rankings(chance):
    """Candidates and rankings; everybody is named, because votelib knows only who is named."""
    names = list(LETTERS[: chance.randint(3, 6)])
    first = names[:]
    chance.shuffle(first)
    ballots = [tuple(first)]
    # A few kinds of voters, so that piles are large and surpluses occur.
    kinds = [tuple(chance.sample(names, chance.randint(1, len(names)))) for _ in range(chance.randint(3, 8))]
    weights = [chance.randint(1, 9) for _ in kinds]
    ballots += chance.choices(kinds, weights, k=chance.randint(6, 40))
    return names, ballots


def ranked(names, ballots, seats, count, resolved):
    ours = [{"ranking": [[name] for name in ballot]} for ballot in ballots]
    return {"candidates": names, "ballots": ours, "shape": RANK, "count": count, "seats": seats, "resolved": resolved}


class InOrder:
    """Keeps those with most votes, and among equals whom the resolution places first."""

    def __init__(self, resolved):
        self.resolved = resolved

    def evaluate(self, votes, n_seats=1):
        order = sorted(votes, key=lambda name: (-votes[name], self.resolved.index(name)))
        return order[:n_seats]


def votelib_rounds(ballots, seats, quota, resolved):
    """Whoever votelib elects, and what everybody who is still in has before every round."""
    counter = sequential.TransferableVoteDistributor(
        transferer="Gregory", retainer=InOrder(resolved), quota_function=quota
    )
    votes = {ballot: Fraction(times) for ballot, times in Counter(ballots).items()}
    piles = sequential.initial_allocation(votes, counter.transferer)
    elected, rounds = {}, []
    while len(elected) < seats:
        totals = sequential.allocation_totals(piles)
        rounds.append({name: Fraction(total) for name, total in totals.items() if name is not None})
        piles, newly = counter.next_count(
            piles, seats, len(ballots), prev_gains=elected, max_seats=dict.fromkeys(resolved, 1)
        )
        elected.update(newly)
    return set(elected), rounds


def our_rounds(course):
    """What everybody has who is still in, before every round in which somebody is elected or falls out."""
    rounds, elected, places = [], set(), len(course["elected"])
    for step in course["rounds"]:
        if len(elected) == places:
            break
        rounds.append({name: Fraction(votes) for name, votes in step["votes"].items() if name not in elected})
        elected |= {one["candidate"] for one in step["elected"]}
    return rounds


def follow(ours, theirs):
    """True where our rounds are theirs in the same order. They have one more where somebody has exactly the quota."""
    rest = iter(theirs)
    return all(any(step == other for other in rest) for step in ours)


def fail(kind, election, ours, theirs):
    print(f"{kind} differs: {json.dumps(election)}\n  ours   {ours}\n  theirs {theirs}", file=sys.stderr)
    sys.exit(1)


def runoffs(chance):
    rule = {"runoff": {"stage": "vote", "ties": ["resolution"]}}
    plain, apart, several = 0, 0, 0
    while plain < ELECTIONS:
        made = []
        for _ in range(ELECTIONS):
            names, ballots = rankings(chance)
            resolved = chance.sample(names, len(names))
            made.append((ballots, ranked(names, ballots, 1, rule, resolved)))
        for (ballots, election), found in zip(made, counted([election for _, election in made])):
            course = found["found"][0]["course"]
            winners, rounds = votelib_rounds(ballots, 1, "droop", election["resolved"])
            # Droop's quota is of all ballots, so votelib goes on where we have a majority of what is left.
            if set(course["elected"]) != winners or our_rounds(course) != rounds[: len(our_rounds(course))]:
                fail("run-off", election, course, (winners, rounds))
            several += len(course["rounds"]) > 1
            half = any(2 * votes == sum(step.values()) for step in our_rounds(course) for votes in step.values())
            if half or any(step["ties"] for step in course["rounds"]):
                apart += 1
                continue
            plain += 1
            people = {name: pyrankvote.Candidate(name) for name in election["candidates"]}
            theirs = pyrankvote.instant_runoff_voting(
                list(people.values()),
                [pyrankvote.Ballot(ranked_candidates=[people[name] for name in ballot]) for ballot in ballots],
            )
            if [winner.name for winner in theirs.get_winners()] != course["elected"]:
                fail("run-off", election, course, theirs)
    print(f"run-off: {plain + apart} like votelib, {several} of them with several rounds; {plain} like pyrankvote, "
          f"{apart} more with ties or an exact half told apart")


def transfers(chance):
    made = []
    for _ in range(ELECTIONS):
        names, ballots = rankings(chance)
        seats, quota = chance.randint(1, len(names) - 1), chance.choice(["droop", "hare"])
        surplus = {"parcel": "pile", "by": "value", "over": "all", "order": "together"}
        rule = {"stage": "vote", "quota": quota, "reach": "at-least", "surplus": surplus, "ties": ["resolution"]}
        resolved = chance.sample(names, len(names))
        made.append((ballots, quota, ranked(names, ballots, seats, {"transfer": rule}, resolved)))
    surpluses, ties = 0, 0
    for (ballots, quota, election), found in zip(made, counted([election for _, _, election in made])):
        course = found["found"]
        elected, rounds = votelib_rounds(ballots, election["seats"], quota, election["resolved"])
        if set(course["elected"]) != elected or not follow(our_rounds(course), rounds):
            fail("transfer", election, course, (elected, rounds))
        surpluses += any(move["why"] == "surplus" for step in course["rounds"] for move in step["moves"])
        ties += any(step["ties"] for step in course["rounds"])
    print(f"transfer: {len(made)} like votelib, {surpluses} with a surplus, {ties} with ties by the same resolution")


def approvals(chance):
    made = []
    for _ in range(ELECTIONS):
        names = list(LETTERS[: chance.randint(2, 8)])
        least = chance.randint(1, 2)
        most = chance.randint(least, len(names))
        ballots = [chance.sample(names, chance.randint(0, len(names))) for _ in range(chance.randint(1, 30))]
        shape = {"approve": {"least": least, "most": most}}
        made.append((names, (least, most), ballots, {
            "candidates": names, "ballots": [{"choices": ballot} for ballot in ballots],
            "shape": shape, "faults": WHOLE,
        }))
    invalid = 0
    for (names, bounds, ballots, election), found in zip(made, counted([made[-1] for made in made])):
        sound = votelib.convert.InvalidVoteEliminator(votelib.vote.ApprovalVoteValidator(bounds))
        votes = sound.convert(dict(Counter(frozenset(ballot) for ballot in ballots)))
        totals = votelib.convert.ApprovalToSimpleVotes().convert(votes)
        theirs = [sum(votes.values())] + [totals.get(name, 0) for name in names]
        ours = [found["received"]["valid"]] + found["figures"]
        if ours != theirs:
            fail("approval", election, ours, theirs)
        invalid += sum(found["received"]["invalid"].values())
    print(f"approval: {len(made)} like votelib, {invalid} invalid ballots among them")


def points(chance):
    made = []
    for _ in range(ELECTIONS):
        names = list(LETTERS[: chance.randint(2, 8)])
        least, most = chance.randint(0, 1), chance.randint(2, 10)
        total = chance.choice([None, chance.randint(most, 3 * most)])
        ballots = [
            [(name, chance.randint(0, most + 1)) for name in chance.sample(names, chance.randint(1, len(names)))]
            for _ in range(chance.randint(1, 20))
        ]
        shape = {"least": least, "most": most} | ({} if total is None else {"total": total})
        made.append((names, (least, most), total, ballots, {
            "candidates": names, "ballots": [{"points": ballot} for ballot in ballots],
            "shape": {"points": shape}, "faults": WHOLE,
        }))
    invalid = 0
    for (names, bounds, total, ballots, election), found in zip(made, counted([made[-1] for made in made])):
        validator = votelib.vote.RangeVoteValidator(range=bounds, sum_bounds=(None, total))
        sound = votelib.convert.InvalidVoteEliminator(validator)
        votes = sound.convert(dict(Counter(frozenset(ballot) for ballot in ballots)))
        totals = votelib.convert.ScoreToSimpleVotes("sum", unscored_value=0).convert(votes)
        theirs = [sum(votes.values())] + [totals.get(name, 0) for name in names]
        ours = [found["received"]["valid"]] + found["figures"]
        if ours != theirs:
            fail("points", election, ours, theirs)
        invalid += sum(found["received"]["invalid"].values())
    print(f"points: {len(made)} like votelib, {invalid} invalid ballots among them")


def places(chance):
    made = []
    for _ in range(ELECTIONS):
        names, ballots = rankings(chance)
        made.append((names, ballots, {
            "candidates": names, "ballots": [{"ranking": [[name] for name in ballot]} for ballot in ballots],
            "shape": RANK,
        }))
    for (names, ballots, election), found in zip(made, counted([made[-1] for made in made])):
        borda = votelib.convert.RankedToPositionalVotes(votelib.component.rankscore.Borda(1))
        totals = borda.convert(dict(Counter(ballots)))
        theirs = [totals[name] for name in names]
        # Whoever fills the places from first to last earns the mean of what they earn: here each fills one.
        ours = [sum(times * (len(names) + 1 - first) for first, _, times in of) for of in found["figures"]]
        if ours != theirs:
            fail("places", election, ours, theirs)
    print(f"places: {len(made)} like votelib")


if __name__ == "__main__":
    for compare in (runoffs, transfers, approvals, points, places):
        begun = time.monotonic()
        compare(random.Random(f"{SEED}-{compare.__name__}"))
        print(f"  {time.monotonic() - begun:.0f} s")
