#!/usr/bin/env python3
"""A second recount of a published selection, in plain Python 3 with nothing but its standard library.

    python3 recount.py DIR

Written from the specification of the log and of plan files, not from the program that runs selections. It reads entries
and ballots out of the bundles, compares the roots of both trees (RFC 6962, SHA-256) with the heads, every commitment
with its opening, counts ballots and paper under the plan's limits, combines votes and panels as the plan says, in
fractions, gives the seats, and compares all of it with what was published. It checks no signature and no permission:
that is for `xuanxian verify`. Ends 0 where everything agrees and 1 at the first thing that does not.
"""

import base64
import hashlib
import json
import sys
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

ANCHORS = ("ballots-anchored", "counts-shown", "ballots-counted")
NOTHING = {"valid": 0, "invalid": 0, "votes": {}}
sha256 = lambda data: hashlib.sha256(data).digest()
row = lambda rows, wanted: next((r for r in rows if r["id"] == wanted), None)
mean = lambda numbers: Fraction(sum(numbers), len(numbers)) if numbers else None


class Wrong(Exception):
    """Something does not agree."""


def require(holds, what):
    if not holds:
        raise Wrong(what)


def said(value):
    """What a plan states; None where it is silent or contradicts itself."""
    return None if value == "not stated" or isinstance(value, dict) and "contradictory" in value else value


def write(value):
    """The one text of a value (RFC 8785, restricted)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read(data, what):
    """A value out of its one text, which holds no numbers but integers."""
    value = json.loads(data, parse_float=int, parse_constant=int)
    require(write(value) == data, f"{what} is not canonical")
    return value


def committed(tag, el, context, salt, data):
    fields = [tag.encode(), el.encode(), context.encode(), bytes.fromhex(salt), data]
    return hashlib.sha256(b"".join(len(f).to_bytes(8, "big") + f for f in fields)).hexdigest()


class Tree:
    """The root of a growing tree: the roots of its complete subtrees, the largest first."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def push(self, leaf):
        node, size = sha256(b"\0" + leaf), self.size
        while size & 1:
            node, size = sha256(b"\1" + self.peaks.pop() + node), size >> 1
        self.peaks.append(node)
        self.size += 1

    def root(self):
        *rest, node = self.peaks or [sha256(b"")]
        for peak in reversed(rest):
            node = sha256(b"\1" + peak + node)
        return node


def head(folder):
    """Origin, size and root of a log."""
    text = (folder / "checkpoint").read_text(encoding="utf-8").split("\n\n")[0].split("\n")
    require(len(text) == 3, f"{folder.name}/checkpoint has not three lines")
    return text[0], int(text[1]), base64.b64decode(text[2], validate=True)


def bundle_path(folder, index):
    path = f"{index % 1000:03}"
    while index := index // 1000:
        path = f"x{index % 1000:03}/{path}"
    return folder / "tile/entries" / path


