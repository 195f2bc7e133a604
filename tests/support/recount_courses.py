"""A second implementation of what a list of courses comes to: the accepted forms of ARCHITECTURE.md, "Courses", over
plain dictionaries. Shares no code with the services. It knows what the generator below can write, and no more.
"""

import datetime
import random
import unicodedata

COLUMNS = {
    name: number
    for number, name in enumerate(
        "course_id igot_id kind title_en title_hi description_en description_hi languages original_language provider duration "
        "competencies cadres trades level_from level_to keywords state_code language_version_of state published_on "
        "retired_on".split(),
        1,
    )
}
KINDS = {
    1: ["Course", "COURSE", "e-learning course", "पाठ्यक्रम", "कोर्स", ""],
    2: ["Program", "programme", "कार्यक्रम"],
    3: ["Curated Program", "curated programme", "क्यूरेटेड कार्यक्रम"],
    4: ["Blended Program", "मिश्रित शिक्षण कार्यक्रम"],
    5: ["Invite-only Program", "invite only program"],
    6: ["Moderated Course", "मॉडरेटेड पाठ्यक्रम"],
    7: ["Standalone Assessment", "स्वतंत्र मूल्यांकन", "स्वतंत्र मूल्याङ्कन"],
    8: ["Comprehensive Assessment", "Comprehensive Assessment Program"],
    9: ["Learning Pathway", "शिक्षण पथ"],
    10: ["Event", "इवेंट"],
    11: ["External", "बाहरी"],
    12: ["Case Study", "केस स्टडी"],
}
STATES = {1: ["draft", "Draft", "प्रारूप"], 4: ["live", "LIVE", "प्रकाशित", "प्रचलित"], 5: ["retired", "सेवानिवृत्त"]}
LANGUAGES = ["hi", "en", "ta", "bn", "mr", "gu", "ur", "bho"]
# (code, area, theme, English, Hindi)
COMPETENCIES = [
    ("citizen-centricity", 1, "", "Citizen Centricity", "नागरिक केंद्रितता"),
    ("empathy", 1, "citizen-centricity", "Empathy", "सहानुभूति"),
    ("listening", 1, "citizen-centricity", "Listening", "श्रवण"),
    ("procurement", 2, "", "Public Procurement", "सार्वजनिक खरीद"),
    ("maternal-health", 3, "", "Maternal Health", "मातृ स्वास्थ्य"),
]
PROVIDERS = [("igot", "iGOT Karmayogi", "आईगॉट"), ("istm", "ISTM", "आईएसटीएम")]
CADRES = [("anm", "ANM", "एएनएम"), ("asha", "ASHA Worker", "आशा कार्यकर्ता"), ("constable", "Police Constable", "आरक्षी")]
TRADES = [("roads", "Roads", "मार्ग"), ("bridges", "Bridges", "सेतु")]
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


def clean(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


def digits(text):
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in clean(text))


def _is_number(text):
    return text.isascii() and text.isdigit() and len(text) < 10


def _values(cell):
    return [clean(part) for part in cell.replace(";", "|").split("|") if clean(part)]


def _spellings(entries):
    """Every way in which a row may name an entry, in lower case."""
    found = {}
    for entry in entries:
        code, english, hindi = entry[0], entry[-2], entry[-1]
        theme = entry[2] if len(entry) == 5 else ""
        for word in (code,) if theme else (code, english, hindi):  # a sub-theme's name alone is nobody's
            found[word.lower()] = code
        if theme:
            parent = next(other for other in entries if other[0] == theme)
            for above in (parent[0], parent[-2], parent[-1]):
                for word in (code, english, hindi):
                    found[f"{above} / {word}".lower()] = code
    return found


SPELLINGS = {
    "competencies": _spellings(COMPETENCIES),
    "cadres": _spellings(CADRES),
    "trades": _spellings(TRADES),
    "provider": _spellings(PROVIDERS),
}
UNKNOWN = {"competencies": "COMPETENCY_UNKNOWN", "cadres": "CADRE_UNKNOWN", "trades": "TRADE_UNKNOWN"}
KIND_WORDS = {clean(word).lower().replace("-", " "): kind for kind, words in KINDS.items() for word in words}
STATE_WORDS = {clean(word).lower(): state for state, words in STATES.items() for word in words}


