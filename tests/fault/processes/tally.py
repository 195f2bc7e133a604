"""What a run did and found."""

import collections
import json

from planted import check_the_judges

KINDS = ("lost", "twice", "wrong")
# What is told, in this order; nothing is told of what did not happen.
TOLD = {
    "kills": "kills",
    "cycles": "cycles",
    "stops": "stops longer than a request",
    "behind": "catch-ups",
    "restores": "restores",
    "fillings": "full disks and maps",
    "jumps": "clocks set",
    "acknowledged": "writes acknowledged",
    "refused": "refused",
    "repeated": "sent twice",
    "figures": "figures recounted",
    "planted": "planted mistakes found",
}


class Tally:
    def __init__(self):
        self.counts, self.findings = collections.Counter(), []
        self.judged = False

    def add(self, **counts):
        self.counts.update(counts)

    def add_load(self, load):
        ledger = load.ledger
        self.add(acknowledged=ledger.acknowledged, refused=ledger.refused, figures=ledger.counts, repeated=load.desk.repeats)

    def check_judges(self, ledger):
        """Once in a run, the judges are told what is not so."""
        if self.judged:
            return
        self.judged = True
        missed, planted = check_the_judges(ledger)
        self.findings += [("wrong", f"the judges do not notice {name}") for name in missed]
        self.add(planted=planted)

    def leave(self, path):
        path.write_text(json.dumps([self.counts, self.findings]), encoding="utf-8")

    def take(self, path):
        """What another process left."""
        if path.exists():
            counts, findings = json.loads(path.read_text(encoding="utf-8"))
            self.counts.update(counts)
            self.findings += [tuple(finding) for finding in findings]
            path.unlink()

    def tell(self, seed):
        for kind, sentence in self.findings[:20]:
            print(f"{kind}: {sentence}")
        if self.findings:
            print(f"again with: tests/fault/processes/run --seed {seed}")
        done = ", ".join(f"{self.counts[name]:,} {words}" for name, words in TOLD.items() if self.counts[name])
        found = ", ".join(f"{sum(1 for each, _ in self.findings if each == kind)} {kind}" for kind in KINDS)
        print(f"processes: {done or 'nothing done'}; {found}", flush=True)
