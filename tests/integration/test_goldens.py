"""Would catch: a message that is read as something else than when it was written, by an implementation of protobuf that
shares no code with the project; and a method, an event or a record that nobody has kept bytes of. The same bytes are
read in C by tests/unit/golden.
"""

import json
import unittest
from pathlib import Path

import golden
import karmayogi
from google.protobuf import json_format
from google.protobuf.message import DecodeError

ADD = "run tests/golden/make and commit what it adds"


def every(folder, pattern):
    found = sorted((golden.GOLDEN / folder).rglob(pattern))
    assert found, f"there are no goldens {folder}/{pattern}"
    return found


class Goldens(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.contracts = golden.Contracts(Path(list(karmayogi.__path__)[0]).parent)

    def check(self, told, data):
        """Bytes and their meaning, {"type", "message"}, in both directions."""
        self.assertIn(told["type"], self.contracts.messages(), "a message is gone from the contracts")
        message = self.contracts.new(told["type"])
        message.MergeFromString(data)
        self.assertEqual(golden.meaning(message), told["message"])
        written = json_format.ParseDict(told["message"], self.contracts.new(told["type"]))
        self.assertEqual(written.SerializeToString(deterministic=True), data)

    def test_messages__as_they_were__mean_the_same_in_both_directions(self):
        for path in every("messages", "*.bin"):
            with self.subTest(path.stem):
                self.check(golden.read_json(path.with_suffix(".json")), path.read_bytes())

    def test_frames__as_they_were__mean_the_same_in_both_directions(self):
        headers = {"request": golden.HEADERS[0], "answer": golden.HEADERS[1], "refusal": golden.HEADERS[1]}
        for path in every("frames", "*.json"):
            with self.subTest(path.stem):
                told, frames = golden.read_json(path), golden.split(path.with_suffix("").read_bytes())
                self.assertEqual((len(frames), frames[0]), (3, b""))
                self.check({"type": headers[path.stem.split(".")[1]], "message": told["header"]}, frames[1])
                if told["body"]:
                    self.check(told["body"], frames[2])
                else:
                    self.assertEqual(frames[2], b"")

    def test_stored_records__as_they_were__have_the_checksum_of_key_and_body(self):
        for path in every("stored", "*.stored"):
            with self.subTest(path.stem):
                key, stored = golden.split(path.read_bytes())
                body = (golden.GOLDEN / "messages" / path.parent.name / f"{path.stem}.bin").read_bytes()
                self.assertEqual(stored, golden.record(key, body))

    def test_one_wrong_bit__is_noticed(self):
        """Would catch: a comparison that compares nothing."""
        at = golden.stem("karmayogi.registration.v1.RegisterOfficialRequest")
        told, data = golden.read_json(at.with_name(f"{at.name}.json")), at.with_name(f"{at.name}.bin").read_bytes()
        for index in range(len(data)):
            wrong = bytearray(data)
            wrong[index] ^= 1
            with self.assertRaises((AssertionError, DecodeError), msg=f"byte {index}"):
                self.check(told, bytes(wrong))

    def test_everything_in_the_contracts__has_a_golden(self):
        missing = []
        for name in self.contracts.top_level():
            for variant in self.contracts.variants(name):
                at = golden.stem(name, variant)
                missing += [name + (variant and f", {variant}")] * (not at.with_name(f"{at.name}.bin").is_file())
        for name in self.contracts.stored():
            at = golden.stem(name)
            path = golden.GOLDEN / "stored" / at.parent.name / f"{at.name}.stored"
            missing += [f"{name}, as it is stored"] * (not path.is_file())
        self.assertEqual(missing, [], f"no bytes are kept of these: {ADD}")

    def test_walk_of_the_contracts__finds_what_is_known_to_be_there(self):
        """Would catch: a walk that finds nothing, and so misses nothing."""
        found = self.contracts.top_level()
        for name in (
            *("core.v1.RequestHeader", "core.v1.ReplyHeader", "core.v1.OutboxRecord", "core.v1.GetStatusResponse"),
            *("registration.v1.Event", "registration.v1.PostRecord", "registration.v1.ImportOfficialsRequest"),
            *("catalogue.v1.Event", "catalogue.v1.CreateCourseRequest", "reporting.v1.GetFiguresResponse"),
        ):
            self.assertIn(f"karmayogi.{name}", found)
        self.assertIn("official_registered", self.contracts.variants("karmayogi.registration.v1.Event"))
        filled = golden.fill(self.contracts.new("karmayogi.registration.v1.RegisterOfficialRequest"), "x")
        self.assertEqual(len(filled.ListFields()), len(filled.DESCRIPTOR.fields))
        self.assertEqual(len(filled.person.issued_ids), 2)
        self.assertNotIn('""', json.dumps(golden.meaning(filled)))


if __name__ == "__main__":
    unittest.main()
