"""Figures counted a second time, from what the feeds say alone: one JSON object a line for every entry, as
`karmayogi feed tail --json` prints it. Shares no code with the service; written for being right, not for being fast.

usage: recount_figures.py --registration FILE [--catalogue FILE] --measures onboarded,blocked [--organisation ID]
           [--by district,month] [--filter gender=2,3]... [--as-of yyyy-mm-dd] [--since yyyy-mm-dd]

Prints one JSON object: the total, and the rows by their codes.
"""

import argparse
import collections
import datetime
import json

IST = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
DAY = datetime.timedelta(days=1)

# Words of the feed's JSON, in the order of the numbers of the contract; 0 is not said.
WORDS = {
    "group": ["a", "b", "c", "d", "contractual_staff", "others"],
    "gender": ["male", "female", "transgender", "others"],
    "category": ["general", "obc", "sc", "st", "ews"],
    "engagement": [
        *("regular", "contractual", "outsourced", "honorary", "volunteer", "elected", "deputed", "trainee"),
    ],
    "course_kind": [
        *("course", "program", "curated_program", "blended_program", "invite_only_program", "moderated_course"),
        *("standalone_assessment", "comprehensive_assessment", "learning_pathway", "event", "external", "case_study"),
    ],
    "competency_area": ["behavioural", "functional", "domain"],
}
STATES = {"active": "onboarded", "blocked": "blocked", "retired": "retired"}
PERIODS = ("day", "week", "month")


def number(kind, word):
    """The number of an enum's word; numbers stay."""
    if isinstance(word, int):
        return word
    return WORDS[kind].index(word) + 1 if word in WORDS[kind] else 0


def day_of(date):
    """A day of the feed: text, or year, month and day apart; None where there is none."""
    if not date:
        return None
    if isinstance(date, str):
        return datetime.date.fromisoformat(date)
    return datetime.date(date["year"], date["month"], date["day"])


def period_of(kind, day):
    if kind == "month":
        return f"{day.year:04}-{day.month:02}"
    return (day - day.weekday() * DAY if kind == "week" else day).isoformat()


def events_of(lines):
    """(kind, event) in the order of the feed."""
    for line in lines:
        for event in json.loads(line)["events"]:
            yield from event.items()


class Registration:
    """What the feed of registration says of organisations, districts and officials."""

    def __init__(self, lines):
        self.parents, self.strengths, self.divisions = {}, {}, {}
        self.histories = collections.defaultdict(list)  # official: [(day, version, state, post)]
        for kind, event in events_of(lines):
            if kind == "master_entries_put" and event["list"] in ("district", 4):
                self.divisions.update({entry["code"]: entry["division_en"] for entry in event["entries"]})
            elif kind.startswith("organisation_"):
                organisation = event["organisation"]
                self.parents[organisation["organisation_id"]] = organisation["parent_id"]
                self.strengths[organisation["organisation_id"]] = organisation["strengths"]
            elif kind.startswith("official_"):
                self.take(event["official"])
        self.top = next((one for one, parent in self.parents.items() if not parent), None)

    def take(self, official):
        history = self.histories[official["official_id"]]
        if history and official["version"] <= history[-1][1]:
            return
        history.append((day_of(official["effective_on"]), official["version"], official["state"], official["post"]))

    def path(self, organisation):
        """From the organisation up to the top."""
        while organisation:
            yield organisation
            organisation = self.parents[organisation]

    def state_on(self, history, day):
        """(measure, post) that holds on the day, or None: not there yet."""
        reached = [entry for entry in history if entry[0] <= day]
        return (STATES[reached[-1][2]], reached[-1][3]) if reached else None

    def code(self, dimension, post, root):
        if dimension == "organisation":
            path = list(self.path(post["organisation_id"]))
            place = path.index(root)
            return path[place - 1] if place else ""
        if dimension in ("district", "division"):
            code = str(post["district_code"]) if post["district_code"] else ""
            return code if dimension == "district" else self.divisions.get(code, "")
        if dimension == "designation":
            return post["designation_code"] or "-"
        return str(post["level"] if dimension == "level" else number(dimension, post[dimension]))

    def passes(self, post, root, filters):
        path = set(self.path(post["organisation_id"]))
        if root not in path:
            return False
        for dimension, codes in filters.items():
            if dimension == "organisation":
                if not path & set(codes):
                    return False
            elif dimension not in PERIODS and self.code(dimension, post, root) not in codes:
                return False
        return True

    def strength(self, organisation, day):
        """The strength of an organisation, or None: not declared."""
        own = [one for one in self.strengths[organisation] if day_of(one["declared_on"]) <= day]
        if own:
            return max(own, key=lambda one: day_of(one["declared_on"]))["count"]
        below = [self.strength(one, day) for one, parent in self.parents.items() if parent == organisation]
        return sum(below) if below and None not in below else None

    def changes(self, root, by, filters, as_of):
        """(day, codes, {measure: change}) for everything that came or went until the day."""
        for history in self.histories.values():
            before = None
            for day in sorted({entry[0] for entry in history if entry[0] <= as_of}):
                after = self.state_on(history, day)
                for held, sign in ((before, -1), (after, 1)):
                    if held and self.passes(held[1], root, filters):
                        codes = [None if name in PERIODS else self.code(name, held[1], root) for name in by]
                        yield day, codes, {held[0]: sign}
                before = after


