"""Would catch: a backup that misses what was answered before it, or mixes two moments; a restored service that followers
or callers take for the one they knew; requests that are missing after a restore and nobody says so; a half file that looks
like a backup; damage that a check or a restore does not see, or that takes them down.
"""

import contextlib
import os
import random
import re
import shutil
import signal
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from house import DATA, PATIENCE_S, Story, until
from karmayogi.core.v1 import admin_pb2
from karmayogi.registration.v1 import service_pb2, types_pb2
from raw_caller import REGISTRATION, RawCaller, admit, make_key

SEED = 20261122
FLIPS = 240
UNITS = {"meerut-police": 169, "bulandshahr-police": 134, "baghpat-police": 124, "hapur-police": 661}
REGISTER = f"{REGISTRATION}/RegisterOfficial"


class Clerk(threading.Thread):
    """A calling system of its own: registers one official after another until it is told to stop, and keeps every request
    with its answer."""

    def __init__(self, house, number):
        super().__init__(daemon=True)
        self.house, self.number = house, number
        self.sent, self.enough, self.trouble = [], threading.Event(), None
        name = f"clerk-{number}"
        admit(house.registration, name, make_key(house.keys, name), ["registrar"])
        self.secret = house.keys / f"{name}.secret"
        until(lambda: house.karmayogi("--as", name, "status", "registration", code=None).code == 0, "the key to be known")

    def request(self, count):
        person = types_pb2.Person(name=f"Clerk {'ABCDEFGH'[self.number]} Person", mobile=f"9{self.number}{count:08d}")
        unit = list(UNITS)[self.number % len(UNITS)]
        return service_pb2.RegisterOfficialRequest(
            person=person, post=types_pb2.Post(organisation_id=unit, district_code=UNITS[unit], designation="Constable")
        ).SerializeToString()

    @staticmethod
    def ask(caller, header, body):
        caller.send_frames(b"", header, body)
        reply = caller.receive(PATIENCE_S * 1000)
        assert reply is not None, "no answer"
        assert reply[0].status.code == 0, f"{reply[0].status.reason}: {reply[0].status.sentence}"
        return reply[0].positions[0].sequence, reply[1]

    def run(self):
        try:
            with RawCaller(self.house.registration, self.secret) as caller:
                while not self.enough.is_set():
                    header, body = caller.header(REGISTER).SerializeToString(), self.request(len(self.sent))
                    self.sent.append((header, body, *self.ask(caller, header, body)))
        except Exception as trouble:  # told to the story by stop()
            self.trouble = trouble

    def has_sent(self, count):
        if self.trouble:
            raise self.trouble
        return len(self.sent) >= count

    def stop(self):
        self.enough.set()
        self.join(PATIENCE_S)
        if self.trouble:
            raise self.trouble

    def send_again(self, newest):
        """Every request, with its id, to the restored service, which holds entries up to `newest`. Returns how many were
        new to it."""
        missing = 0
        with RawCaller(self.house.registration, self.secret) as caller:
            for header, body, sequence, answer in self.sent:
                again, told = self.ask(caller, header, body)
                if sequence <= newest:
                    assert (again, told) == (sequence, answer), f"entry {sequence} was answered otherwise"
                else:
                    assert again > newest, f"entry {sequence} was taken for {again}"
                    missing += 1
        return missing


class Backup(Story):
    def setUp(self):
        super().setUp()
        self.house.start()
        self.house.load()

    def back_up(self, service="registration"):
        return self.house.json("backup", service)[0]

    def backups(self, service="registration"):
        folder = getattr(self.house, service).store / "backups"
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def position(self, service="registration"):
        at = self.house.status(service)["position"]
        return f"{at['service']}:{at['epoch']}:{at['sequence']}"

    def figures(self, position):
        report = self.house.json("report", "onboarding", "--org", "meerut-range", "--by", "district", "--at-least", position)
        return {row["code"]: int(row["onboarded"]) for row in report["rows"] if int(row["onboarded"])}

    def recounted(self):
        return {str(code): listed for unit, code in UNITS.items() if (listed := self.house.listed(unit))}

    def restore(self, backup, folder, *more, service="registration"):
        done = self.house.json("restore", "--backup", backup, "--store", folder, *more)
        getattr(self.house, service).store = Path(folder)
        return done

    def warnings(self, check, language="en"):
        """Sentences of `karmayogi health`, which must end with 1 where there are any."""
        done = self.house.karmayogi("--json", "--lang", language, "health", code=(0, 1))
        found = [each["sentence"] for each in done.json()["warnings"] if each["check"] == check]
        self.assertTrue(done.code == 1 or not found, str(done))
        return found

    def await_followed(self, epoch, meanwhile=lambda: None, name="reporting", feed="registration", sequence=0):
        """Waits until a service follows this history, up to an entry at least; returns what it says of the feed."""

        def followed():
            meanwhile()
            told = next(each for each in self.house.status(name)["follows"] if each["applied"]["service"] == feed)
            at = told["applied"]
            return at["epoch"] == epoch and at["sequence"] >= sequence and told

        return until(followed, f"{name} to follow the history of {feed}")


