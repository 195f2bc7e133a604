"""The rules of form for one row of a staff list; for recount.py. Shares no code with the services."""

import csv
import datetime
import re
from dataclasses import dataclass, field

import recount_text as text
from recount_legacy import looks_like_legacy_font

# Words of the columns, in the order in which findings are told.
FIELDS = (
    "full_name email mobile group designation gender category birth_date mother_tongue employee_id office_pin_code "
    "external_system_id external_system_name tags parent_name organisation district_code district_name engagement "
    "email_kind roster_serial effective_on issued_ids title row"
).split()
IGOT_COLUMNS = FIELDS[:14]

CELL_MOST_BYTES = 4096
NAME_MOST_BYTES = 255
TAGS_MOST = 16
TAG_MOST_BYTES = 63
FINDINGS_MOST = 8

TITLES = {
    *"shri shree sri smt shrimati sushri km kum kumari mr mrs ms miss dr prof".split(),
    *"श्री श्रीमती सुश्री कुमारी कु डॉ डाॅ प्रो".split(),
}


def words(**spellings):
    """{folded spelling: meaning} from meaning="a | b | c"."""
    return {text.fold(word): meaning for meaning, listed in spellings.items() for word in listed.split("|")}


GROUPS = words(
    a="a|group a|groupa|क|समूह क",
    b="b|group b|groupb|ख|समूह ख",
    c="c|group c|groupc|ग|समूह ग",
    d="d|group d|groupd|घ|समूह घ",
    contractual="contractual staff|contractual|संविदा|संविदा कर्मी|संविदा कर्मचारी",
    others="others|other|अन्य",
)
GENDERS = words(
    male="m|male|पुरुष|पुरूष|पु|पु0|पु०",
    female="f|female|महिला|स्त्री",
    transgender="t|transgender|third gender|ट्रांसजेंडर|किन्नर|तृतीय लिंग",
    others="o|others|other|अन्य",
)
CATEGORIES = words(
    general="general|gen|ur|unreserved|सामान्य|अनारक्षित",
    obc="obc|other backward class|other backward classes|अन्य पिछड़ा वर्ग|पिछड़ा वर्ग|ओबीसी",
    sc="sc|scheduled caste|scheduled castes|अनुसूचित जाति|एससी",
    st="st|scheduled tribe|scheduled tribes|अनुसूचित जनजाति|एसटी",
    ews="ews|economically weaker section|economically weaker sections|आर्थिक रूप से कमजोर वर्ग|ईडब्ल्यूएस",
)
ENGAGEMENTS = words(
    regular="regular|permanent|नियमित|स्थायी",
    contractual="contractual|contract|संविदा",
    outsourced="outsourced|outsource|outsourcing|आउटसोर्स|आउटसोर्सिंग",
    honorary="honorary|honorarium|मानदेय",
    volunteer="volunteer|स्वयंसेवक",
    elected="elected|निर्वाचित",
    deputed="deputed|deputation|on deputation|प्रतिनियुक्त|प्रतिनियुक्ति",
    trainee="trainee|प्रशिक्षु",
)
EMAIL_KINDS = words(personal="personal|व्यक्तिगत|निजी", post="post|पद")

NOTHING_SAID = {
    *"- -- – — . na n/a n.a. n.a nil null none नहीं नही शून्य अप्राप्त".split(),
    "लागू नहीं",
}
NEEDED = ("full_name", "organisation")


class Lists:
    """The master lists and the tree, from the files that were loaded into the services."""

    def __init__(self, folder, more_organisations=()):
        self.designations = self._spellings(folder / "designations.csv", "code")
        self.mother_tongues = self._spellings(folder / "mother_tongues.csv", "code")
        self.districts = self._spellings(folder / "districts.csv", "lgd_code")
        self.census = {int(row["lgd_code"]): int(row["census2011_code"]) for row in rows_of(folder / "districts.csv")}
        trees = [folder / "organisations.csv", *more_organisations]
        self.organisations = {row["organisation_id"]: row for tree in trees for row in rows_of(tree)}
        # In the order of their creation, which gives them their numbers.
        self.departments = [name for name in self.organisations if self.department_of(name) == name]

    @staticmethod
    def _spellings(path, key):
        found = {}
        for row in rows_of(path):
            for spelling in [row[key], row["name_en"], row["name_hi"], *row["aliases"].split("|")]:
                if spelling:
                    found[text.fold(spelling)] = row[key]
        return found

    def department_of(self, organisation):
        """The node whose parent is the state; None for the state itself."""
        node = self.organisations[organisation]
        while node["parent_id"]:
            parent = self.organisations[node["parent_id"]]
            if not parent["parent_id"]:
                return node["organisation_id"]
            node = parent
        return None


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Settings:
    """What holds for all rows of a file."""

    organisation: str
    district: int
    employee_id_issuer: str
    today: datetime.date
    birth_date_order: str = text.DAY_FIRST
    effective_on_order: str = text.DAY_FIRST


