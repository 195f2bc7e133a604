#!/usr/bin/env python3
"""Looks for people in what services write into their logs: mobiles, e-mails, birth dates, names, anything in Hindi, and
secret keys.

usage: private_data.py FOLDER     every *.log below it; ends with 1 and one line for each find, or where there is nothing
                                  to read. Secrets are those of a file secrets.txt beside the logs, one a line.

Test people are made of the names of services/cli/sample_names.c, or have one of the names below; no log has a reason to
contain any of them, and none is written in Hindi.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES_OF_TESTS = ("Meena Devi", "Asha Devi", "Geeta Devi", "Guptanaam", "Pitanaam")

# Numbers of a log line that may have ten digits: what they are is given by their name alone.
NUMBERS = re.compile(r'"(?:position|about_bytes|officials|keys|refused_total|left_out)":\d+')
TIME = re.compile(r'^\{"time":"[^"]*"')
PATTERNS = {
    "a mobile": re.compile(r"(?<![\w.-])(?:\+?91[- ]?|0)?[6-9]\d{4}[- ]?\d{5}(?![\w-])"),
    "an e-mail": re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    "a birth date": re.compile(
        r"(?<![\w-])(?:19[3-9]\d|200\d)[-/.](?:0?\d|1[0-2])[-/.]\d\d?(?![\w-])|"
        r"(?<![\w-])\d\d?[-/.](?:0?\d|1[0-2])[-/.](?:19[3-9]\d|200\d)(?![\w-])"
    ),
    "Hindi": re.compile("[\u0900-\u097f]|\\\\u09[0-7][0-9a-fA-F]"),
}


def sample_names():
    """The names of sample people, as the command has them."""
    text = (ROOT / "services/cli/sample_names.c").read_text(encoding="utf-8")
    tables = re.findall(r"struct sample_name (\w+)\[\] = \{(.*?)\n\};", text, re.DOTALL)
    return sorted(
        {name for table, rows in tables if "post" not in table for name in re.findall(r'\{"([A-Z][a-z]+)", "', rows)}
    )


def names_pattern():
    names = [*NAMES_OF_TESTS, *sample_names()]
    return re.compile(r"(?<![\w/-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w/-])")


def finds(line, patterns):
    """What of a person is in a line: [(what, the text)]."""
    rest = NUMBERS.sub("", TIME.sub("", line))
    return [(what, match[0]) for what, pattern in patterns.items() for match in pattern.finditer(rest)]


def all_patterns():
    return {**PATTERNS, "a name": names_pattern()}


def secrets_pattern(folder):
    """The secrets that a house had, or None."""
    kept = folder / "secrets.txt"
    secrets = kept.read_text(encoding="utf-8").split("\n") if kept.exists() else []
    return re.compile("|".join(re.escape(json.dumps(each)[1:-1]) for each in secrets if each) or "(?!)")


def search(folder):
    """(lines read, ["file:line: what: text"]) of all logs below a folder."""
    patterns, lines, found = all_patterns(), 0, []
    for path in sorted(Path(folder).rglob("*.log")):
        patterns["a secret key"] = secrets_pattern(path.parent)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            lines += 1
            found += [f"{path}:{number}: {what}: {text}" for what, text in finds(line, patterns)]
    return lines, found


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    lines, found = search(sys.argv[1])
    for each in found[:100]:
        print(each)
    print(f"{lines:,} lines of logs, {len(found)} with something of a person")
    return 1 if found or lines == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