class Restored(Backup):
    def setUp(self):
        super().setUp()
        path = self.house.sample("before", 120, seed=1, district=169)
        self.house.import_list(path, "meerut-police", 169, "--chunk-rows", 40)

    def load_while_backed_up(self):
        """Imports and several callers while backups are taken. Returns the clerks, the arguments of the import, and the
        backup in the middle."""
        clerks = [Clerk(self.house, number) for number in range(3)]
        for clerk in clerks:
            clerk.start()
        path = self.house.sample("during", 300, seed=2, district=661)
        arguments = self.house.import_arguments(path, "hapur-police", 661, "--chunk-rows", 10)
        with self.house.begin(*arguments) as importing:
            first = self.back_up()
            until(lambda: all(clerk.has_sent(4) for clerk in clerks), "every clerk to register somebody")
            backup = self.back_up()
            begun = backup["position"]["sequence"]
            until(lambda: all(clerk.has_sent(1) and clerk.sent[-1][2] > begun + 3 for clerk in clerks), "requests after the backup")
            out, err = importing.communicate(timeout=PATIENCE_S * 2)
        for clerk in clerks:
            clerk.stop()
        self.assertIn(importing.returncode, (0, 3), out.decode() + err.decode())
        self.assertGreater(backup["position"]["sequence"], first["position"]["sequence"])
        import_id = re.search(r"import ([0-9a-f-]{36})", out.decode() + err.decode()).group(1)
        return clerks, [*arguments, "--import-id", import_id], backup

    def check_answers_meanwhile(self, before, restored):
        """While reporting builds its second generation it goes on answering, with figures of the one or the other."""
        told = self.house.json("report", "onboarding", "--org", "meerut-range")["total"]["onboarded"]
        self.assertIn(int(told), (before, restored))

    def test_backup_under_load__restored__and_every_figure_is_whole_again(self):
        clerks, import_again, backup = self.load_while_backed_up()
        newest, end = backup["position"]["sequence"], self.house.status("registration")["position"]
        whole = self.figures(self.position())
        self.assertEqual(whole, self.recounted())
        for service in self.house.services:
            service.stop()

        done = self.restore(backup["file"], self.house.folder / "stores/restored", "--service", "registration")
        self.assertEqual((done["sequence"], done["former_epoch"]), (newest, end["epoch"]))
        self.assertNotEqual(done["epoch"], end["epoch"])
        self.house.start()
        restored = self.recounted()
        self.assertLess(sum(restored.values()), sum(whole.values()))
        totals = sum(whole.values()), sum(restored.values())
        feed = self.await_followed(done["epoch"], lambda: self.check_answers_meanwhile(*totals))
        self.assertEqual(self.figures(self.position()), restored)
        self.assertEqual([(each["epoch"], each["sequence"]) for each in feed["former"]], [(end["epoch"], end["sequence"])])

        missing = end["sequence"] - newest
        self.assertGreater(missing, 0)
        (sentence,) = [each.replace(",", "") for each in self.warnings("restored")]
        self.assertIn(f"ends at entry {newest}", sentence)
        self.assertIn(f"reporting had seen entry {end['sequence']}", sentence)
        self.assertIn(f" {missing} acknowledged requests are missing", sentence)
        (hindi,) = self.warnings("restored", "hi")
        self.assertIn(f" {missing} ", hindi.replace(",", ""))
        former = f"registration:{end['epoch']}:{end['sequence']}"
        refused = self.house.karmayogi("report", "onboarding", "--org", "meerut-range", "--at-least", former, code=1)
        self.assertIn("EPOCH_CHANGED", refused.err)

        before = self.house.status("registration")["position"]["sequence"]
        again = sum(clerk.send_again(newest) for clerk in clerks)
        self.assertGreater(again, 0)
        self.assertEqual(self.house.status("registration")["position"]["sequence"], before + again)
        self.house.karmayogi(*import_again, code=(0, 3))
        self.assertEqual(self.house.status("registration")["position"]["sequence"], end["sequence"])
        self.assertEqual(self.figures(self.position()), whole)
        self.assertEqual(self.recounted(), whole)
        followed = self.house.records(self.position())
        self.house.rebuild_reporting()
        self.assertEqual(self.house.records(self.position()), followed)
        self.stop_all()

    def test_restore_of_a_restore__counts_what_each_has_lost(self):
        lost = 0
        for number in (1, 2):
            backup = self.back_up()
            for count in range(number * 2):
                self.house.karmayogi(
                    *("official", "register", "--name", "Late Person", "--org", "hapur-police"),
                    *("--mobile", f"90000{number}{count:04d}", "--designation", "Constable"),
                )
            lost += number * 2
            self.figures(self.position())
            for service in self.house.services:
                service.stop()
            done = self.restore(backup["file"], self.house.folder / f"stores/restored {number}")
            self.house.start()
            self.await_followed(done["epoch"])
        told = self.warnings("restored")
        self.assertEqual([int(re.search(r" ([\d,]+) acknowledged", each).group(1)) for each in told], [4, 2], told)
        self.assertEqual(len(self.house.status("registration")["restorations"]), 2)
        self.stop_all()

    def test_catalogue__restored__is_noticed_by_registration_and_reporting(self):
        self.house.karmayogi("list", "load", "providers", DATA / "providers.csv")
        backup = self.back_up("catalogue")
        self.house.karmayogi("list", "load", "competencies", DATA / "competencies.csv")
        end, followers = self.house.status("catalogue")["position"], ("registration", "reporting")
        missing = end["sequence"] - backup["position"]["sequence"]
        self.assertGreater(missing, 0)
        for name in followers:
            self.await_followed(end["epoch"], name=name, feed="catalogue", sequence=end["sequence"])
        self.house.catalogue.stop()
        done = self.restore(backup["file"], self.house.folder / "stores/restored", service="catalogue")
        self.house.catalogue.start()
        for name in followers:
            feed = self.await_followed(done["epoch"], name=name, feed="catalogue")
            self.assertEqual(feed["former"], [end])
        (sentence,) = self.warnings("restored")
        self.assertIn(f" {missing} acknowledged requests are missing", sentence)
        self.house.karmayogi("list", "load", "competencies", DATA / "competencies.csv")
        self.assertEqual(self.house.status("catalogue")["position"]["sequence"], end["sequence"])
        self.stop_all()

    def test_restore__that_no_follower_can_judge__is_said_with_the_time(self):
        backup = self.back_up()
        for service in self.house.services:
            service.stop()
        self.house.reporting.remove_store()
        self.restore(backup["file"], self.house.folder / "stores/restored")
        self.house.start()
        (sentence,) = self.warnings("restored")
        self.assertIn("may be missing", sentence)
        self.stop_all()


