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
- transfer by any rule: votelib knows one way of passing a surplus on, so all of them are written down here a second time,
  ballot by ballot in place of by piles: whoever is elected and the votes of every round
- approval, points: ballots that are too short or too long are invalid; the votes of everybody, and how many are valid
- places: points for places of a ranking (Borda), the points of everybody
- nomination: no program of other people's in a registry counts E Pluribus Hugo, so it is written down here a second time
  from the words of the WSFS Constitution, 3.9 and its ties: ballots and points of everybody in every round
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


def second(names, ballots, seats, rule, resolved):
    """A transfer of votes written down a second time, ballot by ballot: who is elected, and the votes of every round."""
    surplus, spread = rule["surplus"], Fraction(len(ballots))
    quota = {
        "droop": Fraction(len(ballots) // (seats + 1) + 1), "droop-exact": spread / (seats + 1),
        "hare": spread / seats, "hare-whole": Fraction(len(ballots) // seats),
    }[rule["quota"]]
    papers = [{"order": ballot, "worth": Fraction(1), "with": ballot[0], "since": 0} for ballot in ballots]
    hopeful, elected, kept, waiting, rounds = set(names), [], {}, [], []

    def votes(name):
        return kept.get(name, sum(paper["worth"] for paper in papers if paper["with"] == name))

    def heir(paper):
        behind = paper["order"][paper["order"].index(paper["with"]) + 1:]
        return next((name for name in behind if name in hopeful), None)

    while True:
        now = {name: votes(name) for name in names}
        rounds.append({name: now[name] for name in hopeful})
        if len(hopeful) <= seats - len(elected):
            return set(elected) | hopeful, rounds
        reach = [name for name in hopeful
                 if now[name] > quota or now[name] == quota and rule["reach"] == "at-least"]
        reach.sort(key=lambda name: (-now[name], resolved.index(name)))
        for name in reach[: seats - len(elected)]:
            elected.append(name)
            hopeful.remove(name)
            if now[name] > quota and now[name] >= quota * Fraction(surplus.get("from", "0")):
                waiting.append(name)
        if len(elected) == seats or len(hopeful) <= seats - len(elected):
            return set(elected) | (hopeful if len(elected) < seats else set()), rounds
        if waiting:
            going = waiting[:]
            if surplus["order"] == "largest":
                going = [min(waiting, key=lambda name: (-now[name], resolved.index(name)))]
            waiting = [name for name in waiting if name not in going]
        else:
            last = max(hopeful, key=lambda name: (-now[name], resolved.index(name)))
            hopeful.remove(last)
            going = [last]
        moves = []
        for name in going:
            mine = [paper for paper in papers if paper["with"] == name]
            if name in elected:
                newest = max(paper["since"] for paper in mine)
                if surplus["parcel"] == "last-parcel":
                    mine = [paper for paper in mine if paper["since"] == newest]
                among = [paper for paper in mine if surplus["over"] == "all" or heir(paper)]
                unit = {id(paper): paper["worth"] if surplus["by"] == "value" else 1 for paper in among}
                above, whole = now[name] - quota, sum(unit.values())
                kept[name] = quota
                for paper in among:
                    worth = above * unit[id(paper)] / whole
                    if surplus["over"] == "transferable":
                        worth = min(worth, paper["worth"])
                    if "places" in surplus:
                        scale = 10 ** surplus["places"]
                        worth = Fraction(int(worth * scale), scale)
                    moves.append((paper, heir(paper), worth))
                moves += [(paper, None, Fraction(0)) for paper in papers
                          if paper["with"] == name and id(paper) not in unit]
            else:
                moves += [(paper, heir(paper), paper["worth"]) for paper in mine]
        for paper, name, worth in moves:
            paper.update({"with": name, "worth": worth, "since": len(rounds)})


def transfers_again(chance):
    made = []
    for _ in range(ELECTIONS):
        names, ballots = rankings(chance)
        surplus = {
            "parcel": chance.choice(["pile", "last-parcel"]), "by": chance.choice(["value", "papers"]),
            "over": chance.choice(["all", "transferable"]), "order": chance.choice(["largest", "together"]),
        }
        surplus |= chance.choice([{}, {"places": chance.randint(0, 5)}]) | chance.choice([{}, {}, {"from": "6/5"}])
        rule = {
            "stage": "vote", "quota": chance.choice(["droop", "droop-exact", "hare", "hare-whole"]),
            "reach": chance.choice(["at-least", "above"]), "surplus": surplus, "ties": ["resolution"],
        }
        seats = chance.randint(1, len(names) - 1)
        resolved = chance.sample(names, len(names))
        made.append((ballots, rule, ranked(names, ballots, seats, {"transfer": rule}, resolved)))
    surpluses = 0
    for (ballots, rule, election), found in zip(made, counted([made[-1] for made in made])):
        course = found["found"]
        elected, rounds = second(election["candidates"], ballots, election["seats"], rule, election["resolved"])
        if set(course["elected"]) != elected or our_rounds(course) != rounds:
            fail("transfer", election, course, (elected, rounds))
        surpluses += any(move["why"] == "surplus" for step in course["rounds"] for move in step["moves"])
    print(f"transfer by any rule: {len(made)} like the second writing, {surpluses} with a surplus")


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


def hugo(ballots, wanted):
    """Rounds of (ballots, points) by nominee, and who is left."""
    left, rounds = {name for ballot in ballots for name in ballot}, []
    while True:
        lists = [left.intersection(ballot) for ballot in ballots]
        tally = {name: (sum(name in names for names in lists),
                        sum(Fraction(1, len(names)) for names in lists if name in names)) for name in left}
        rounds.append(tally)
        if len(left) <= wanted:
            return rounds, left
        # Selection: the two lowest by points; all who are tied for lowest, or for second lowest.
        second = sorted(points for _, points in tally.values())[1]
        selected = [name for name in left if tally[name][1] <= second]
        # Elimination: fewest ballots, then fewest points, then all of them.
        worst = min(tally[name] for name in selected)
        gone = {name for name in selected if tally[name] == worst}
        if len(left) - len(gone) < wanted:
            return rounds, left
        left -= gone


def nominations(chance):
    made = []
    for _ in range(ELECTIONS):
        names = list(LETTERS[: chance.randint(3, 8)])
        ballots = [chance.sample(names, chance.randint(1, min(5, len(names)))) for _ in range(chance.randint(3, 20))]
        seats = chance.randint(1, 4)
        made.append((ballots, seats, {
            "candidates": names, "ballots": [{"choices": ballot} for ballot in ballots], "seats": seats,
            "shape": {"approve": {"least": 1, "most": 5}}, "count": {"shared-point": {"stage": "vote"}},
        }))
    longer = 0
    for (ballots, seats, election), found in zip(made, counted([made[-1] for made in made])):
        rounds, left = hugo(ballots, seats)
        ours = [{name: (of["ballots"], Fraction(of["points"])) for name, of in step["of"].items()}
                for step in found["found"]["rounds"]]
        if ours != rounds or set(found["found"]["nominated"]) != left:
            fail("nomination", election, found, (rounds, left))
        longer += len(left) > seats
    print(f"nomination: {len(made)} like the second writing, {longer} of them extended by a tie")


if __name__ == "__main__":
    for compare in (runoffs, transfers, transfers_again, approvals, points, places, nominations):
        begun = time.monotonic()
        compare(random.Random(f"{SEED}-{compare.__name__}"))
        print(f"  {time.monotonic() - begun:.0f} s")