def _minutes(cell):
    """(minutes, reason)."""
    text = digits(cell)
    if not text:
        return 0, "DURATION_MISSING"
    if _is_number(text):
        minutes = int(text)
    else:
        hours, colon, rest = text.partition(":")
        if not (colon and _is_number(hours) and _is_number(rest) and len(rest) == 2 and int(rest) < 60):
            return 0, "DURATION_FORM"
        minutes = int(hours) * 60 + int(rest)
    return minutes, "DURATION_RANGE" if minutes > 60000 else None


def _day(cell):
    """(day, reason); the generator writes dd-mm-yyyy, dd/mm/yyyy and yyyy-mm-dd alone."""
    text = digits(cell).replace("/", "-")
    if not text:
        return None, None
    parts = text.split("-")
    if len(parts) != 3 or not all(map(_is_number, parts)):
        return None, "DATE_FORM"
    year, month, day = parts if len(parts[0]) == 4 else parts[::-1]
    try:
        return datetime.date(int(year), int(month), int(day)) if len(year) == 4 else None, None if len(year) == 4 else "DATE_FORM"
    except ValueError:
        return None, "DATE_FORM"


def _id_is_fine(text):
    pieces = text.replace("_", "-").split("-")
    letters = all(c.isascii() and (c.isdigit() or c.islower()) for piece in pieces for c in piece)
    return 0 < len(text) < 64 and all(pieces) and letters