class Files(Backup):
    def test_backup__of_all_services__and_of_those_with_the_role_alone(self):
        done = self.house.karmayogi("backup")
        for service in self.house.services:
            self.assertIn(service.name, done.out)
            (file,) = self.backups(service.name)
            self.assertIn(str(file), done.out)
            checked = self.house.json("store", "check", "--backup", file)
            self.assertEqual((checked["sound"], checked["service"]), (True, service.name))
        name = "clerk"
        admit(self.house.registration, name, make_key(self.house.keys, name), ["registrar", "follower"])
        until(lambda: self.house.karmayogi("--as", name, "status", "registration", code=None).code == 0, "the key to be known")
        self.assertIn("ROLE_MISSING", self.house.karmayogi("--as", name, "backup", "registration", code=5).err)
        self.assertEqual(len(self.backups()), 1)
        self.house.karmayogi("backup", "nowhere", code=2)
        self.stop_all()

    def test_backups__are_kept_in_a_number__and_known_after_a_new_start(self):
        made = [Path(self.back_up("catalogue")["file"]) for _ in range(9)]
        self.assertEqual(self.backups("catalogue"), made[-7:])
        self.house.catalogue.stop()
        self.house.catalogue.start()
        with RawCaller(self.house.catalogue, self.house.keys / "desk.secret") as desk:
            _, answer = desk.call("karmayogi.core.v1.AdminService/GetBackup", answer=admin_pb2.GetBackupResponse)
        self.assertEqual(answer.backup.state, admin_pb2.BACKUP_STATE_DONE)
        self.assertEqual(Path(answer.backup.file), made[-1])
        self.stop_all()

    def test_service_killed_while_it_backs_up__leaves_no_half_file(self):
        registration = self.house.registration
        registration.stop()
        registration.start(fault="backup.copy:1")
        self.house.karmayogi("--timeout", 2, "backup", "registration", code=4)
        registration.await_fault()
        self.assertEqual([file.name for file in self.backups()], [".registration.part"])
        registration.start()
        self.assertEqual(self.backups(), [])
        self.back_up()
        self.assertEqual(len(self.backups()), 1)
        self.stop_all()

    def test_service_stopped_while_it_backs_up__ends_by_itself__with_a_whole_file_or_none(self):
        for _ in range(5):
            with RawCaller(self.house.registration, self.house.keys / "desk.secret") as desk:
                _, answer = desk.call("karmayogi.core.v1.AdminService/StartBackup", answer=admin_pb2.StartBackupResponse)
            self.assertTrue(answer.begun)
            self.house.registration.stop()
            for file in self.backups():
                self.assertTrue(file.name.startswith("registration-"), file)
                self.house.karmayogi("store", "check", "--backup", file)
            self.assertNotIn('"level":"error"', self.house.registration.log_end())
            self.house.registration.start()
        self.stop_all()

    def test_disk_of_the_backups_that_is_full__is_said__and_leaves_nothing(self):
        registration, folder = self.house.registration, self.house.folder / "small disk"
        folder.mkdir()
        registration.stop()
        # A disk of its own that only the service sees: it goes away with the service.
        registration.wrapper = [
            *("unshare", "--mount", "sh", "-c"),
            *('mount -t tmpfs -o size=128k tmpfs "$1" && shift && exec "$@"', "sh", str(folder)),
        ]
        registration.start(extra=("--backups", str(folder)))
        self.assertLess(128 << 10, self.house.status("registration")["store_used_bytes"])
        for language, word in (("en", "no room"), ("hi", "जगह")):
            done = self.house.karmayogi("--lang", language, "backup", "registration", code=1)
            self.assertIn("BACKUP_DISK_FULL", done.err)
            self.assertIn(word, done.err)
        seen = Path(f"/proc/{registration.process.pid}/root{folder}")
        self.assertEqual(list(seen.iterdir()), [])
        self.house.karmayogi("org", "get", "police")
        self.stop_all()

    def test_restore__refuses_with_a_sentence__and_leaves_no_store(self):
        backup = Path(self.back_up()["file"])
        registration, fresh = self.house.registration, self.house.folder / "stores/fresh"
        self.refused("holds a store already", backup, self.stopped(registration).store)
        registration.start()
        self.refused("A service or another restore works in", backup, registration.store)
        self.refused("is a backup of `registration', not of catalogue", backup, fresh, "--service", "catalogue")
        short = self.house.file("short.mdb")
        short.write_bytes(backup.read_bytes()[:-1])
        self.refused("is damaged or no backup", short, fresh)
        flipped = bytearray(backup.read_bytes())
        place = flipped.index("Hapur".encode())
        flipped[place] ^= 1
        short.write_bytes(flipped)
        self.refused("is damaged or no backup", short, fresh)
        short.write_text("a letter", encoding="utf-8")
        self.refused("is damaged or no backup", short, fresh)
        self.refused("Nothing was restored", self.house.file("nowhere.mdb"), fresh, code=6)
        self.assertFalse((fresh / "data.mdb").exists())
        self.restore(backup, fresh)
        # The catalogue must not take it for its own.
        self.house.catalogue.stop()
        self.house.catalogue.store = fresh
        self.house.catalogue.start(wait=False)
        self.assertEqual(self.house.catalogue.process.wait(PATIENCE_S), 1)
        self.house.catalogue.process = None
        self.assertIn("it is the store of registration, not of catalogue", self.house.catalogue.log_text())
        registration.stop()
        self.house.reporting.stop()
        self.assert_none(self.house.sanitizer_remarks())

    def test_restore_that_is_killed__does_not_go_on_by_itself(self):
        """The work on files is done in a child of the command."""
        backup, fresh = Path(self.back_up()["file"]), self.house.folder / "stores/fresh"
        for attempt in range(100):
            made = Path(f"{fresh} {attempt}/data.mdb")
            with self.house.begin("restore", "--backup", backup, "--store", made.parent) as restoring:
                child = child_of(restoring)
                if child and stop(child) and not made.exists():
                    restoring.kill()
                    restoring.wait(PATIENCE_S)
                    go_on(child)
                    break
                if child:
                    go_on(child)
        until(lambda: not is_alive(child), "the child to be gone")
        self.assertFalse(made.exists())
        self.stop_all()

    @staticmethod
    def stopped(service):
        service.stop()
        return service

    def refused(self, sentence, backup, folder, *more, code=1):
        done = self.house.karmayogi("restore", "--backup", backup, "--store", folder, *more, code=code)
        self.assertIn(sentence, done.err)
        hindi = self.house.karmayogi("--lang", "hi", "restore", "--backup", backup, "--store", folder, *more, code=code)
        self.assertRegex(hindi.err, "[\u0900-\u097f]")

    def test_check__of_a_store_in_use__is_refused(self):
        folder = self.house.registration.store
        done = self.house.karmayogi("store", "check", "--store", folder, code=6)
        self.assertIn("is open in a service", done.err)
        self.house.registration.stop()
        self.assertIn("sound", self.house.karmayogi("store", "check", "--store", folder).out)
        self.house.karmayogi("store", "check", "--store", self.house.folder, code=6)
        self.house.karmayogi("store", "check", code=2)
        self.house.registration.start()
        self.stop_all()