def leaves(folder, size):
    """The leaves of a log, in order."""
    for index in range((size + 255) // 256):
        width = min(256, size - 256 * index)
        full = bundle_path(folder, index)
        part = full.with_name(full.name + ".p") / str(width)
        data, at = (part if width < 256 and part.exists() else full).read_bytes(), 0
        for _ in range(width):
            length = 2 + int.from_bytes(data[at : at + 2], "big")
            require(at + length <= len(data), f"bundle {index} of {folder.name} is cut off")
            yield data[at + 2 : at + length]
            at += length
        require(at == len(data) or data == full.read_bytes(), f"bundle {index} of {folder.name} is too long")


def entries_of(folder, el, size, root):
    """The entries of the log of acts in order; None for a leaf that is sealed still, or for good."""
    tree, found, sealed = Tree(), [], {}
    for n, data in enumerate(leaves(folder, size)):
        tree.push(data)
        leaf = read(data, f"entry {n}")
        require(leaf["n"] == n and leaf["el"] == el and leaf["v"] == 1, f"entry {n} belongs elsewhere")
        found.append(None if leaf["kind"] == "sealed" else leaf)
        if leaf["kind"] == "sealed":
            sealed[n] = leaf
    require(tree.root() == root, "the entries do not lead to the root of the log of acts")
    for opening in [e for e in found if e and e["kind"] == "gate-opened"]:
        body = opening["body"]
        data = (folder / "blob" / body["blob"]).read_bytes()
        require(sha256(data).hex() == body["blob"], f"the opening of {body['gate']} is another file")
        first, *lines = data.decode().splitlines()
        require(read(first.encode(), "an opening") == {"gate": body["gate"], "v": 1}, "an opening's first line")
        opened = [read(line.encode(), "an opening") for line in lines]
        due = [n for n, leaf in sealed.items() if leaf["gate"] == body["gate"] and n < opening["n"]]
        fits = [o["n"] for o in opened] == due and len(opened) == body["entries"]
        require(fits, f"the opening of {body['gate']} leaves out or adds entries, or tells another number")
        for o in opened:
            entry, leaf = o["entry"], sealed[o["n"]]
            require((entry["n"], entry["el"], entry["at"]) == (o["n"], el, leaf["at"]), f"entry {o['n']} moved")
            commit = committed("xuanxian/entry/v1", el, f"{o['n']}/{leaf['gate']}", o["salt"], write(entry))
            require(commit == leaf["commit"], f"entry {o['n']} is not what was sealed")
            found[o["n"]] = entry
    if any(e and e["kind"] == "selection-closed" for e in found):
        shut = [n for n, leaf in sealed.items() if found[n] is None and leaf["gate"] != "never"]
        require(not shut, f"the selection is closed and entry {shut[:1]} still sealed")
    return found


def laid_over(plan, overlay):
    """Tables merge deep, lists whose rows have ids merge by id, anything else is replaced."""
    if isinstance(plan, dict) and isinstance(overlay, dict):
        return plan | {k: laid_over(plan[k], v) if k in plan else v for k, v in overlay.items()}
    rows = lambda x: isinstance(x, list) and x and all(isinstance(row, dict) and "id" in row for row in x)
    if not rows(plan) or not rows(overlay):
        return overlay
    new = {row["id"]: row for row in overlay}
    return [laid_over(row, new.pop(row["id"], {})) for row in plan] + list(new.values())


def instant(moment, zone, closing):
    """The first instant of a window, or the first behind it, in milliseconds."""
    day, _, clock = moment.partition(" ")
    hours, minutes = (clock or ("24:00" if closing else "00:00")).split(":")
    at = datetime.fromisoformat(day) + timedelta(hours=int(hours), minutes=int(minutes))
    return round(at.replace(tzinfo=zone).timestamp() * 1000)


class Votes:
    """Reads the ballots once and tallies those of every vote that was counted."""

    def __init__(self, folder, el, book):
        self.tallies, self.roots, self.seen, self.files, self.coded = {}, {}, set(), {}, {}
        self.folder, self.el, self.book, (origin, size, root) = folder, el, book, head(folder)
        require([part.split(".")[0] for part in origin.split("/")[-2:]] == [el, "ballots"], "the log of ballots is another selection's")
        tree, self.roots[0], self.then = Tree(), sha256(b""), {0: b"{}"}  # root and tallies at each size told of
        wanted = {e["body"]["size"] for e in book.anchors}
        for n, data in enumerate(leaves(folder, size)):
            tree.push(data)
            self.take(n, read(data, f"ballot {n}"))
            if n + 1 in wanted:
                self.roots[n + 1], self.then[n + 1] = tree.root(), write(self.tallies)
        require(tree.root() == root, "the ballots do not lead to the root of their log")
        for stage, lines in self.files.items():
            require(next(lines, None) is None, f"more is opened than was cast in {stage}")
        for channel, nyms in self.coded.items():
            issued = [e["body"]["count"] for e in book.codes if e["body"]["channel"] == channel]
            require(len(nyms) <= sum(issued), f"{len(nyms)} voters came with {sum(issued)} codes by {channel}")
        self.ballots = size

    def take(self, n, ballot):
        require(ballot["n"] == n and ballot["el"] == self.el, f"ballot {n} belongs elsewhere")
        period = ballot["period"]
        stage = period[:-4] if period.endswith("-all") else period[:-11]
        if (count := self.book.counts.get(stage)) is None:
            return  # not counted yet
        plan, body = count["plan"], count["entry"]["body"]
        rules, zone = row(plan["stage"], stage), ZoneInfo(plan["time_zone"])
        at, limit = ballot["at"], rules["vote"]["limit"][0]
        until = instant(rules["closes"], zone, True) if said(rules.get("closes")) else count["closed"]
        require(count["opened"] <= at < until, f"ballot {n} was cast outside the window of {stage}")
        day = (datetime.fromtimestamp(at // 1000, timezone.utc)).astimezone(zone).date()
        right = f"{stage}-{day}" if limit["per"] == "day" else f"{stage}-all"
        require(period == right, f"ballot {n} stands in the period {period}, and was cast in {right}")
        require(0 <= ballot["slot"] < limit["ballots"], f"ballot {n} is beyond the limit")
        key = (ballot["nym"], period, ballot["cat"], ballot["slot"])
        require(key not in self.seen, f"ballot {n} is a second one in its slot")
        self.seen.add(key)
        require(n < body["size"], f"ballot {n} came after the count")
        require(not {"supersedes", "withdraws"} & ballot.keys(), f"ballot {n} replaces another")
        channel = row(rules["vote"]["channel"], ballot["channel"])
        require(channel and said(channel["identity"]) != "paper", f"ballot {n} came by no channel for ballots")
        if said(channel["identity"]) == "code":
            self.coded.setdefault(channel["id"], set()).add(ballot["nym"])
        opened = next(self.files.setdefault(stage, self.openings(stage)), None)
        require(opened is not None and opened["n"] == n, f"ballot {n} is not opened")
        choices, context = opened["choices"], f"{ballot['cat']}/{period}/{ballot['slot']}/{ballot['nym']}"
        commit = committed("xuanxian/ballot/v1", self.el, context, opened["salt"], write(choices))
        require(commit == ballot["commit"], f"ballot {n} is opened to what was not cast")
        tally = self.tallies.setdefault(stage, {}).setdefault(ballot["cat"], added(NOTHING, {}))
        shape = rules["vote"]["ballot"]["approve"]
        standing = count["candidates"].get(ballot["cat"], [])
        fine = shape["least"] <= len(choices) == len(set(choices) & set(standing)) <= shape["most"]
        tally["valid" if fine else "invalid"] += 1
        for choice in choices if fine else []:
            tally["votes"][choice] = tally["votes"].get(choice, 0) + 1

    def openings(self, stage):
        k, last = 0, -1
        while (path := self.folder / "openings" / stage / str(k)).exists():
            lines = path.read_bytes().split(b"\n")
            require(lines.pop() == b"" and len(lines) <= 65536, f"{path.name} of {stage} is cut off")
            for line in lines:
                opened = read(line, f"an opening of {stage}")
                require(opened["n"] > last, f"ballot {opened['n']} is opened twice")
                last = opened["n"]
                yield opened
            k += 1


def added(one, other):
    """The sum of two tables of figures."""
    plus = lambda a, b: added(a or {}, b or {}) if dict in (type(a), type(b)) else (a or 0) + (b or 0)
    return {key: plus(one.get(key), other.get(key)) for key in one.keys() | other.keys()}


def panel(rules, piles, standing):
    """The panel's score of each candidate, and the mean of each criterion."""
    trim, least = said(rules.get("trim")), said(rules.get("sheets_least"))
    totals = {c: sorted(sum(sheet.values()) for sheet in piles[c]["sheets"]) if "sheets" in piles[c]
              else piles[c]["totals"] for c in standing}
    most = max((len(t) for t in totals.values()), default=0)
    if least is None and all(len(t) == most for t in totals.values()):
        least = 0  # it can change nothing
    # The plans of the house take means; what becomes of totals otherwise, and silence, is no score here.
    if said(rules.get("aggregate")) != "mean" or None in (trim, least, said(rules.get("rubric"))) or not most:
        return None, {}
    scores, criteria = {}, {}
    for c in standing:
        kept = totals[c][trim : len(totals[c]) - trim]
        if len(totals[c]) >= least and kept:
            scores[c] = mean(kept)
            for criterion in rules["rubric"]:
                each = ([s[criterion["id"]] for s in piles[c]["sheets"]] if "sheets" in piles[c]
                        else piles[c]["scores"].get(criterion["id"], []))
                criteria.setdefault(criterion["id"], {})[c] = mean(each)
    return scores, criteria


def part_scores(how, figures):
    if how == "none":
        return figures
    by = max(figures.values(), default=0) if how == "divide-by-maximum" else sum(figures.values())
    return {c: f / by * 100 for c, f in figures.items()} if by else None


def result(plan, rule, category, book, votes):
    """Ranking of a category under a rule: (candidate, rank, score, status), in order."""
    candidates = book.candidates.get(category["id"], [])
    standing = [c for c in candidates if c not in book.withdrawn]
    parts, criteria, complete = {}, {}, said(rule["combine"]) is not None
    for part in rule["combine"]["weighted"] if complete else []:
        stage = row(plan["stage"], part["stage"])
        figures = None
        if stage["kind"] == "vote" and part["stage"] in book.counts:
            tally = book.counts[part["stage"]]["entry"]["body"]["categories"].get(category["id"])
            paper = book.paper.get(part["stage"], {}).get(category["id"], {})
            figures = {c: Fraction(added(tally, paper)["votes"].get(c, 0)) for c in standing} if tally else None
        elif stage["kind"] == "review":
            figures, means = panel(stage["review"], book.piles(part["stage"], candidates), standing)
            criteria.update(means)
        how = said(part.get("normalise"))
        scores = part_scores(how, figures) if figures is not None and how else None
        if scores is not None:
            parts[part["stage"]] = scores
        elif Fraction(part["weight"]):
            complete = False
    score, places = {}, said(rule.get("places"))
    for c in standing if complete else []:
        each = [(Fraction(p["weight"]), parts.get(p["stage"], {}).get(c)) for p in rule["combine"]["weighted"]]
        if all(figure is not None or not weight for weight, figure in each):
            total = sum(weight * figure for weight, figure in each if figure is not None) / 100
            if places is not None:
                total = Fraction((total * 10**places + Fraction(1, 2)).__floor__(), 10**places)
            score[c] = total
    take, seats = said(rule["take"]), said(category["seats"])
    seats = take["count"] if isinstance(take, dict) else next(iter(seats.values())) if take and seats else None
    seats = seats if said(rule["decide"]) else None
    ranking = []
    for value in sorted(set(score.values()), reverse=True):
        equal = [c for c in standing if score.get(c) == value]
        placed = seat(rule, equal, seats, len(ranking), parts, criteria)
        rank = len(ranking) + 1
        ranking += [(c, rank, value, status) for c, status in placed]
    # Whoever lacks a score may yet take a place from the last of those who have one.
    lacking = [c for c in standing if c not in score]
    last = [rank for _, rank, _, status in ranking if status == "seated"][max(0, (seats or 0) - len(lacking)):]
    if lacking and last:
        ranking = [(c, rank, value, "undecided" if status == "seated" and rank >= last[0] else status)
                   for c, rank, value, status in ranking]
    ranking += [(c, None, None, "undecided") for c in lacking]
    return ranking + [(c, None, None, "withdrawn") for c in candidates if c in book.withdrawn]


def seat(rule, equal, seats, before, parts, criteria):
    """What becomes of candidates of equal score, in order."""
    if seats is None:
        return [(c, "undecided") for c in equal]
    left = max(0, seats - before)
    if left == 0 or len(equal) <= left:
        return [(c, "seated" if left else "not") for c in equal]
    ahead, behind, open_ = [], [], "undecided"
    for step in said(rule.get("ties")) or []:
        if step in ("all", "resolution"):
            open_ = "seated" if step == "all" else "tied"
            break
        figures = parts.get(step["part"]) if "part" in step else criteria.get(step["criterion"])
        if figures is None or any(figures.get(c) is None for c in equal):
            break
        lower, still = [], []
        for value in sorted({figures[c] for c in equal}, reverse=True):
            group = [c for c in equal if figures[c] == value]
            if left == 0 or still:
                lower += [(c, "not") for c in group]
            elif len(group) > left:
                still = group
            else:
                left, ahead = left - len(group), ahead + [(c, "seated") for c in group]
        behind, equal = lower + behind, still
    return ahead + [(c, open_) for c in equal] + behind


class Book:
    """What the entries say, as far as a count needs it."""

    def __init__(self, entries):
        self.entries, self.plan = entries, None
        self.anchors = [e for e in entries if e["kind"] in ANCHORS]
        self.codes = [e for e in entries if e["kind"] == "codes-issued"]
        self.counts, self.candidates, self.withdrawn, self.published, self.gone = {}, {}, set(), set(), set()
        self.sheets, self.told, self.batches, self.paper, opened = {}, {}, {}, {}, {}
        for entry in entries:  # votes first: the ballots are read once, before any result
            body = entry["body"]
            self.adopt(entry)
            if entry["kind"] == "stage-opened":
                opened[body["stage"]] = entry["at"]
            elif entry["kind"] == "ballots-counted":
                self.counts[body["stage"]] = {"entry": entry, "plan": self.plan, "closed": entry["at"],
                                              "opened": opened[body["stage"]], "candidates": self.candidates}
            elif entry["kind"] == "list-published" and body["list"] == "candidates":
                self.candidates = listed(body["members"])

    def adopt(self, entry):
        if entry["kind"] == "plan-adopted":
            self.plan = entry["body"]["plan"]
            require(sha256(write(self.plan)).hex() == entry["body"]["hash"], "the plan is not that of its hash")
        elif entry["kind"] == "plan-amended":
            self.plan = laid_over(self.plan, entry["body"]["supplement"]["overlay"])

    def lost(self, entry):  # a later restoration from a backup has fewer ballots than this entry tells of
        later = [e["body"] for e in self.entries if e["kind"] == "log-restored" and e["n"] > entry["n"]]
        return any(body["ballots"] < entry["body"]["size"] for body in later)

    def piles(self, stage, candidates):
        """The sheets of a panel by candidate, or what was told of a secret one."""
        if stage in self.told:
            return {pile["candidate"]: pile for pile in self.told[stage]}
        filed = self.sheets.get(stage, {})
        return {c: {"sheets": [s for (_, whom), s in filed.items() if whom == c and s]} for c in candidates}

    def recount(self, votes):
        """Follows the entries once more; tells every result that agrees."""
        self.candidates, self.plan = {}, None
        counted, lists, resolved, replaced, versions, results = {}, {}, {}, {}, {}, []
        for entry in self.entries:
            self.adopt(entry)
            kind, body, n = entry["kind"], entry["body"], entry["n"]
            if kind == "withdrawn":
                self.withdrawn.add(body["nominee"])
            elif kind in ("sheet-filed", "recused"):
                mark, sheets = body.get("mark"), self.sheets.setdefault(body["stage"], {})
                sheets[body["judge"], body["nominee"]] = mark["scores"] if isinstance(mark, dict) else None
            elif kind == "panel-tallied":
                self.told[body["stage"]] = body["piles"]
            elif kind == "seat-taken":
                self.gone.add(body["seat"])
            elif kind.startswith("paper-"):
                self.on_paper(entry)
            elif kind in ANCHORS and not self.lost(entry):
                root = votes.roots.get(body["size"], b"?").hex()
                fits = body["root"] == root or body["size"] == 0 and body["root"] == ""
                require(fits, f"entry {n} tells another root of the ballots, or of more than there are")
                if kind != "ballots-anchored" and body["stage"] in self.counts:
                    now = votes.tallies if kind == "ballots-counted" else json.loads(votes.then[body["size"]])
                    found = {c: NOTHING for c in body["categories"]} | now.get(body["stage"], {})
                    require(found == body["categories"], f"entry {n} tells another tally: {found}")
            elif kind == "counted":
                rule, category = row(self.plan["result"], body["rule"]), row(self.plan["category"], body["category"])
                ranking = result(self.plan, rule, category, self, votes)
                told = [(r["nominee"], r.get("rank"), Fraction(r["score"]) if "score" in r else None, r["status"])
                        for r in body["ranking"]]
                require(ranking == told, f"entry {n} tells another result:\n  {told}\n  {ranking}")
                counted.setdefault(rule["id"], {})[category["id"]] = ranking
                results += [f"{rule['id']} {category['id']}: {r['nominee']} {r.get('score')} {r['status']}"
                            for r in body["ranking"]]
            elif kind == "resolved":
                resolved[body["rule"]] = body["members"]
                goes = {m["nominee"] for m in body["members"]}
                departs = {(c, c in goes) for by in counted[body["rule"]].values()
                           for c, _, _, status in by if status == ("not" if c in goes else "seated")}
                named = {(d["nominee"], d["goes_on"]) for d in body["departures"]}
                require(named == departs, f"entry {n} does not name its departures from the figures")
            elif kind == "replaced":
                replaced[entry["req"]] = body
            elif kind == "list-published":
                which, members = body["list"], [(m["category"], m["nominee"]) for m in body["members"]]
                versions[which] = versions.get(which, 0) + 1
                require(body["version"] == versions[which], f"entry {n} is not the next version of its list")
                self.check_list(n, which, members, counted, resolved, lists, replaced.get(entry["req"]))
                lists[which] = members
                if which == "candidates":
                    self.candidates = listed(body["members"])
        return results, lists

    def on_paper(self, entry):
        """A batch counts as soon as two seats have entered the same; the count of paper is the sum of those."""
        kind, body, n = entry["kind"], entry["body"], entry["n"]
        if kind == "paper-counted":
            done = [sheets.get(None) for (stage, _), sheets in self.batches.items() if stage == body["stage"]]
            require(all(done), f"entry {n} counts a batch on which no two people agree")
            sums = self.paper[body["stage"]] = {}
            for category, figures in (row for _, rows in done for row in rows.items()):
                sums[category] = added(sums.get(category, {}), figures)
            fits = (len(done), sums) == (body["batches"], body["categories"])
            return require(fits, f"entry {n} tells another sum of the paper: {sums}")
        key = (body["batch"]["stage"], write(body["batch"]))
        if kind == "paper-withdrawn":
            return require(None not in self.batches.pop(key), f"entry {n} takes back what two people agree on")
        sheets, sheet = self.batches.setdefault(key, {}), (body["scan"], body["categories"])
        fits = all(f["valid"] + f["invalid"] <= f["issued"] for f in body["categories"].values())
        require(fits and len(body["scan"]) == 64 and None not in sheets, f"entry {n} enters no sound batch")
        others = [s for by, s in sheets.items() if by != entry["by"] and by not in self.gone]
        sheets |= {entry["by"]: sheet} | ({None: sheet} if sheet in others else {})

    def check_list(self, n, which, members, counted, resolved, lists, replaced):
        open_ = [r for r in self.plan["result"] if r["yields"] == which and r["id"] in counted]
        rule, expected = next((r for r in open_ if r["id"] not in self.published), None), None
        if replaced:
            next_ = {replaced["out"]: replaced.get("with")}
            expected = [(c, next_.get(who, who)) for c, who in lists[which] if next_.get(who, who)]
        elif which == "named":
            expected = lists["finalists"]
        elif rule and said(rule["decide"]) == "resolution":
            expected = [(m["category"], m["nominee"]) for m in resolved[rule["id"]]]
        elif rule and said(rule["decide"]) == "count":
            by = counted[rule["id"]]
            expected = [(c["id"], who) for c in self.plan["category"]
                        for who, _, _, status in by.get(c["id"], []) if status == "seated"]
        if rule and not replaced:
            self.published.add(rule["id"])
        require(expected in (None, members), f"entry {n} publishes another list:\n  {members}\n  {expected}")


def listed(members):
    return {c: [m["nominee"] for m in members if m["category"] == c] for c in {m["category"] for m in members}}


def main(folder):
    origin, size, root = head(folder / "acts")
    require(origin.split("/")[-1].split(".")[0] == "acts" and origin.count("/") > 1, "the log of acts has another name")
    el = origin.split("/")[-2]
    book = Book([entry for entry in entries_of(folder / "acts", el, size, root) if entry])
    votes = Votes(folder / "ballots", el, book)
    results, lists = book.recount(votes)
    print(f"{el}: {size} entries, {votes.ballots} ballots", *results, sep="\n")
    revoked = {e["body"]["nominee"] for e in book.entries if e["kind"] == "revoked"}
    lists["honourees"] = [member for member in lists.get("named", []) if member[1] not in revoked]
    for which, members in lists.items():
        print(f"{which}: {' '.join(who for _, who in members)}")


if __name__ == "__main__":
    Path(*sys.argv[1:2], "acts").is_dir() or sys.exit("python3 tests/recount.py DIR: a publication, with acts and ballots")
    try:
        main(Path(sys.argv[1]))
    except (Wrong, OSError, KeyError, ValueError, IndexError) as fault:
        sys.exit(f"does not agree: {fault if isinstance(fault, Wrong) else repr(fault)}")