class Shelf:
    """What is there, and what every row of a list comes to."""

    def __init__(self, today, state=1, update_existing=False):
        self.today, self.state, self.update_existing = today, state, update_existing
        self.courses = {}  # id: (content, state, first day of the edition)
        self.versions = {}
        self.holders = {}  # id on iGOT: id

    def judge(self, row):
        """(kind of verdict, id, sorted [(field, reason)], sorted flags)."""
        wrong, content, wish = self._read(row)
        if wrong:
            return "REFUSED", "", sorted(wrong), []
        course_id = content.pop("course_id")
        known = self.courses.get(course_id)
        flags = [] if content["provider_code"] else [("provider", "PROVIDER_UNKNOWN")]
        state, live, retired = wish
        before, had, edition = known or (None, 0, None)
        if known:
            if before == content and not (self.update_existing and state > had and state != 1):
                return "ALREADY_THERE", course_id, [], []
            if not self.update_existing:
                return "REFUSED", "", [("course_id", "COURSE_EXISTS")], []
            if had == 5:
                return "REFUSED", "", [("row", "RETIRED")], []
            if had == 4 and state == 5 and retired < edition:
                return "REFUSED", "", [("row", "BEFORE_LAST_CHANGE")], []
        wrong = self._judge_stored(course_id, content)
        if wrong:
            return "REFUSED", "", sorted(wrong), []
        if had == 4 and before != content and state != 5:
            edition = self.today
        elif had != 4 and state != 1:
            edition = live
        self._keep(course_id, before, (content, max(state, had), edition))
        if flags:
            return "FLAGGED", course_id, [], flags
        return "UPDATED" if known else "STORED", course_id, [], []

    def _keep(self, course_id, before, course):
        if before and self.holders.get(before["igot_id"]) == course_id:
            del self.holders[before["igot_id"]]
        if course[0]["igot_id"]:
            self.holders[course[0]["igot_id"]] = course_id
        self.courses[course_id] = course
        self.versions[course_id] = self.versions.get(course_id, 0) + 1

    def _judge_stored(self, course_id, content):
        wrong = []
        if self.holders.get(content["igot_id"], course_id) != course_id:
            wrong.append(("igot_id", "IGOT_ID_TAKEN"))
        other = content["language_version_of"]
        if other and other not in self.courses:
            wrong.append(("language_version_of", "COURSE_UNKNOWN"))
        return wrong

    def _read(self, row):
        wrong = []
        cell = {name: row.get(name, "") for name in COLUMNS}

        def found(field, reason):
            if reason:
                wrong.append((field, reason))

        content = {"igot_id": clean(cell["igot_id"])}
        content["course_id"] = clean(cell["course_id"]) or content["igot_id"].lower()
        if not content["course_id"]:
            found("course_id", "COURSE_ID_MISSING")
        elif not _id_is_fine(content["course_id"]):
            found("course_id", "COURSE_ID_FORM")
        if not all(c.isascii() and (c.isalnum() or c in "-_") for c in content["igot_id"]):
            found("igot_id", "IGOT_ID_FORM")
        content["kind"] = KIND_WORDS.get(clean(cell["kind"]).lower().replace("-", " "))
        found("kind", None if content["kind"] else "KIND_UNKNOWN")
        self._read_texts(cell, content, found)
        self._read_languages(cell, content, found)
        content["provider"] = clean(cell["provider"])
        content["provider_code"] = SPELLINGS["provider"].get(content["provider"].lower(), "")
        found("provider", None if content["provider"] else "PROVIDER_MISSING")
        content["duration"], reason = _minutes(cell["duration"])
        found("duration", reason)
        for field, unknown in UNKNOWN.items():
            codes = [SPELLINGS[field].get(value.lower()) for value in _values(cell[field])]
            for code in codes:
                found(field, None if code else unknown)
            content[field] = list(dict.fromkeys(codes))
        for field, most, reason in (("level_from", 18, "LEVEL_RANGE"), ("level_to", 18, "LEVEL_RANGE"), ("state_code", 99, "STATE_CODE_RANGE")):
            text = digits(cell[field]) or "0"
            content[field] = int(text) if _is_number(text) else 0
            found(field, None if _is_number(text) and content[field] <= most else reason)
        if 0 < content["level_to"] <= 18 and content["level_to"] < content["level_from"]:
            found("level_to", "LEVEL_RANGE")
        words = {}
        for word in _values(cell["keywords"]):
            words.setdefault(word.lower(), word)
        content["keywords"] = list(words.values())
        found("keywords", "KEYWORD_COUNT" if len(_values(cell["keywords"])) > 16 else None)
        content["language_version_of"] = clean(cell["language_version_of"])
        if content["language_version_of"] and content["language_version_of"] == content["course_id"]:
            found("language_version_of", "VERSION_OF_ITSELF")
        return wrong, content, self._read_life(cell, found)

    @staticmethod
    def _read_texts(cell, content, found):
        content["texts"] = []
        for language in ("en", "hi"):
            title, description = clean(cell[f"title_{language}"]), clean(cell[f"description_{language}"])
            if not title and not description:
                continue
            content["texts"].append((language, title, description))
            found(f"title_{language}", None if title else "TITLE_MISSING")
            if "?????" in title:
                found(f"title_{language}", "TEXT_DESTROYED")
            if title == "jke dqekj":
                found(f"title_{language}", "LEGACY_FONT")
        if not content["texts"]:
            found("title_en", "TITLE_MISSING")

    @staticmethod
    def _read_languages(cell, content, found):
        languages = [value.lower() for value in _values(cell["languages"])]
        seen = set()
        for language in languages:
            if language not in LANGUAGES:
                found("languages", "LANGUAGE_UNKNOWN")
            elif language in seen:
                found("languages", "LANGUAGE_TWICE")
            seen.add(language)
        found("languages", None if languages else "LANGUAGES_MISSING")
        original = clean(cell["original_language"]).lower()
        if original and original not in languages:
            found("original_language", "ORIGINAL_LANGUAGE")
        content["languages"] = languages
        content["original_language"] = original or (languages[0] if languages else "")

    def _read_life(self, cell, found):
        word = clean(cell["state"]).lower()
        state = STATE_WORDS.get(word) if word else self.state
        found("state", None if state else "LIFE_STATE")
        live, wrong_live = _day(cell["published_on"])
        retired, wrong_retired = _day(cell["retired_on"])
        found("published_on", wrong_live)
        found("retired_on", wrong_retired)
        if state in (4, 5) and not wrong_live:
            retired = (retired or self.today) if state == 5 else None
            live = live or retired or self.today
            found("published_on", "IN_THE_FUTURE" if live > self.today else None)
            if state == 5 and not wrong_retired:
                found("retired_on", "IN_THE_FUTURE" if retired > self.today else None)
                found("retired_on", "BEFORE_LAST_CHANGE" if retired < live else None)
        return state, live, retired