@dataclass
class Official:
    """What a row says, in the forms in which it is compared."""

    name: str = ""
    parent_name: str = ""
    mobile: str = ""
    email: str = ""
    email_kind: str = ""
    birth_date: datetime.date | None = None
    issued_ids: dict = field(default_factory=dict)  # issuer -> (value in upper case, column)
    organisation: str = ""
    district: int = 0
    designation: str = ""
    designation_code: str = ""
    group: str = ""
    gender: str = ""
    category: str = ""
    engagement: str = ""
    mother_tongue: str = ""
    pin: str = ""
    tags: tuple = ()
    official_id: str = ""


class Reader:
    """Reads one row. After read(), `findings` says why it is refused, `flags` what to look at."""

    def __init__(self, cells, lists, settings):
        self.raw = cells
        self.lists, self.settings = lists, settings
        self.findings, self.flags = [], []
        self.official = Official()
        self.too_long = {name for name, cell in cells.items() if len(cell.encode()) > CELL_MOST_BYTES}
        self.cells = {name: text.clean(cell) for name, cell in cells.items() if name not in self.too_long}
        for name, cell in self.cells.items():
            if cell.lower() in NOTHING_SAID and name not in NEEDED:
                self.cells[name] = ""

    def say(self, name, reason):
        if (name, reason) not in self.findings:
            self.findings.append((name, reason))

    def cell(self, name):
        return self.cells.get(name, "")

    def marked(self, name):
        """Spreadsheets keep digits as text by an apostrophe in front."""
        return re.sub("^'(?=.) ?", "", text.ascii_digits(self.cell(name)))

    def number(self, name):
        """... and save a number with .0 behind."""
        return re.sub(r"^([0-9]+)\.0$", r"\1", self.marked(name))

    def is_said(self, name):
        return name in self.too_long or self.cell(name) != ""

    def read(self):
        for name in self.too_long:
            self.say(name, "CELL_TOO_LONG")
        self.read_effective_date()
        self.official.name = self.read_name("full_name")
        self.official.parent_name = self.read_name("parent_name")
        self.read_mobile()
        self.read_email()
        self.read_words()
        self.read_birth_date()
        self.read_organisation()
        self.read_issued_ids()
        self.read_district()
        self.read_designation()
        self.read_mother_tongue()
        self.read_pin()
        self.read_tags()
        self.check_needed()
        self.findings.sort(key=lambda finding: FIELDS.index(finding[0]))
        del self.findings[FINDINGS_MOST:]

    # ---- names

    def read_name(self, name):
        """The folded name; "" where it is not said or refused."""
        written = self.cell(name)
        if written == "":
            if name == "full_name" and name not in self.too_long:
                self.say(name, "NAME_MISSING")
            return ""
        reason = why_destroyed(written)
        if not reason:
            written = without_titles(text.with_abbreviation_signs(written))
            reason = why_no_name(written)
        if reason:
            self.say(name, reason)
            return ""
        return text.fold(written)

    # ---- keys

    def read_mobile(self):
        written = self.number("mobile")
        if written == "":
            return
        reason, number = read_mobile(written)
        if reason:
            self.say("mobile", reason)
        else:
            self.official.mobile = number

    def read_email(self):
        email = re.sub("[A-Z]", lambda found: found[0].lower(), self.cell("email"))
        kind = self.word("email_kind", EMAIL_KINDS, "EMAIL_KIND_UNKNOWN") or "personal"
        if email == "":
            return
        if not email.isascii():
            self.say("email", "EMAIL_LETTERS")
        elif not is_email(email):
            self.say("email", "EMAIL_FORM")
        else:
            self.official.email, self.official.email_kind = email, kind

    def read_issued_ids(self):
        self.read_issued_id("employee_id", self.employee_id_issuer())
        self.read_external_id()
        self.read_issued_id("roster_serial", f"roster-{self.official.organisation}")

    def employee_id_issuer(self):
        if self.settings.employee_id_issuer:
            return self.settings.employee_id_issuer
        known = self.official.organisation in self.lists.organisations
        return f"employee-{self.lists.department_of(self.official.organisation)}" if known else "employee-"

    def read_external_id(self):
        if not self.is_said("external_system_id"):
            return
        name = self.cell("external_system_name")
        if not self.is_said("external_system_name"):
            self.say("external_system_name", "EXTERNAL_SYSTEM_NAME_MISSING")
        elif name and (len(name.encode()) > NAME_MOST_BYTES or not text.has_letter(name)):
            self.say("external_system_name", "EXTERNAL_SYSTEM_NAME_FORM")
        self.read_issued_id("external_system_id", issuer_of(name))

    def read_issued_id(self, name, issuer):
        value = self.marked(name)
        if value == "":
            return
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?[eE]\+[0-9]+", value):
            return self.say(name, "ISSUED_ID_SPREADSHEET")
        if not re.fullmatch(r"[A-Za-z0-9/.-]{1,30}", value) or not re.search(r"[A-Za-z0-9]", value):
            return self.say(name, f"{name.upper()}_FORM")
        held = self.official.issued_ids.setdefault(issuer, (value.upper(), name))
        if held[0] != value.upper():
            self.say(name, "ISSUED_ID_ISSUER_TWICE")

    # ---- words

    def word(self, name, meanings, reason):
        written = self.cell(name)
        if written == "":
            return ""
        meaning = meanings.get(text.fold(written))
        if meaning is None:
            self.say(name, reason)
        return meaning or ""

    def read_words(self):
        official = self.official
        official.group = self.word("group", GROUPS, "GROUP_UNKNOWN")
        official.gender = self.word("gender", GENDERS, "GENDER_UNKNOWN")
        official.category = self.word("category", CATEGORIES, "CATEGORY_UNKNOWN")
        official.engagement = self.word("engagement", ENGAGEMENTS, "ENGAGEMENT_UNKNOWN")
        if not official.engagement:
            official.engagement = "contractual" if official.group == "contractual" else "regular"

    # ---- dates

    def read_effective_date(self):
        self.effective_on = self.settings.today
        if self.cell("effective_on") == "":
            return
        try:
            day = text.parse_date(self.cell("effective_on"), self.settings.effective_on_order)
        except text.DateRefused as refused:
            return self.say("effective_on", f"DATE_{refused}")
        if day > self.settings.today:
            return self.say("effective_on", "IN_THE_FUTURE")
        self.effective_on = day

    def read_birth_date(self):
        if self.cell("birth_date") == "":
            return
        try:
            born = text.parse_date(self.cell("birth_date"), self.settings.birth_date_order)
        except text.DateRefused as refused:
            return self.say("birth_date", f"BIRTH_DATE_{refused}")
        if not 14 <= text.completed_years(born, self.effective_on) <= 100:
            return self.say("birth_date", "BIRTH_DATE_RANGE")
        self.official.birth_date = born

    # ---- place

    def read_organisation(self):
        if "organisation" in self.too_long:
            return
        organisation = self.cell("organisation") or self.settings.organisation
        self.official.organisation = organisation
        if organisation == "":
            self.say("organisation", "ORGANISATION_MISSING")
        elif organisation not in self.lists.organisations:
            self.say("organisation", "ORGANISATION_UNKNOWN")
        elif self.lists.department_of(organisation) is None:
            self.say("organisation", "ORGANISATION_NO_DEPARTMENT")

    def default_district(self):
        if self.settings.district:
            return self.settings.district
        node = self.lists.organisations.get(self.official.organisation, {})
        return int(node.get("district_code") or 0)

    def read_district(self):
        code, name = self.number("district_code"), self.cell("district_name")
        if not self.is_said("district_code") and not self.is_said("district_name"):
            self.official.district = self.default_district()
            return
        named = self.lists.districts.get(text.fold(name)) if name else None
        if name and named is None:
            self.say("district_name", "DISTRICT_UNKNOWN")
        coded = self.read_district_code(code, named) if code else None
        if coded and named and coded != int(named):
            self.say("district_code", "DISTRICT_DISAGREES")
        self.official.district = coded or int(named or 0)

    def read_district_code(self, code, named):
        """The code, or None where it is refused."""
        if not re.fullmatch(r"[0-9]+", code) or not 1 <= int(code) <= 99999:
            return self.say("district_code", "DISTRICT_CODE_FORM")
        number = int(code)
        if named and number != int(named) and number == self.lists.census[int(named)]:
            return self.say("district_code", "DISTRICT_CENSUS_CODE")
        if number not in self.lists.census:
            return self.say("district_code", "DISTRICT_UNKNOWN")
        return number

    # ---- post

    def read_designation(self):
        written = self.cell("designation")
        if written == "":
            if "designation" not in self.too_long:
                self.flags.append("DESIGNATION_MISSING")
        elif why_destroyed(written):
            self.say("designation", "DESIGNATION_DESTROYED")
        elif len(written.encode()) > NAME_MOST_BYTES:
            self.say("designation", "TEXT_TOO_LONG")
        else:
            self.official.designation = text.fold(written)
            self.official.designation_code = self.lists.designations.get(text.fold(written), "")
            if not self.official.designation_code:
                self.flags.append("DESIGNATION_UNKNOWN")

    def read_mother_tongue(self):
        self.official.mother_tongue = self.word("mother_tongue", self.lists.mother_tongues, "MOTHER_TONGUE_UNKNOWN")

    def read_pin(self):
        pin = self.number("office_pin_code").replace(" ", "")
        if pin and not re.fullmatch(r"[1-9][0-9]{5}", pin):
            return self.say("office_pin_code", "PIN_CODE_FORM")
        self.official.pin = pin

    def read_tags(self):
        tags = [tag for tag in map(text.clean, re.split(r"[|;]", self.raw["tags"] if self.cell("tags") else "")) if tag]
        if "tags" in self.too_long:
            return
        if len(tags) > TAGS_MOST:
            return self.say("tags", "TAG_COUNT")
        kept = {}
        for tag in tags:
            reason = why_no_tag(tag)
            if reason:
                return self.say("tags", reason)
            kept.setdefault(text.fold(tag), tag)
        self.official.tags = tuple(kept.values())

    def check_needed(self):
        keys = ("mobile", "email", "employee_id", "external_system_id", "roster_serial")
        if not any(self.is_said(key) for key in keys):
            self.say("row", "KEY_MISSING")


