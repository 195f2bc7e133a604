"""Text in the legacy font Kruti Dev, which is plain Latin letters and signs until it is shown in that font; for recount.py.

A name is taken for such text when both hold: every word of it can be read as Devanagari typed on Kruti Dev's keys, and as
a name in Latin letters it looks wrong.
"""

import re

FULL = "d x p N t > V B M < r n u i Q c e ; j y o l g = K J ) } | Ø ç æ".split()
HALF = "D [ X ? P T . R F / U I C H E Y O ' \" L {".split()
WHOLE = "# : Ñ".split()  # a syllable with its vowel
FIRST_VOWELS = "vks vkS vk bZ ,s v b m Å , _".split()
SIGNS = "ks kS kW k h q w ` s S W".split()
MARKS = "a % ¡".split()
HALVES_MOST = 3
SUSPICIOUS = 2  # points


def any_of(keys):
    return "(?:" + "|".join(map(re.escape, sorted(keys, key=len, reverse=True))) + ")"


_NUKTA = r"\+?"
_FULL_LETTER = f"(?:{any_of(FULL)}{_NUKTA}|{any_of(HALF)}{_NUKTA}k)"
_HALF_LETTER = f"(?:{any_of(HALF)}{_NUKTA}|{any_of(FULL)}{_NUKTA}~)"
_CLUSTER = f"{_HALF_LETTER}{{0,{HALVES_MOST}}}{_FULL_LETTER}"
_TAIL = f"Z?(?P<mark>{any_of(MARKS)})?"
SYLLABLE = re.compile(f"(?P<f>f)?{_CLUSTER}[zª]?(?P<sign>(?(f)|{any_of(SIGNS)}?)){_TAIL}")
WHOLE_SYLLABLE = re.compile(f"{any_of(WHOLE)}{_TAIL}")
FIRST_VOWEL = re.compile(f"{any_of(FIRST_VOWELS)}(?P<mark>{any_of(MARKS)})?")
INNER_VOWEL = re.compile(f"(?:vks|bZ)(?P<mark>{any_of(MARKS)})?")
VOWEL_BEHIND_AA = re.compile(f"[bm](?P<mark>{any_of(MARKS)})?")
ENDING_HALF = re.compile(f"{_HALF_LETTER}{{0,{HALVES_MOST}}}{any_of(FULL)}{_NUKTA}~")


def prefixes(pattern, word, at):
    """Every way in which the pattern matches at a place: the longest match, and what shorter windows let it match."""
    seen = set()
    for end in range(len(word), at, -1):
        found = pattern.fullmatch(word, at, end)
        if found and found.end() not in seen:
            seen.add(found.end())
            yield found


def reads_on(word, at, marks, behind_aa):
    """Whether the rest of a word can be read."""
    rest = word[at:]
    if rest in ("", "-") or ENDING_HALF.fullmatch(rest):
        return True
    patterns = [SYLLABLE, WHOLE_SYLLABLE, INNER_VOWEL] + ([VOWEL_BEHIND_AA] if behind_aa else [])
    return any(continues(word, found, marks) for pattern in patterns for found in prefixes(pattern, word, at))


def continues(word, found, marks):
    groups = found.groupdict()
    if groups["mark"]:
        marks += 1
        is_open = found.re is SYLLABLE and not groups["sign"] and not groups["f"]
        if marks > 1 or (found.end() == len(word) and is_open):
            return False
    return reads_on(word, found.end(), marks, groups.get("sign") == "k" and not groups["mark"])


def reads_as_kruti_dev(word):
    if word == "-":
        return False
    if ENDING_HALF.fullmatch(word):
        return True
    starts = [found for pattern in (FIRST_VOWEL, SYLLABLE, WHOLE_SYLLABLE) for found in prefixes(pattern, word, 0)]
    return any(continues(word, found, 0) for found in starts)


# ---- how wrong it looks in Latin letters

# Which letters follow a letter in names: in the first pair of a word, and in the last.
PAIRS = """
a abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz
b aehiloruwy abdehiloruy
c aehilnoruy aehikorstuy
d aehilnoruvwy adehiorsuvwxyz
e abdefghijklmnprstuvwyz abcdefghijklmnopqrstuvwxyz
f aeiloruy aefiostuy
g aehilnoruwy aeghiorsuy
h aeilmoruy abdeilmnorstuvwyz
i abdfghijklmnpqrstvyz abcdefghijklmnopqrstuvwxyz
j aehinoruwy aehijouy
k aehilmnorsuvwy aehiklorstuy
l aehilouy abdefghiklmoprstuvyz
m abcdehiklmnorsuy abdehimnoprstuyz
n aeghioruvwy acdeghijkmnorstuvxyz
o abcdefghijklmnoprstuvwxyz abcdefghijklmnopqrstuvwxyz
p aehilnorstuy aefhilnoprstuy
q aeiouw aeiru
r aehiouy abcdefghijklmnoprstuvwxyz
s acehiklmnopqrtuvwy acehikmnopqrstuwyz
t aehiorsuvwyz aehiorstuyz
u bdfgijklmnprstvwyz abdefghijklmnprstvwxyz
v aehilnoruy aeinorsuvy
w aehioruy adeilnorsty
x aehiouy aeiouy
y aeiouv aeilmnorsu
z aehiouwy aehiouyz
"""
BEGINNING, END = ({line.split()[0]: line.split()[i] for line in PAIRS.split("\n") if line} for i in (1, 2))


def points_of_letters(run):
    """For a run of Latin letters."""
    if len(run) < 3:
        return 0
    run = run.lower()
    if not re.search("[aeiouy]", run):
        return 2 if len(run) >= 4 else 0
    points = 2 * (run[1] not in BEGINNING[run[0]]) + 2 * (run[-1] not in END[run[-2]])
    return points + 2 * bool(re.search("[^aeiouyhs]{4}", run))


def points_of_word(word):
    points = 2 if re.search(r"[^a-zA-Z.'()-]", word) else 0
    if not re.search("[a-z]", word):
        return points
    if re.search("[a-z][A-Z]|'k", word):
        points += 2
    return points + sum(map(points_of_letters, re.findall("[A-Za-z]+", word)))


def looks_like_legacy_font(written):
    words = written.split(" ")
    return all(map(reads_as_kruti_dev, words)) and sum(map(points_of_word, words)) >= SUSPICIOUS
