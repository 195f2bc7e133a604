#!/usr/bin/env python3
"""Who may call what, three times: in the route tables of the programs, in the comments of the contracts, and in a table
that is kept by hand. They must agree, method by method.

Would catch: a role that is changed, or forgotten, in one of the three places; a method that nobody thought about.
"""

import re
import subprocess
import sys
from pathlib import Path

from house import BIN, ROOT, SERVICES

KEPT = Path(__file__).with_name("who_may_call.tsv")
ROLES = ("reader", "registrar", "administrator", "follower", "person-follower")
ANY_KEY = "any-key"
# What a role is enough for beside its own, as ARCHITECTURE.md says under "Keys and roles".
ENOUGH_FOR = {
    "reader": {"reader", "registrar", "administrator"},
    "registrar": {"registrar", "administrator"},
    "administrator": {"administrator"},
    "follower": {"follower", "person-follower"},
    "person-follower": {"person-follower"},
}
# Where what a caller names may lie, by the word for it in the table. Keys know no departments yet, so there is one word.
DEPARTMENTS = {"any": ("own", "other", "none")}


class Row:
    """One method, or one method with a field of its request set, and who may call it."""

    def __init__(self, service, method, kind, roles, department="any"):
        self.service, self.kind, self.department = service, kind, department
        self.method, _, self.field = method.partition(" ")
        self.roles = frozenset(roles)

    @property
    def key(self):
        return self.service, self.method, self.field

    def says(self):
        return f"{self.kind}, for {' '.join(sorted(self.roles))}"

    def allows(self, roles, department):
        """Whether a key with just these roles may call it, naming something of this department."""
        enough = ANY_KEY in self.roles or bool(self.roles & set(roles))
        return enough and department in DEPARTMENTS[self.department]


def kept_rows():
    rows = []
    for line in KEPT.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            service, method, kind, roles, department = line.split("\t")
            rows.append(Row(service, method, kind, roles.split(), department))
    return rows


def program_rows():
    """What the programs were compiled with."""
    rows = []
    for service in SERVICES:
        program = BIN.parent / "tests/fault/security" / f"routes_of_{service}"
        text = subprocess.run([program], stdout=subprocess.PIPE, check=True, timeout=60).stdout.decode("ascii")
        for line in text.splitlines():
            method, kind, roles = line.split("\t")
            rows.append(Row(service, method, kind, roles.split()))
    return rows


def commented_methods(path):
    """(name of the service, method, its comment) of a contract."""
    text = path.read_text(encoding="utf-8")
    package = re.search(r"^package (\S+);", text, re.MULTILINE)[1]
    for service, body in re.findall(r"^service (\w+) \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL):
        for comment, method in re.findall(r"((?:^  //.*\n)+)  rpc (\w+)", body, re.MULTILINE):
            said = " ".join(line.strip().lstrip("/").strip() for line in comment.splitlines())
            yield f"{package}.{service}/{method}", said, text


def roles_said(method, said, contract):
    """The roles that a comment names: by its letter, by its words, or for all methods of the contract."""
    letter = re.match(r"([RWA])\. ", said)
    if letter:
        return ENOUGH_FOR[{"R": "reader", "W": "registrar", "A": "administrator"}[letter[1]]]
    named = re.search(r"[Nn]eeds the role `([a-z-]+)`", said) or re.search(r"need the role `([a-z-]+)`", contract)
    if named:
        return ENOUGH_FOR[named[1]]
    if "Any known key may ask" in said:
        return {ANY_KEY}
    raise AssertionError(f"the comment of {method} does not say who may call it: {said}")


def contract_roles():
    """{method: roles} as the comments of the contracts have them."""
    return {
        method: frozenset(roles_said(method, said, contract))
        for path in sorted((ROOT / "proto").rglob("*.proto"))
        for method, said, contract in commented_methods(path)
    }


def disagreements():
    """Sentences on where the three do not say the same; and how many methods there are."""
    kept = {row.key: row for row in kept_rows()}
    programs = {row.key: row for row in program_rows()}
    contracts = contract_roles()
    wrong = []
    for key in sorted(set(kept) | set(programs)):
        if key not in kept:
            wrong.append(f"{key[0]}: {key[1]} is served, and who_may_call.tsv does not know it")
        elif key not in programs and not key[2]:
            wrong.append(f"{key[0]}: {key[1]} is in who_may_call.tsv and not served")
        elif key in programs and kept[key].says() != programs[key].says():
            wrong.append(f"{key[0]}: {key[1]} is {programs[key].says()}; who_may_call.tsv: {kept[key].says()}")
    for (service, method, field), row in sorted(kept.items()):
        if not field and contracts.get(method) != row.roles:
            said = contracts.get(method, ["nothing"])
            wrong.append(f"{service}: {method} is for {sorted(row.roles)}; its contract says {sorted(said)}")
    known = {method for _, method, _ in kept}
    wrong += [f"{method} is in a contract, and who_may_call.tsv does not know it" for method in set(contracts) - known]
    return wrong, len(programs)


def main():
    wrong, methods = disagreements()
    for sentence in wrong:
        print(sentence)
    print(f"{methods} methods in the programs, in the contracts and in {KEPT.name}: {len(wrong)} wrong")
    return 1 if wrong or methods < 80 else 0


if __name__ == "__main__":
    sys.exit(main())
