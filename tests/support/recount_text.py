"""Text and dates of staff lists, as the rules describe them; for recount.py. Python's standard library alone."""

import datetime
import re
import unicodedata

ZERO_WIDTH_JOINERS = "\u200c\u200d"
MARKS_MOST = 30

NUKTA = "\u093c"
CHANDRABINDU, ANUSVARA = "\u0901", "\u0902"
VIRAMA = "\u094d"
NASALS = "ङञणनम"
CONSONANTS = "\u0915-\u0939\u0978-\u097f"
# . ' - with their typographic forms, and the Devanagari sign of abbreviation
BLANK_WHEN_FOLDED = ".'-\u0970\u2018\u2019\u201b\u02bc\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff07\uff0d\uff0e"

# A zero that stands for that sign: behind a Devanagari letter or mark, and no digit behind it.
DEVANAGARI_LETTER = "[\u0900-\u0963\u0971-\u097f\ua8e0-\ua8f7\ua8fb\ua8fd-\ua8ff]"
ABBREVIATING_ZERO = re.compile(rf"(?<={DEVANAGARI_LETTER})[0०](?!\d)")


def is_letter(character):
    return unicodedata.category(character).startswith("L")


def is_mark(character):
    return unicodedata.category(character) in ("Mn", "Mc") or character in ZERO_WIDTH_JOINERS


def has_letter(text):
    return any(is_letter(character) for character in text)


def is_invisible(character):
    return unicodedata.category(character) in ("Cc", "Cf") and character not in ZERO_WIDTH_JOINERS


def clean(text):
    """What a person meant to type: composed, nothing invisible, single blanks, no more marks in a row than a letter bears."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if c.isspace() else c for c in text if c.isspace() or not is_invisible(c))
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Mc", "Me") else 0
        if marks <= MARKS_MOST:
            kept.append(character)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def fold(text):
    """The form in which two spellings of one name are equal."""
    text = unicodedata.normalize("NFD", clean(text).casefold())
    text = re.sub(f"[{NUKTA}{ZERO_WIDTH_JOINERS}]", "", text)
    text = text.replace(CHANDRABINDU, ANUSVARA)
    text = re.sub(f"[{NASALS}]{VIRAMA}(?=[{CONSONANTS}])", ANUSVARA, text)
    text = "".join(" " if character in BLANK_WHEN_FOLDED else character for character in text)
    text = ABBREVIATING_ZERO.sub(" ", text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def ascii_digits(text):
    """Devanagari digits as ASCII digits."""
    return text.translate({0x966 + digit: str(digit) for digit in range(10)})


def with_abbreviation_signs(text):
    """मो0 and मो० as मो॰, at the ends of words alone."""
    return re.sub(rf"(?<={DEVANAGARI_LETTER})[0०](?= |$)", "॰", text)


# ---- dates

DAY_FIRST, MONTH_FIRST = "day first", "month first"
SERIAL_MOST = 109574
MONTHS = """
january jan जनवरी जन
february feb फरवरी फर
march mar मार्च मार
april apr अप्रैल अप्रै
may मई
june jun जून
july jul जुलाई जुल
august aug अगस्त अग
september sep sept सितंबर सितम्बर सित
october oct अक्टूबर अक्तूबर अक्टू अक्तू
november nov नवंबर नवम्बर नव
december dec दिसंबर दिसम्बर दिस
"""
MONTH_OF = {name: number for number, names in enumerate(MONTHS.strip().split("\n"), 1) for name in names.split()}
WRITTEN_OUT = re.compile(r"(\d{1,2})([-/. ])(" + "|".join(MONTH_OF) + r")(?:(?!\2)\.)?\2(\d{4}|\d{2})", re.ASCII)


class DateRefused(Exception):
    """Why a text is no date: FORM, TWO_DIGIT_YEAR, NOT_EXISTING or RANGE."""


def civil(year, month, day):
    if not 1900 <= year <= 2199:
        raise DateRefused("RANGE")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise DateRefused("NOT_EXISTING") from None


def of_serial(serial):
    """Spreadsheets count days from 1900 and believe in 29 February 1900, which is their day 60."""
    if not 1 <= serial <= SERIAL_MOST:
        raise DateRefused("FORM")
    if serial == 60:
        raise DateRefused("NOT_EXISTING")
    return datetime.date(1899, 12, 31 if serial < 60 else 30) + datetime.timedelta(days=serial)


def parse_date(text, order=DAY_FIRST):
    """The date that a cell says."""
    text = unicodedata.normalize("NFD", ascii_digits(clean(text))).replace(NUKTA, "")
    text = re.sub("[A-Z]", lambda found: found[0].lower(), text)
    text = re.sub("(?<=.)[ t]00:00:00$", "", text)
    year_first = re.fullmatch(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})", text, re.ASCII)
    if year_first:
        return civil(*map(int, year_first.group(1, 3, 4)))
    written_out = WRITTEN_OUT.fullmatch(text)
    if written_out:
        if len(written_out[4]) == 2:
            raise DateRefused("TWO_DIGIT_YEAR")
        return civil(int(written_out[4]), MONTH_OF[written_out[3]], int(written_out[1]))
    if re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII):
        if 1900 <= int(text) <= 2199:
            raise DateRefused("FORM")  # a year alone, and no day of 1905
        return of_serial(int(text))
    numeric = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", text, re.ASCII)
    if not numeric:
        raise DateRefused("FORM")
    first, second, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
    if len(numeric[4]) == 2:
        raise DateRefused("TWO_DIGIT_YEAR")
    return civil(year, second, first) if order == DAY_FIRST else civil(year, first, second)


def is_date(text, order):
    try:
        parse_date(text, order)
    except DateRefused:
        return False
    return True


def order_of_column(texts):
    """Day first, unless every value that tells says month first."""
    day_only = month_only = 0
    for text in texts:
        as_day, as_month = is_date(text, DAY_FIRST), is_date(text, MONTH_FIRST)
        day_only += as_day and not as_month
        month_only += as_month and not as_day
    return MONTH_FIRST if month_only and not day_only else DAY_FIRST


def completed_years(born, on):
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
