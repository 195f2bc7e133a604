"""Would catch: a method of the contract that a service answers as if there were none of that name; a comment that says
"Not built yet" of what is built, or does not say it of what is not; and measures and dimensions alike.
"""

import re
import unittest

from house import ROOT, Story

CONTRACTS = ROOT / "proto/karmayogi"
RPC = re.compile(r"((?:^  //[^\n]*\n)+)  rpc (\w+)\(", re.MULTILINE)
VALUE = re.compile(r"((?:^  //[^\n]*\n)+)  (?:MEASURE|DIMENSION)_(\w+) = [1-9]\d*;", re.MULTILINE)
REMARK = "Not built yet. "


def entries(pattern, package):
    """Names in a service.proto, by whether their comment says that they are not built."""
    text = (CONTRACTS / package / "v1/service.proto").read_text(encoding="utf-8")
    found = {name: REMARK in comment for comment, name in pattern.findall(text)}
    return {name for name in found if not found[name]}, {name for name in found if found[name]}


class WhatIsBuilt(unittest.TestCase):
    def test_methods__are_in_the_table_of_routes_as_their_comments_say(self):
        for service in ("registration", "catalogue", "reporting"):
            built, not_built = entries(RPC, service)
            routes = (ROOT / f"services/{service}/routes.c").read_text(encoding="utf-8")
            self.assertTrue(built, service)
            self.assertEqual(set(re.findall(r'\{METHOD\("(\w+)"\)', routes)), built, service)
            self.assertEqual(set(re.findall(r'NOT_BUILT\("(\w+)"', routes)), not_built, service)


class Figures(Story):
    def test_measures_and_dimensions__are_told_by_the_service_as_their_comments_say(self):
        self.house.start("catalogue", "registration", "reporting")
        told = self.house.json("report", "definitions")
        names = {each[kind].upper() for kind in ("measure", "dimension") for each in told[f"{kind}s"]}
        built, not_built = entries(VALUE, "reporting")
        self.assertIn("LEARNERS", not_built)
        self.assertEqual(built, names)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()
