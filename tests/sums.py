#!/usr/bin/env python3
"""Trimmed means, medians, rank sums and every normalisation, in exact fractions by a program that shares no line with
crates/count. Random plans and tables go through `xuanxian count --json`; the scores have to be the same, to the last digit.

  tests/sums.py PROGRAM [RUNS]

Ends 1 at the first difference, and leaves the plan and tables where they can be read.
"""
import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction as F

HEAD = """format = 1
rules = 1
id = "sums"
title = "对数"
short = "对数"
place = "某地"
time_zone = "Asia/Shanghai"
approval = "试验"
interpreter = "first"
publication = {}
office = { group = "领导小组", name = "办公室", host = "first" }
sponsor = [{ id = "first", name = "第一主办" }]
[[category]]
id = "people"
name = "人"
prefix = "A"
seats = { at-most = 3 }
scope = "not stated"
[[stage]]
id = "vote"
kind = "vote"
name = "投票"
[stage.vote]
mode = "weighted"
display = "hidden"
channel = [{ id = "web", name = "网页", identity = "code" }]
ballot = { approve = { least = 1, most = 9 } }
limit = "not stated"
"""


def mean(values):
    return sum(values, F(0)) / len(values)


def placed(figures, fewest):
    """First place and size of the group of each."""
    better = (lambda a, b: a < b) if fewest else (lambda a, b: a > b)
    return {
        who: (1 + sum(better(v, value) for v in figures.values()), sum(v == value for v in figures.values()))
        for who, value in figures.items()
    }


def by_rank(figures, fewest, equals, earns):
    share = {"mean": mean, "highest": max, "lowest": min}[equals]
    return {who: share([earns(p) for p in range(at, at + n)]) for who, (at, n) in placed(figures, fewest).items()}


def normalisations(rng):
    """A way of making scores of figures: as the plan writes it, and as a function; `None`: nothing can be divided."""
    n = rng.randint(1, 9)
    full, points = F(rng.randint(1, 200)), F(rng.randint(0, 40), 4)
    first, step = F(rng.randint(1, 100)), F(rng.randint(1, 30), 2)
    last = F(rng.randint(0, int(first)))
    table = [F(rng.randint(0, 12)) for _ in range(n)]
    steps = sorted(rng.sample(range(0, 60), 3))
    reach = rng.choice(["at-least", "above"])

    def divided(figures, by):
        return None if by == 0 else {who: v / by * 100 for who, v in figures.items()}

    def stepped(figures):
        reached = lambda v, s: v >= s if reach == "at-least" else v > s
        return {who: max([F(s) for s in steps if reached(v, s)], default=F(0)) for who, v in figures.items()}

    text = lambda v: f'"{v}"'
    rows = ", ".join(f'{{ from = {s}, reach = "{reach}", points = {s} }}' for s in steps)
    return rng.choice([
        ('"none"', lambda f, low, eq: f),
        ('"divide-by-maximum"', lambda f, low, eq: divided(f, max(f.values()))),
        ('"share"', lambda f, low, eq: divided(f, sum(f.values()))),
        (f"{{ out-of = {text(full)} }}", lambda f, low, eq: divided(f, full)),
        (f"{{ per = {{ unit = {text(full)}, points = {text(points)} }} }}",
         lambda f, low, eq: {who: v / full * points for who, v in f.items()}),
        (f"{{ steps = [{rows}] }}", lambda f, low, eq: stepped(f)),
        ('"rank-share"', lambda f, low, eq: by_rank(f, low, eq, lambda p: F(len(f) - p + 1, len(f)) * 100)),
        (f"{{ rank-step = {{ first = {text(first)}, step = {text(step)} }} }}",
         lambda f, low, eq: by_rank(f, low, eq, lambda p: max(first - step * (p - 1), F(0)))),
        (f"{{ rank-spread = {{ first = {text(first)}, last = {text(last)} }} }}",
         lambda f, low, eq: by_rank(f, low, eq, lambda p: first - (first - last) * F(p - 1, max(len(f) - 1, 1)))),
        (f"{{ rank-table = [{', '.join(text(t) for t in table)}] }}",
         lambda f, low, eq: by_rank(f, low, eq, lambda p: table[p - 1] if p <= len(table) else F(0))),
    ])