# ---- forms


def why_destroyed(written):
    lost = "\ufffd" in written or "??" in written or ("?" in written and not text.has_letter(written))
    return "NAME_DESTROYED" if lost else None


def without_titles(written):
    """At most two titles are split off; a name that is only a title is a name."""
    for _ in range(2):
        found = re.match(r"([^ .॰]+)[.॰]? (.+)", written)
        if not found or found[1].lower() not in TITLES:
            break
        written = found[2]
    return written


def why_no_name(written):
    if len(written.encode()) > NAME_MOST_BYTES:
        return "NAME_TOO_LONG"
    if looks_like_legacy_font(written):
        return "LEGACY_FONT"
    if not all(text.is_letter(c) or text.is_mark(c) or c in " .'\u2019-()\u0970" for c in written):
        return "NAME_CHARACTERS"
    return None if text.has_letter(written) else "NAME_MISSING"


def read_mobile(written):
    """(reason, None) or (None, ten digits)."""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+", written):
        return "MOBILE_SPREADSHEET", None
    number = re.sub("[ -]", "", written)
    with_country = number.startswith("+91")
    number = number[3:] if with_country else number
    if not re.fullmatch(r"[0-9]*", number):
        return "MOBILE_CHARACTERS", None
    if not with_country and re.fullmatch(r"91[0-9]{10}|0[0-9]{10}", number):
        number = number[-10:]
    if len(number) != 10:
        return "MOBILE_DIGITS", None
    return ("MOBILE_FIRST_DIGIT", None) if number[0] < "6" else (None, number)


def is_email(email):
    if len(email) > 254 or email.count("@") != 1:
        return False
    local, domain = email.split("@")
    labels = domain.split(".")
    return (
        re.fullmatch(r"[a-z0-9._%+'-]{1,64}", local) is not None
        and not (local.startswith(".") or local.endswith(".") or ".." in local)
        and len(labels) >= 2
        and all(re.fullmatch(r"(?!-)[a-z0-9-]{1,63}(?<!-)", label) for label in labels)
        and re.fullmatch(r"[a-z]{2,}", labels[-1]) is not None
    )


def issuer_of(name):
    """The issuer that the name of another system stands for."""
    if name.isascii():
        slug = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
        if len(slug) <= 63:
            return slug
    return f"x-{text.fold(name)}"


def why_no_tag(tag):
    if len(tag.encode()) > TAG_MOST_BYTES:
        return "TAG_TOO_LONG"
    fine = all(text.is_letter(c) or text.is_mark(c) or c == " " for c in tag) and text.has_letter(tag)
    return None if fine else "TAG_CHARACTERS"
