#!/usr/bin/env python3
"""Sums up gcovr's JSON summary: lines passed, by folder."""

import collections
import json
import sys
from pathlib import PurePath


def by_folder(files):
    passed, lines = collections.Counter(), collections.Counter()
    for file in files:
        folder = str(PurePath(file["filename"]).parent)
        passed[folder] += file["line_covered"]
        lines[folder] += file["line_total"]
    return passed, lines


def main(path):
    with open(path, encoding="utf-8") as summary:
        passed, lines = by_folder(json.load(summary)["files"])
    if not lines:
        sys.exit("coverage: no file was measured")
    for folder in sorted(lines):
        print(f"{folder:36} {passed[folder]:6} of {lines[folder]:6} lines  {100 * passed[folder] / lines[folder]:5.1f} %")
    print(f"{'all':36} {passed.total():6} of {lines.total():6} lines  {100 * passed.total() / lines.total():5.1f} %")


main(sys.argv[1])