def child_of(process):
    """The number of its first child, as soon as there is one; None where it ended before that was seen."""
    while process.poll() is None:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
        if children:
            return int(children[0])
    return None


def stop(number):
    """Lets a process stand still. Whether that came before its end."""
    try:
        os.kill(number, signal.SIGSTOP)
    except ProcessLookupError:
        return False
    return until(lambda: state_of(number) in ("T", "Z", ""), "the process to stand still") and state_of(number) == "T"


def go_on(number):
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, signal.SIGCONT)


def state_of(number):
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def is_alive(number):
    return state_of(number) not in ("Z", "")


class Flips(Backup):
    def spoil(self, sound, number):
        """A copy with some bytes changed; returns its path, and whether the change lies behind LMDB's own two pages."""
        chance = random.Random(SEED + number)
        copy = self.house.file(f"flipped {number}.mdb")
        shutil.copyfile(sound, copy)
        place = chance.randrange(sound.stat().st_size)
        with open(copy, "r+b") as file:
            file.seek(place)
            old = file.read(chance.choice((1, 1, 8, 64, 4096)))
            new = bytes(byte ^ chance.randint(1, 255) for byte in old)
            file.seek(place)
            file.write(new)
        return copy, place >= 2 * os.sysconf("SC_PAGESIZE")

    def check(self, sound, number, digest):
        copy, behind = self.spoil(sound, number)
        done = self.house.karmayogi("--json", "store", "check", "--backup", copy, code=(0, 1))
        copy.unlink()
        told = done.json()
        if done.code == 0 and behind and told["digest"] != digest:
            return f"flip {number}: another content was called sound", False
        return None, done.code == 1

    def test_flipped_bytes__anywhere__are_damage_or_change_nothing(self):
        path = self.house.sample("list", 200, seed=3, district=169)
        self.house.import_list(path, "meerut-police", 169)
        sound = Path(self.back_up()["file"])
        digest = self.house.json("store", "check", "--backup", sound)["digest"]
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda number: self.check(sound, number, digest), range(FLIPS)))
        self.assert_none([wrong for wrong, _ in results if wrong])
        found = sum(damaged for _, damaged in results)
        print(f"{found} of {FLIPS} flips were found; the others changed no record", flush=True)
        self.assertGreater(found, FLIPS // 2)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()
