"""Would catch: a change after which the store of an earlier release does not open, or opens and answers something else; a
migration that loses a record, an event or a number; a reporting service that cannot go on from its old store, or counts
something else from the same feed.
"""

import json
import shutil
import unittest
from pathlib import Path

import golden
import golden_store
import karmayogi
from house import Story
from raw_caller import RawCaller

CONTRACTS = Path(list(karmayogi.__path__)[0]).parent
STORES = sorted((golden.GOLDEN / "stores").iterdir())


class GoldenStore(Story):
    def setUp(self):
        super().setUp()
        self.asker = golden_store.Asker(CONTRACTS)

    def move_in(self, folder, *services):
        for service in services:
            shutil.copytree(folder / service, getattr(self.house, service).store)
            (getattr(self.house, service).store / "data.mdb").chmod(0o600)

    def answers_lost(self, told):
        """What is not answered as it was when the store was made."""
        callers = {
            name: RawCaller(getattr(self.house, name), self.house.keys / "desk.secret") for name in ("registration", "reporting")
        }
        position, lost = told["position"], []
        text = f"{position['service']}:{position['epoch']}:{position['sequence']}"
        self.house.onboarded("police", text)  # waits until reporting has counted all of it
        for question in told["answers"]:
            now = self.asker.ask(callers[question["service"]], question["method"], question["request"])
            where = f"{question['method'].split('/')[1]} {json.dumps(question['request'])}"
            lost += golden_store.lost(question["answer"], now, where)
        for caller in callers.values():
            caller.close()
        return lost

    def test_stores_of_earlier_releases__open_and_answer_the_same(self):
        self.assertTrue(STORES)
        for folder in STORES:
            with self.subTest(folder.name):
                told = golden.read_json(folder / "answers.json")
                self.assertGreater(len(told["answers"]), 15)
                self.move_in(folder, "registration", "reporting")
                for _ in range(2):  # as it was found, and as it was left
                    self.house.start("registration", "reporting")
                    self.assert_none(self.answers_lost(told))
                    self.stop_all()
                for service in (self.house.registration, self.house.reporting):
                    service.remove_store()

    def test_what_is_lost__is_noticed_and_what_is_new_is_not(self):
        """Would catch: a comparison that compares nothing."""
        day = [{"year": 2025, "month": month, "day": 1} for month in range(1, 5)]
        before = {"id": "1-1-5", "spans": [{"first_day": day[0], "end_day": day[2], "state": 1}, {"first_day": day[2], "state": 2}]}
        finer = [{"first_day": day[0], "end_day": day[1], "state": 1, "level": 3}, {"first_day": day[1], "end_day": day[2], "state": 1}]
        newer = {"id": "1-1-5", "more": 1, "spans": [*finer, {"first_day": day[2], "state": 2, "level": 3}]}
        self.assertEqual(golden_store.lost(before, newer), [])
        self.assertEqual(golden_store.lost(before, before), [])
        for wrong in (
            {"id": "1-1-6", "spans": before["spans"]},
            {"id": "1-1-5"},
            {"id": "1-1-5", "spans": before["spans"][:1]},
            {"id": "1-1-5", "spans": [{**before["spans"][0], "end_day": day[1]}, {"first_day": day[1], "state": 2}]},
            {"id": "1-1-5", "spans": [*finer, {"first_day": day[2], "end_day": day[3], "state": 2}]},
        ):
            self.assertTrue(golden_store.lost(before, wrong), wrong)

    def test_feed_of_an_earlier_release__is_counted_the_same_from_its_beginning(self):
        for folder in STORES:
            with self.subTest(folder.name):
                self.move_in(folder, "registration")
                self.house.start("registration", "reporting")
                self.assert_none(self.answers_lost(golden.read_json(folder / "answers.json")))
                self.stop_all()
                for service in (self.house.registration, self.house.reporting):
                    service.remove_store()

    def test_store_of_an_earlier_release__goes_on(self):
        """What is registered now gets the next entry and a number that nobody had, and is counted."""
        folder = STORES[0]
        before = golden.read_json(folder / "answers.json")["position"]
        self.move_in(folder, "registration", "reporting")
        self.house.start("registration", "reporting")
        ids = {official["official_id"] for official in self.officials()}
        self.house.karmayogi(
            *("official", "register", "--name", "Rekha Devi", "--org", "hapur-police", "--mobile", "9811100099"),
            *("--designation", "constable"),
        )
        self.assertEqual(len({official["official_id"] for official in self.officials()} - ids), 1)
        now = self.house.status("registration")["position"]
        self.assertGreater(now["sequence"], before["sequence"])
        self.assertEqual(now["epoch"], before["epoch"])
        counted = self.house.onboarded("police", f"registration:{now['epoch']}:{now['sequence']}")
        self.assertEqual(counted, sum(official["state"].endswith("ACTIVE") for official in self.officials()))
        self.stop_all()

    def officials(self):
        with RawCaller(self.house.registration, self.house.keys / "desk.secret") as desk:
            request = {"organisation_id": "police", "whole_subtree": True, "page": {"page_size": 1000}}
            return self.asker.ask(desk, f"{golden_store.REGISTRATION}/ListOfficials", request)["officials"]


if __name__ == "__main__":
    unittest.main()
