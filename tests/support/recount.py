#!/usr/bin/env python3
"""An independent recount: what every row of a series of staff lists must have got, by the rules of the facts.

Shares no code with the project and asks no service: it reads the lists, the tree and the files, decides each row in order,
and compares with the verdicts that `karmayogi import --verdicts` wrote. Would catch: a row counted twice, dropped in
silence, refused without cause, or stored as somebody else.

usage: recount.py --issuer up-police-pno FILE.csv,ORGANISATION,DISTRICT,VERDICTS.csv ...
ends with 0 where every verdict agrees
"""

import argparse
import csv
import datetime
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import recount_text as text
from recount_rules import FIELDS, IGOT_COLUMNS, Lists, Reader, Settings

IST = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
MOBILE_SHARED_MOST = 5
MADE_UP_BIRTHDAYS = {(1, 1), (7, 1)}


@dataclass
class Verdict:
    """What becomes of a row. Reasons are (column, word)."""

    row: int
    line: int
    kind: str
    official_id: str = ""
    reasons: tuple = ()
    flags: tuple = ()


# ---- files


def read_rows(path):
    """Yields (line on which the row begins, cells) of a CSV file, lines without anything left out."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        line = 1
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1


def is_header(cells):
    """Every row that can be registered has a digit or an @; no header has."""
    return not any(character.isdigit() or character == "@" for cell in cells for character in cell)


def read_list(path, named):
    """Columns and rows of a staff list."""
    rows = list(read_rows(path))
    header = rows.pop(0)[1] if rows and (named or is_header(rows[0][1])) else None
    columns = [name.strip() for name in header] if named else IGOT_COLUMNS
    unknown = [name for name in columns if name not in FIELDS and not name.startswith("refused")]
    if unknown:
        raise SystemExit(f"{path}: the recount does not know the columns {unknown}")
    return columns, rows


# ---- identity


class Registered:
    """Who is registered, and by which keys each is found."""

    def __init__(self, lists):
        self.lists = lists
        self.by_issued_id, self.by_email = {}, {}
        self.by_mobile, self.likenesses = defaultdict(list), set()
        self.sequences = Counter()

    def matches(self, candidate):
        """[(column, reason, holder)] for every identifying key that somebody has."""
        found = []
        for issuer, (value, column) in candidate.issued_ids.items():
            if (issuer, value) in self.by_issued_id:
                found.append((column, "ISSUED_ID_TAKEN", self.by_issued_id[issuer, value]))
        if is_personal(candidate) and candidate.email in self.by_email:
            found.append(("email", "EMAIL_TAKEN", self.by_email[candidate.email]))
        if not candidate.issued_ids and not is_personal(candidate) and candidate.mobile:
            holders = [holder for holder in self.by_mobile[candidate.mobile] if holder.name == candidate.name]
            found.extend(("mobile", "MOBILE_TAKEN", holder) for holder in holders)
        return found

    def decide(self, candidate, flags):
        """(kind, official id, reasons, flags) of a row without findings; a new official is registered."""
        matches = self.matches(candidate)
        if matches:
            return self.decide_known(candidate, matches)
        others = len(self.by_mobile[candidate.mobile]) if candidate.mobile else 0
        if others >= MOBILE_SHARED_MOST:
            return "refused", "", [("mobile", "MOBILE_SHARED_TOO_OFTEN")], []
        flags = [*flags, *(["SHARED_MOBILE"] if others else [])]
        if likeness(candidate) in self.likenesses:
            flags.append("LIKELY_DUPLICATE")
        self.add(candidate)
        return "flagged" if flags else "stored", candidate.official_id, [], flags

    @staticmethod
    def decide_known(candidate, matches):
        holders = {id(holder): holder for _, _, holder in matches}
        by_name = matches[0][1] == "MOBILE_TAKEN"
        if len(holders) == 1 or by_name:
            for holder in holders.values():
                if says_nothing_else(candidate, holder):
                    return "already_there", holder.official_id, [], []
        reasons = {(column, reason) for column, reason, _ in matches}
        if len(holders) == 1:
            reasons.add(("row", "CONTENT_DIFFERS"))
        return "refused", "", list(reasons), []

    def add(self, official):
        department = self.lists.department_of(official.organisation)
        self.sequences[department] += 1
        number = self.lists.departments.index(department) + 1
        official.official_id = official_id(number, self.sequences[department])
        for issuer, (value, _) in official.issued_ids.items():
            self.by_issued_id[issuer, value] = official
        if is_personal(official):
            self.by_email[official.email] = official
        if official.mobile:
            self.by_mobile[official.mobile].append(official)
        if likeness(official):
            self.likenesses.add(likeness(official))


def is_personal(official):
    return official.email != "" and official.email_kind == "personal"


def likeness(official):
    """What two records of one person have in common; None where too little is known."""
    born = official.birth_date
    if born is None:
        return None
    if (born.month, born.day) not in MADE_UP_BIRTHDAYS:
        return official.name, born, official.district
    return (official.name, born, official.district, official.parent_name) if official.parent_name else None


def says_nothing_else(candidate, holder):
    """Whether everything that the candidate says is so in the holder."""
    plain = "name parent_name mobile birth_date organisation district group gender category engagement mother_tongue pin tags"
    for name in plain.split():
        said = getattr(candidate, name)
        if said and said != getattr(holder, name):
            return False
    if candidate.email and (candidate.email, candidate.email_kind) != (holder.email, holder.email_kind):
        return False
    if candidate.designation_code:
        if candidate.designation_code != holder.designation_code:
            return False
    elif candidate.designation and (holder.designation_code or candidate.designation != holder.designation):
        return False
    return all(holder.issued_ids.get(issuer, ("",))[0] == value for issuer, (value, _) in candidate.issued_ids.items())


def official_id(department, sequence):
    """With a check character by ISO/IEC 7064 MOD 11-2."""
    remainder = 0
    for digit in f"{department}{sequence:013d}":
        remainder = (remainder + int(digit)) * 2 % 11
    check = (12 - remainder) % 11
    return f"{department}-{sequence}-{'X' if check == 10 else check}"


# ---- recount


class Recount:
    """Decides file after file, as a registration that was empty before the first would have to."""

    def __init__(self, data_folder, today=None, more_organisations=()):
        self.lists = Lists(Path(data_folder), more_organisations)
        self.today = today or datetime.datetime.now(IST).date()
        self.registered = Registered(self.lists)

    def take(self, path, organisation="", district=0, issuer="", named=False):
        """The verdicts of a file, in order."""
        columns, rows = read_list(path, named)
        settings = Settings(organisation, district, issuer, self.today)
        settings.birth_date_order = self.order_of(columns, rows, "birth_date")
        settings.effective_on_order = self.order_of(columns, rows, "effective_on")
        return [self.decide(number, line, columns, cells, settings) for number, (line, cells) in enumerate(rows, 1)]

    @staticmethod
    def order_of(columns, rows, name):
        if name not in columns:
            return text.DAY_FIRST
        place = columns.index(name)
        return text.order_of_column(cells[place] for _, cells in rows if place < len(cells))

    def decide(self, number, line, columns, cells, settings):
        while cells and cells[-1].strip() == "":
            cells = cells[:-1]
        if len(cells) > len(columns):
            return Verdict(number, line, "refused", reasons=(("row", "CELL_COUNT"),))
        reader = Reader(dict(zip(columns, cells)), self.lists, settings)
        reader.read()
        if reader.findings:
            return Verdict(number, line, "refused", reasons=tuple(reader.findings))
        kind, who, reasons, flags = self.registered.decide(reader.official, reader.flags)
        return Verdict(number, line, kind, who, tuple(reasons), tuple(flags))


def differences(expected, verdicts_path):
    """Sentences on every row where the services' verdict is another one."""
    with open(verdicts_path, encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    found = []
    if len(told) != len(expected):
        found.append(f"{verdicts_path}: {len(told)} verdicts for {len(expected)} rows")
    for mine, theirs in zip(expected, told):
        ours, other = comparable(mine), comparable(told_verdict(theirs))
        if ours != other:
            found.append(f"{verdicts_path}: row {mine.row}, line {mine.line}: recounted {ours}, told {other}")
    return found


def told_verdict(row):
    reasons = tuple(tuple(reason.split(":", 1)) for reason in row["reasons"].split())
    flags = tuple(flag.split(":", 1)[-1] for flag in row["flags"].split())
    return Verdict(int(row["row"]), int(row["line"]), row["verdict"], row["official_id"], reasons, flags)


def comparable(verdict):
    """Sets, because the order of reasons within a row is no promise."""
    return (
        verdict.row,
        verdict.line,
        verdict.kind,
        verdict.official_id,
        sorted(":".join(reason) for reason in verdict.reasons),
        sorted(verdict.flags),
    )


def main():
    parser = argparse.ArgumentParser(description="Recounts imports independently.")
    parser.add_argument("imports", nargs="+", metavar="FILE.csv,ORGANISATION,DISTRICT,VERDICTS.csv")
    parser.add_argument("--data", default=Path(__file__).parents[2] / "deploy/data", help="folder of the master lists")
    parser.add_argument("--issuer", default="", help="issuer of the column Employee ID")
    parser.add_argument("--named", action="store_true", help="the files have named columns")
    options = parser.parse_args()

    recount, wrong, totals = Recount(options.data), [], Counter()
    for each in options.imports:
        file, organisation, district, verdicts = each.rsplit(",", 3)
        expected = recount.take(file, organisation, int(district or 0), options.issuer, options.named)
        wrong += differences(expected, verdicts)
        totals.update(verdict.kind for verdict in expected)
    for line in wrong[:20]:
        print(line)
    print(f"{sum(totals.values())} rows recounted: {dict(totals)}; {len(wrong)} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
