"""A restore from yesterday in which everything that can be killed is killed: the restore itself, the restored service, and
reporting while it builds its second generation. Before the backup every request has its first answer, behind it none was
ever heard of; what is missing is said; and once everything was sent again, all figures are whole.
"""

import fcntl
import re
import subprocess
import time

from desk import OK
from house import PATIENCE_S, until
from ledger import Ledger, bare
from load import Load
from part import Part

KILLS = ["follower.applied:1", "writer.committed:1", "writer.applied:1"]
RESTORES = {True: 6, False: 25}  # killed, by `quick`


class Restored(Part):
    def turn(self):
        load = self.load = Load(self.chance)
        load.ledger.strangers.add("desk")
        findings = self.yesterday(load)
        if not findings:
            done = self.restore(load)
            findings = self.follow(load, done) or self.send_again(load, done)
        if not findings:
            findings = load.deep() + load.check_stores()
        if not findings:
            self.tally.add(restores=1, kills=load.guard.kills)
            self.end_load()
        return findings

    def yesterday(self, load):
        """Work, a backup in the middle of work, and more work."""
        findings, self.sent = [], []
        judge = load.ledger.judge_repetitions

        def keep():
            self.sent += [ask for ask in load.ledger.asks["registration"].values() if ask.status.code == OK]
            return judge()

        load.ledger.judge_repetitions = keep
        findings += load.cycle(officials=60)
        with load.house.begin("--json", "backup", "registration") as backup:
            load.desk.run(load.errands.draw(officials=60))
            self.backup = re.search(r'"file": *"([^"]+)"', backup.communicate(timeout=PATIENCE_S)[0].decode()).group(1)
        findings += load.ledger.close_cycle() + load.cycle(officials=60)
        load.ledger.judge_repetitions = judge
        load.house.settle()
        return findings

    def restore(self, load):
        """Killed again and again, and done at last. Returns what the command said."""
        for service in load.house.services:
            load.stop(service)
        folder = load.house.folder / "stores/restored"
        arguments = ["--json", "restore", "--backup", self.backup, "--store", folder]
        begun = time.monotonic()
        load.house.karmayogi("store", "check", "--backup", self.backup)
        took_s, killed = time.monotonic() - begun, 0
        for _ in range(RESTORES[self.quick]):
            with load.house.begin(*arguments) as restoring:
                try:
                    restoring.wait(self.chance.random() * took_s * 2)
                except subprocess.TimeoutExpired:
                    restoring.kill()
                    restoring.wait()
                    killed += 1
            until(lambda: is_free(folder), "the killed restore to be gone")
            if (folder / "data.mdb").exists():  # all of it was done: what is there must be a whole store
                load.house.karmayogi("store", "check", "--store", folder)
                (folder / "data.mdb").unlink()
        self.tally.add(kills=killed)
        done = load.house.json(*arguments[1:])
        load.house.registration.store = folder
        return done

    def follow(self, load, done):
        """Reporting builds a second generation, killed on the way, while registration is killed as well; what is missing is
        counted. Returns findings."""
        house = load.house
        house.catalogue.start()
        house.registration.start()
        for fault in self.chance.sample(KILLS, len(KILLS)):
            house.reporting.start(fault=fault, wait=False)
            house.reporting.await_fault()
            self.tally.add(kills=1)
            load.guard.kill("registration")
            load.guard.look()
            house.registration.await_ready()
        house.reporting.start()
        load.desk.send_again([service.name for service in house.services])
        house.settle()
        missing = load.ledger.heads["registration"][1] - done["sequence"]
        warnings = house.karmayogi("--json", "health", code=1).json()["warnings"]
        said = [each["sentence"].replace(",", "") for each in warnings if each["check"] == "restored"]
        if missing <= 0 or len(said) != 1 or f" {missing} acknowledged requests are missing" not in said[0]:
            return [("wrong", f"{missing} requests are missing, and health says {said}")]
        fresh = self.count_anew(load)
        return list(fresh.judge_now())

    def count_anew(self, load):
        ledger = Ledger(load.desk)
        ledger.strangers = load.ledger.strangers
        ledger.begin()
        return ledger

    def send_again(self, load, done):
        """Everything, in the order in which it was accepted: the old answer, or the same entry anew. Returns findings."""
        findings, newest = [], done["sequence"]
        sent = [ask for ask in self.sent if not ask.settled]
        for first in sorted(sent, key=lambda ask: ask.position.sequence):
            again = load.desk.ask(first.again())
            known, changed = first.position.sequence <= newest, load.ledger.changed
            if again.status.code != OK or again.position.sequence != first.position.sequence:
                findings.append(("twice" if known else "lost", f"entry {first.position.sequence} of before the restore: {again}"))
            elif known and without_epoch(first, changed) != without_epoch(again, changed):
                findings.append(("wrong", f"entry {first.position.sequence} has another answer after the restore: {again}"))
        before, load.ledger = load.ledger, self.count_anew(load)
        self.tally.add(acknowledged=before.acknowledged, refused=before.refused, figures=before.counts)
        if load.ledger.counted.by_district() != before.counted.by_district():
            findings.append(("wrong", "sent again, it is not what it was before the restore"))
        return findings


def is_free(folder):
    """Whether nobody works in the folder: what the command began dies with it, a moment later."""
    if not folder.exists():
        return True
    with open(folder / "lock", "ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def without_epoch(ask, changed):
    """The answer, which may name an entry by its position: that has the epoch of the restored history by now."""
    answer = ask.answer_type.FromString(bare(ask, changed))
    if "committed_as" in answer.DESCRIPTOR.fields_by_name:
        answer.committed_as.epoch = 0
    return answer