class Catalogue:
    """What the feed of the catalogue says of courses."""

    def __init__(self, lines):
        self.areas = {}
        self.versions, self.editions, self.ends = {}, collections.defaultdict(list), {}
        for kind, event in events_of(lines):
            if kind == "master_entries_put" and event["list"] in ("competency", 1):
                self.areas.update({entry["code"]: number("competency_area", entry["area"]) for entry in event["entries"]})
            elif kind.startswith("course_"):
                self.take(event["course"])

    def take(self, course):
        key, life, editions = course["course_id"], course["life"], self.editions[course["course_id"]]
        version = int(course["version"])  # JSON of protobuf writes large numbers as text
        if version <= self.versions.get(key, 0):
            return
        self.versions[key] = version
        live_from = day_of(life.get("live_from"))
        if live_from is None or key in self.ends:
            return
        editions.append((day_of(life.get("edition_from")) if editions else live_from, course["content"]))
        if day_of(life.get("retired_on")):
            self.ends[key] = day_of(life["retired_on"])

    def content_on(self, key, day):
        if key in self.ends and day >= self.ends[key]:
            return None
        reached = [content for since, content in self.editions[key] if since <= day]
        return reached[-1] if reached else None

    def has(self, dimension, content, codes):
        if dimension == "available_language":
            return bool(set(content["languages"]) & set(codes))
        if dimension == "competency_area":
            return bool({str(self.areas.get(code, 0)) for code in content["competency_codes"]} & set(codes))
        return dimension in PERIODS or self.code(dimension, content) in codes

    def code(self, dimension, content):
        if dimension == "course_kind":
            return str(number("course_kind", content["kind"]))
        if dimension == "course_languages":
            return "+".join(sorted(set(content["languages"])))
        assert dimension == "provider", dimension
        return content["provider_code"] or "-"

    def changes(self, by, filters, as_of):
        for key, editions in self.editions.items():
            days = {since for since, _ in editions} | ({self.ends[key]} if key in self.ends else set())
            before = None
            for day in sorted(one for one in days if one <= as_of):
                after = self.content_on(key, day)
                for held, sign in ((before, -1), (after, 1)):
                    if held and all(self.has(name, held, codes) for name, codes in filters.items()):
                        codes = [None if name in PERIODS else self.code(name, held) for name in by]
                        yield day, codes, {"courses": sign, "course_minutes": sign * held["duration_minutes"]}
                before = after


class Figures:
    def __init__(self, registration=(), catalogue=()):
        self.registration, self.catalogue = Registration(registration), Catalogue(catalogue)

    def count(self, measures, organisation=None, by=(), filters=None, as_of=None, since=None):
        """(total, {codes: row}), each a list of figures in the order of the measures; None: not declared."""
        filters, as_of = filters or {}, as_of or datetime.datetime.now(IST).date()
        root = organisation or self.registration.top
        changes = []
        if set(measures) & {"onboarded", "blocked", "retired"}:
            changes += self.registration.changes(root, by, filters, as_of)
        if set(measures) & {"courses", "course_minutes"}:
            changes += self.catalogue.changes(by, filters, as_of)
        total, rows = collections.Counter(), collections.defaultdict(collections.Counter)
        for day, codes, change in changes:
            if any(period_of(kind, day) not in filters[kind] for kind in PERIODS if kind in filters):
                continue
            for i, name in enumerate(by):
                if name in PERIODS:
                    codes[i] = period_of(name, day)
                    codes[i] = "before" if codes[i] < period_of(name, since) else codes[i]
            for measure, value in change.items():
                total[measure] += value
                rows[tuple(codes)][measure] += value
        shown = {codes: row for codes, row in rows.items() if by and any(row[measure] for measure in measures)}
        return [total[measure] for measure in measures], {
            codes: [row[measure] for measure in measures] for codes, row in shown.items()
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--registration", metavar="FILE")
    parser.add_argument("--catalogue", metavar="FILE")
    parser.add_argument("--measures", required=True)
    parser.add_argument("--organisation")
    parser.add_argument("--by", default="")
    parser.add_argument("--filter", action="append", default=[])
    parser.add_argument("--as-of", type=datetime.date.fromisoformat)
    parser.add_argument("--since", type=datetime.date.fromisoformat)
    given = parser.parse_args()
    feeds = []
    for path in (given.registration, given.catalogue):
        feeds.append(open(path, encoding="utf-8").read().splitlines() if path else ())
    filters = {name: codes.split(",") for name, codes in (one.split("=") for one in given.filter)}
    total, rows = Figures(*feeds).count(
        given.measures.split(","), given.organisation, given.by.split(",") if given.by else (), filters, given.as_of, given.since
    )
    told = [{"codes": list(codes), "figures": row} for codes, row in sorted(rows.items())]
    print(json.dumps({"total": total, "rows": told}, ensure_ascii=False))


if __name__ == "__main__":
    main()