class Generator:
    """Rows of a list: good ones in many forms, and bad, repeated and clashing ones among them."""

    def __init__(self, seed, today):
        self.chance, self.today, self.made = random.Random(seed), today, []

    def rows(self, count):
        return [self._row(number) for number in range(count)]

    def _row(self, number):
        pick = self.chance.random()
        if self.made and pick < 0.08:
            return dict(self.chance.choice(self.made))  # the very same once more
        row = self._good(number)
        if self.made and pick < 0.14:
            row["course_id"] = self.chance.choice(self.made)["course_id"]  # another content
        elif self.made and pick < 0.18:
            row["igot_id"] = self.chance.choice(self.made)["igot_id"]
        elif pick < 0.40:
            for spoil in self.chance.sample(self._SPOIL, self.chance.choice((1, 1, 2, 3))):
                row[spoil[0]] = self.chance.choice(spoil[1])
        else:
            self.made.append(row)
        return row

    _SPOIL = [
        ("course_id", ["Course 1", "UPPER", "a--b", "-a"]),
        ("igot_id", ["do 11", "do/11", "कोर्स"]),
        ("kind", ["Seminar", "गोष्ठी"]),
        ("title_en", ["?????? ?????", "jke dqekj"]),
        ("languages", ["", "xx", "hi;en;HI", "Hindi", "|;"]),
        ("original_language", ["ml", "zz"]),
        ("provider", ["", "  "]),
        ("duration", ["", "1:75", "an hour", "1:5", "60001", "1.5", "-3"]),
        ("competencies", ["Sorcery", "empathy|Sorcery;Alchemy"]),
        ("cadres", ["Pilots"]),
        ("trades", ["Moats;Roads"]),
        ("level_from", ["19", "five", "-1"]),
        ("level_to", ["99", "x"]),
        ("keywords", ["|".join("abcdefghijklmnopq")]),
        ("state_code", ["UP", "100"]),
        ("language_version_of", ["nowhere", "neither-here"]),
        ("state", ["review", "gone"]),
        ("published_on", ["31-02-2024", "01-01-24", "soon", "31-12-2150"]),
        ("retired_on", ["99-99-2024", "later"]),
    ]

    def _number(self, number):
        text = str(number)
        return text.translate(DEVANAGARI) if self.chance.random() < 0.3 else text

    def _names(self, entries, most):
        names = []
        for entry in self.chance.sample(entries, self.chance.randint(0, most)):
            name = self.chance.choice([entry[0], entry[-2], entry[-1], entry[-2].upper()])
            if len(entry) == 5 and entry[2] and self.chance.random() < 0.5:
                parent = next(other for other in entries if other[0] == entry[2])
                name = f"{parent[-2]} / {entry[-1]}"
            names.append(name)
        return self.chance.choice(["|", ";", " ; "]).join(names)

    def _date(self, day):
        form = self.chance.choice(["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"])
        text = day.strftime(form)
        return text.translate(DEVANAGARI) if self.chance.random() < 0.2 else text

    def _good(self, number):
        chance = self.chance
        minutes = chance.randint(0, 600)
        languages = chance.sample(LANGUAGES, chance.randint(1, 3))
        state = chance.choice([1, 4, 4, 5])
        live = self.today - datetime.timedelta(days=chance.randint(200, 900))
        retired = live + datetime.timedelta(days=chance.randint(0, 200))
        hindi = chance.random() < 0.6
        row = {
            "course_id": f"course_{number}" if chance.random() < 0.8 else "",
            "igot_id": f"do_{number}A",
            "kind": chance.choice(KINDS[chance.randint(1, 12)]),
            "title_en": "" if hindi and chance.random() < 0.3 else f" Course   number {number} ",
            "title_hi": f"पाठ्यक्रम संख्या {number}" if hindi else "",
            "description_en": "",
            "description_hi": f"विवरण {number}" if hindi and chance.random() < 0.5 else "",
            "languages": chance.choice(["|", ";"]).join(chance.choice([one, one.upper()]) for one in languages),
            "original_language": chance.choice(["", chance.choice(languages)]),
            "provider": chance.choice(["iGOT Karmayogi", "istm", "आईगॉट", "ISTM", "IGOT KARMAYOGI", f"College {number}"]),
            "duration": self._number(minutes) if chance.random() < 0.5 else f"{self._number(minutes // 60)}:{minutes % 60:02}",
            "competencies": self._names(COMPETENCIES, 3),
            "cadres": self._names(CADRES, 2),
            "trades": self._names(TRADES, 2),
            "level_from": chance.choice(["", "3", "०"]),
            "level_to": chance.choice(["", "9", "१८"]),
            "keywords": chance.choice(["", "health|HEALTH;care", "सेवा"]),
            "state_code": chance.choice(["", "9", "०९"]),
            "language_version_of": "",
            "state": chance.choice(STATES[state]) if state != 1 or chance.random() < 0.5 else "",
            "published_on": self._date(live) if state != 1 else "",
            "retired_on": self._date(retired) if state == 5 else "",
        }
        if self.made and chance.random() < 0.1:
            row["language_version_of"] = chance.choice(self.made)["course_id"]
        return row
