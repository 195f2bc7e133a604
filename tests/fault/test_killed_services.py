"""Would catch: a row lost or counted twice because a service was killed: inside a chunk, before its commit, between the
commit and the reply, or while a page of the feed is being applied.

Twenty points, drawn from a fixed seed. At each one a service kills itself (SIGKILL, no cleaning up) while a list is being
imported; it is started again and the list is sent again. All lists go into the same stores, so a mistake made at one
point stays visible at every later one.
"""

import csv
import random
import unittest

from house import DATA, Story, until
from recount import Recount

SEED = 20261122
KILLS = 20
CHUNK_ROWS = 40
ISSUER = "up-police-pno"
PLACES = [("meerut-police", 169), ("bulandshahr-police", 134), ("baghpat-police", 124), ("hapur-police", 661)]

# Where registration dies, and how often the point is passed at least while a list of 120 rows goes in.
REGISTRATION_POINTS = {"import.row": 120, "writer.begin": 3, "writer.applied": 3, "writer.committed": 3, "reply.send": 3}
# Reporting may take many chunks in one page, so only the first passage is certain.
REPORTING_POINTS = {"follower.applied": 1, "writer.begin": 1, "writer.applied": 1, "writer.committed": 1}


def draw_kills(seed):
    """(service, point, passage, whether the command lives on) for every kill; every point comes up at least once."""
    chance = random.Random(seed)
    points = [("registration", point) for point in REGISTRATION_POINTS] + [("reporting", point) for point in REPORTING_POINTS]
    drawn = points + [("registration", chance.choice(list(REGISTRATION_POINTS))) for _ in range(KILLS - len(points))]
    chance.shuffle(drawn)
    for service, point in drawn:
        passages = (REGISTRATION_POINTS if service == "registration" else REPORTING_POINTS)[point]
        yield service, point, chance.randint(1, passages), chance.random() < 0.5


class KilledServices(Story):
    def setUp(self):
        super().setUp()
        self.house.start("registration", "reporting")
        self.house.load()
        self.recount = Recount(DATA)

    def import_through_a_kill(self, arguments, service, fault, command_lives_on):
        """Imports while the service kills itself and is started again; returns the line that it left."""
        service.stop()
        service.start(fault=fault)
        with self.house.begin(*arguments) as command:
            told = service.await_fault()
            if service.name == "registration" and not command_lives_on:
                command.kill()
            service.start()
            out, err = command.communicate(timeout=180)
        wanted = (0, 3) if command_lives_on or service.name == "reporting" else (0, 3, -9)
        self.assertIn(command.returncode, wanted, out.decode() + err.decode())
        return told

    def check_verdicts(self, expected, path):
        """Sent again, every row that was ever good is there, as the official that a quiet import would have made of it."""
        with open(path, encoding="utf-8", newline="") as file:
            told = list(csv.DictReader(file))
        self.assertEqual(len(told), len(expected))
        for mine, theirs in zip(expected, told):
            self.assertEqual(mine.kind == "refused", theirs["verdict"] == "refused", f"row {mine.row} of {path}")
            self.assertEqual(mine.official_id, theirs["official_id"], f"row {mine.row} of {path}")

    def check_figures(self, good, position):
        self.assertEqual(self.house.onboarded("meerut-range", position), good)
        self.assertEqual(self.house.listed("meerut-range"), good)

    def test_services_killed_at_twenty_points__figures_stay_exact(self):
        good = 0
        chance = random.Random(SEED + 1)
        for number, (name, point, passage, lives_on) in enumerate(draw_kills(SEED), 1):
            with self.subTest(number=number, service=name, point=point, passage=passage, command_lives_on=lives_on):
                organisation, district = PLACES[number % len(PLACES)]
                rows = chance.randint(120, 240)
                path = self.house.sample(f"list{number}", rows, seed=number, district=district)
                arguments = self.house.import_arguments(path, organisation, district, "--chunk-rows", CHUNK_ROWS)
                service = getattr(self.house, name)
                told = self.import_through_a_kill(arguments, service, f"{point}:{passage}", lives_on)
                print(f"{number:3} {name:12} killed at {point}:{passage:<4} position {told['position']}", flush=True)

                done = self.house.karmayogi(*arguments, code=(0, 3))
                good += rows
                expected = self.recount.take(path, organisation, district, ISSUER)
                self.check_verdicts(expected, self.house.file(f"{path.stem}.verdicts.csv"))
                self.check_figures(good, done.position())
        followed = self.house.records(done.position())
        self.assertEqual(len(followed.splitlines()), good)
        self.house.rebuild_reporting()
        self.assertEqual(self.house.records(done.position()), followed)
        self.stop_all()

    def test_services_stopped_in_the_middle__end_by_themselves_and_lose_nothing(self):
        rows = 900
        path = self.house.sample("list", rows, seed=40, district=169)
        arguments = self.house.import_arguments(path, "meerut-police", 169, "--chunk-rows", 1)
        before = self.house.status("registration")["position"]["sequence"]
        with self.house.begin(*arguments) as command:
            until(lambda: self.house.status("registration")["position"]["sequence"] > before + 3, "a few chunks")
            self.house.reporting.stop()
            self.house.registration.stop()
            self.assertIsNone(command.poll(), "the list was too short to be stopped in its middle")
            self.house.registration.start()
            self.house.reporting.start()
            out, err = command.communicate(timeout=180)
        self.assertEqual(command.returncode, 3, out.decode() + err.decode())
        expected = self.recount.take(path, "meerut-police", 169, ISSUER)
        self.check_verdicts(expected, self.house.file("list.verdicts.csv"))
        position = self.house.status("registration")["position"]
        self.check_figures(rows, f"{position['service']}:{position['epoch']}:{position['sequence']}")
        self.stop_all()


if __name__ == "__main__":
    unittest.main()
