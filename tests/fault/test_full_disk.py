"""Would catch: a service that dies, hangs or forgets when its disk is full; a read that is refused because of it; a refusal
that does not say what is wrong and what to do, in either language; a write that is half there; a service that needs a new
start when there is room again, or that cannot start as long as there is none; a log that cannot be written and takes the
service with it.

Each service has its store on a small file system, which somebody else's file fills up and leaves again.
"""

import itertools
import re
import unittest

from house import Story, until
from karmayogi.registration.v1 import service_pb2, types_pb2
from raw_caller import REGISTRATION, RawCaller
from small_disk import SmallDisk

UNIT, DISTRICT = "hapur-police", 661
FULL = {
    "en": "The disk or the store is full: writes are refused, reads go on. The operator must make room.",
    "hi": "डिस्क या भंडार भर गया है: लेखन बंद है, पढ़ना चालू है। संचालक जगह बनाए।",
}
REFUSED = 4  # exit status of the command: it may be tried again
MOST_WRITES = 2000  # until a disk of so few MiB is full


class FullDisk(Story):
    def setUp(self):
        super().setUp()
        self.mobiles = itertools.count(9000000001)

    def small(self, service, mib):
        disk = SmallDisk(service, mib)
        self.addCleanup(disk.close)
        return disk

    def register(self, language="en", code=0):
        return self.house.karmayogi(
            *("--lang", language, "--timeout", 3, "official", "register", "--name", "Asha Devi", "--org", UNIT),
            *("--mobile", next(self.mobiles), "--designation", "Constable"),
            code=code,
        )

    def create_course(self, number, language="en", code=0):
        return self.house.karmayogi(
            *("--lang", language, "--timeout", 3, "course", "create", f"course-{number}", "--title-en", "Writing plainly"),
            *("--languages", "en", "--provider", "Somebody", "--duration", 60),
            code=code,
        )

    def until_full(self, write):
        """Writes until one is refused, and shows what that says in both languages. Returns how many were accepted."""
        for accepted in range(MOST_WRITES):
            done = write("en", code=(0, REFUSED))
            if done.code == REFUSED:
                break
        for language in ("en", "hi"):
            done = write(language, code=REFUSED)
            print(done, flush=True)
            self.assertIn(FULL[language], done.err)
            self.assertIn("[RESOURCE_EXHAUSTED DISK_FULL]", done.err)
        return accepted

    def warned(self, name, language, words):
        done = self.house.karmayogi("--json", "--lang", language, "health", code=1)
        said = [each["sentence"] for each in done.json()["warnings"] if each["service"] == name]
        self.assertTrue(any(words in sentence for sentence in said), said)

    def position(self, name="registration"):
        at = self.house.status(name)["position"]
        return f"{name}:{at['epoch']}:{at['sequence']}"

    def test_registration__look_ups_answer_and_writes_say_why_not__until_there_is_room(self):
        registration, disk = self.house.registration, self.small(self.house.registration, 6)
        self.house.start()
        self.house.load()
        disk.fill()
        accepted = self.until_full(self.register)
        for language in ("en", "hi"):
            found = self.house.karmayogi("--lang", language, "official", "find", "--mobile", "9000000001")
            print(found, flush=True)
            self.assertIn("90******01", found.out)
        self.assertEqual(self.house.listed(UNIT), accepted)
        self.warned("registration", "en", "Make room, or move the store to a larger disk.")
        self.warned("registration", "hi", "जगह बनाएँ")

        # Killed and started again with no room at all: it starts, and reads go on.
        registration.kill()
        registration.start()
        self.register(code=REFUSED)
        self.assertEqual(self.house.listed(UNIT), accepted)
        started = self.house.status("registration")["started_at_ms"]

        self.refused_then_accepted(disk)
        self.register()
        self.assertEqual(self.house.listed(UNIT), accepted + 2)
        self.assertEqual(self.house.onboarded("meerut-range", self.position()), accepted + 2)
        self.assertEqual(self.house.status("registration")["started_at_ms"], started)
        self.stop_all()

    def refused_then_accepted(self, disk):
        """One request, under the same id, before and after there is room."""
        person = types_pb2.Person(name="Asha Devi", mobile=str(next(self.mobiles)))
        request = service_pb2.RegisterOfficialRequest(person=person, post=types_pb2.Post(organisation_id=UNIT))
        with RawCaller(self.house.registration, self.house.keys / "desk.secret") as desk:
            header = desk.header(f"{REGISTRATION}/RegisterOfficial").SerializeToString()
            answers = []
            for _ in range(3):
                desk.send_frames(b"", header, request.SerializeToString())
                answers.append(desk.receive())
                if len(answers) == 1:
                    disk.clear()
        (full, _), (first, told), (again, told_again) = answers
        self.assertEqual((full.status.reason, full.status.retry_after_ms), ("DISK_FULL", 5000))
        self.assertEqual((first.status.reason, told, first.positions), ("", told_again, again.positions))

    def test_catalogue__courses_are_shown_and_new_ones_refused__until_there_is_room(self):
        disk = self.small(self.house.catalogue, 4)
        self.house.start("catalogue")
        numbers = itertools.count(1)
        self.create_course("first")
        disk.fill()
        accepted = self.until_full(lambda language, code: self.create_course(next(numbers), language, code))
        for language in ("en", "hi"):
            done = self.house.karmayogi("--lang", language, "course", "get", "course-first")
            self.assertIn("Writing plainly", done.out)
        listed = self.house.karmayogi("course", "list", "--state", "draft", "--count").out
        self.assertEqual(int(re.sub(r"\D", "", listed)), 1 + accepted)
        disk.clear()
        self.create_course("last")
        self.assertEqual(int(self.house.status("catalogue")["position"]["sequence"]), 2 + accepted)
        self.stop_all()

    def test_reporting__goes_on_answering_what_it_has_counted__and_catches_up_when_there_is_room(self):
        disk = self.small(self.house.reporting, 20)
        self.house.start()
        self.house.load()
        self.register()
        self.assertEqual(self.house.onboarded("meerut-range", self.position()), 1)
        disk.fill()
        registered = 1
        while not self.house.reporting.events("store_full"):
            self.register()
            registered += 1
            self.assertLess(registered, MOST_WRITES)
        self.register()
        registered += 1
        stale = self.house.json("report", "onboarding", "--org", "meerut-range")
        self.assertLess(int(stale["total"]["onboarded"]), registered)
        late = self.house.karmayogi(
            *("--timeout", 2, "report", "onboarding", "--org", "meerut-range", "--at-least", self.position()), code=(1, 4)
        )
        self.assertIn("has not counted up to that position in time", late.err)
        self.warned("reporting", "en", "Make room, or move the store to a larger disk.")
        disk.clear()
        until(lambda: not self.house.is_behind(), "reporting to catch up")
        self.assertEqual(self.house.onboarded("meerut-range", self.position()), registered)
        # Said of each feed, and not again twice a second.
        self.assertLessEqual(len(self.house.reporting.events("feed_page_failed")), 4)
        self.stop_all()

    def test_log__that_cannot_be_written__costs_nothing_but_the_log(self):
        registration = self.house.registration
        registration.wrapper = ["sh", "-c", 'exec "$@" 2>/dev/full', "sh"]
        self.house.catalogue.start()
        registration.start(wait=False)
        answers = lambda: self.house.karmayogi("--timeout", 2, "status", "registration", code=None).code == 0
        until(answers, "registration to answer")
        self.house.load()
        self.assertRegex(self.register().out, re.compile("^Official ", re.MULTILINE))
        self.assertEqual(self.house.listed(UNIT), 1)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()
