#!/usr/bin/env python3
"""Sums up gcovr's JSON summary: lines passed, by folder and by layer. Fails where a layer is passed less than it must be."""

import collections
import fnmatch
import json
import sys
from pathlib import PurePath

LEAST_PER_CENT = 90
LAYERS = {
    "domain": "services/*/domain",
    "codec": "services/*/codec",
    "store": "common/store",
    "runtime": "common/runtime",
}


class Lines:
    def __init__(self):
        self.passed = self.all = 0

    def add(self, file):
        self.passed += file["line_covered"]
        self.all += file["line_total"]

    def per_cent(self):
        return 100 * self.passed / self.all if self.all else 0.0

    def told(self, name):
        return f"{name:36} {self.passed:6} of {self.all:6} lines  {self.per_cent():5.1f} %"


def summed(files):
    """Lines by folder, by layer, and of all."""
    folders, layers, whole = collections.defaultdict(Lines), {layer: Lines() for layer in LAYERS}, Lines()
    for file in files:
        folder = str(PurePath(file["filename"]).parent)
        folders[folder].add(file)
        whole.add(file)
        for layer, pattern in LAYERS.items():
            if fnmatch.fnmatchcase(folder, pattern):
                layers[layer].add(file)
    return folders, layers, whole


def too_little(layers):
    """A layer of which nothing was measured is passed too little as well: its folder was renamed, or its pattern is wrong."""
    return [layer for layer, lines in layers.items() if 100 * lines.passed < LEAST_PER_CENT * lines.all or not lines.all]


def main(path):
    with open(path, encoding="utf-8") as summary:
        folders, layers, whole = summed(json.load(summary)["files"])
    for folder in sorted(folders):
        print(folders[folder].told(folder))
    print(whole.told("all") + "\n")
    for layer, lines in layers.items():
        print(lines.told(f"{layer} ({LAYERS[layer]})"))
    missing = too_little(layers)
    if missing:
        sys.exit(f"coverage: at least {LEAST_PER_CENT} % of the lines must be passed in each layer; less is in {', '.join(missing)}")


if __name__ == "__main__":
    main(sys.argv[1])