def panel(rng, people):
    """Sheets of a panel: what the plan says, the rows, and the figures."""
    places = rng.randint(0, 2)
    judges = rng.randint(1, 7)
    trim = rng.randint(0, 2)
    kind = rng.choice(["mean", "median", "sum", "rank-sum"])
    most = 10
    score = lambda: F(rng.randint(0, most * 10**places), 10**places)
    nested = rng.random() < 0.5
    weights = (lambda w: [w, 100 - w])(rng.randint(1, 99))
    sheets = {(j, who): {"x": score(), "y": score()} for j in range(judges) for who in people}
    def total(s):
        return s["x"] / most * weights[0] + s["y"] / most * weights[1] if nested else s["x"] + s["y"]
    line = lambda id, w: f'{{ id = "{id}", name = "{id}", most = {most}, places = {places}' + (
        f", weight = {w} }}" if nested else " }")
    rules = (
        f'[[stage]]\nid = "panel"\nkind = "review"\nname = "评审"\n[stage.review]\npanel = "not stated"\n'
        f'recusal = "not stated"\nrubric = [{line("x", weights[0])}, {line("y", weights[1])}]\n'
        f'aggregate = "{kind}"\ntrim = {trim}\nsheets_least = {2 * trim + 1}\n'
    )
    rows = [(f"j{j}", who, c, float(v) if v.denominator > 1 else int(v)) for (j, who), s in sheets.items() for c, v in s.items()]
    figures = {}
    ranks = [placed({who: total(sheets[j, who]) for who in people}, False) for j in range(judges)]
    for who in people:
        marks = sorted(
            [mean([F(p) for p in range(r[who][0], r[who][0] + r[who][1])]) for r in ranks]
            if kind == "rank-sum" else [total(sheets[j, who]) for j in range(judges)]
        )
        kept = marks[trim : len(marks) - trim]
        if kept:
            middle = mean([kept[(len(kept) - 1) // 2], kept[len(kept) // 2]])
            figures[who] = {"mean": mean(kept), "median": middle}.get(kind, sum(kept, F(0)))
    return rules, rows, figures, kind == "rank-sum"


def write(folder, name, head, rows):
    with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(head)
        table.writerows(rows)


def one(program, rng, folder):
    people = [f"c{n}" for n in range(rng.randint(1, 6))]
    votes = {who: F(rng.randint(0, 60)) for who in people}
    equals = rng.choice(["mean", "highest", "lowest"])
    scoring, rows, scores, fewest = panel(rng, people)
    parts, expected = [], {who: F(0) for who in people}
    for stage, figures, low in [("vote", votes, False), ("panel", scores, fewest)]:
        normalise, apply = normalisations(rng)
        while low and "rank" not in normalise:
            normalise, apply = normalisations(rng)
        weight, cap = F(rng.randint(1, 40), 4), rng.choice([None, F(rng.randint(1, 60))])
        cap_text = "" if cap is None else f", cap = {cap}"
        parts.append(f'{{ stage = "{stage}", weight = "{weight}", normalise = {normalise}, equals = "{equals}"{cap_text} }}')
        part = apply(figures, low, equals) if figures else None
        for who in people:
            if part is None:
                expected = {}
            elif who in expected:
                value = part.get(who)
                if value is None:
                    del expected[who]
                else:
                    expected[who] += weight * (value if cap is None else min(value, cap))
    rule = (
        '[[result]]\nid = "final"\nname = "结果"\nafter = "panel"\nyields = "finalists"\ndecide = "count"\n'
        f"combine = {{ sum = [{', '.join(parts)}] }}\ntake = \"seats\"\nties = [\"all\"]\n"
    )
    (folder / "plan.toml").write_text(HEAD + scoring + rule, encoding="utf-8")
    write(folder, "candidates", ["id"], [[who] for who in people])
    write(folder, "tallies", ["candidate", "for"], votes.items())
    write(folder, "sheets", ["judge", "candidate", "criterion", "score"], rows)
    run = subprocess.run([program, "count", "--plan", folder / "plan.toml", "--tables", folder, "--json"], capture_output=True, text=True)
    if run.returncode not in (0, 2):
        return f"{run.stdout}{run.stderr}"
    ranking = json.loads(run.stdout)["rounds"][0]["categories"][0]["ranking"]
    ours = {row["candidate"]: row["score"] for row in ranking}
    for who in people:
        theirs = expected.get(who)
        if (None if ours[who] is None else F(ours[who])) != theirs:
            return f"{who}: the program says {ours[who]}, the fractions say {theirs}"
    return None


def main():
    program, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
    for seed in range(runs):
        folder = pathlib.Path(tempfile.mkdtemp(prefix=f"sums-{seed}-"))
        difference = one(program, random.Random(seed), folder)
        if difference:
            sys.exit(f"seed {seed} in {folder}: {difference}")
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    print(f"{runs} random sums agree")


main()
