"""A house of running services, for story tests: real processes on the loopback address, in a folder of their own.

Nothing here sleeps for a fixed time: until() polls, with a bound. Only processes that were started here are ever ended,
by their own number; and all of them end with the test, even if the test is killed.
"""

import ctypes
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "deploy/data"
BIN = Path(os.environ.get("KARMAYOGI_BIN", ROOT / "build/dev/bin"))
SERVICES = ("registration", "catalogue", "reporting")
PATIENCE_S = 90  # sanitizers on a busy machine; a bound, not an expectation
SANITIZER = re.compile(r"(Address|Leak|UndefinedBehavior)Sanitizer|runtime error:")

_libc = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1


def die_with_the_test():
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def until(holds, what, seconds=PATIENCE_S):
    """Polls until holds() gives something true, and returns it."""
    end = time.monotonic() + seconds
    while True:
        result = holds()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.02)


_held = []  # names that stand for ports of this process, until it ends


def free_ports(count):
    """Numbers of ports in a row, below those that the kernel gives away by itself, that nobody listens on and that no other
    test is given while this process lives: a service that is stopped for a moment finds its port free again."""
    for attempt in range(200):
        first = 20000 + (os.getpid() * 7 + attempt * 31) % 12000
        if _hold(range(first, first + count)):
            return first
    raise AssertionError("there are no free ports")


def _hold(ports):
    """A name in the abstract namespace of local sockets belongs to one process, and goes with it however that ends."""
    names = []
    for port in ports:
        names.append(socket.socket(socket.AF_UNIX))
        try:
            names[-1].bind(f"\0karmayogi-test-port-{port}")
        except OSError:
            break
        if not _is_free(port):
            break
    else:
        _held.extend(names)
        return True
    for name in names:
        name.close()
    return False


def _is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Service:
    """One service: may be started, stopped, killed and started again on the same store and port."""

    def __init__(self, house, name, port):
        self.house, self.name = house, name
        self.endpoint = f"tcp://127.0.0.1:{port}"
        self.admin = None  # (address, port) of the admin port, once the service is ready
        self.store = house.folder / "stores" / name
        self.process = None
        self.wrapper = []  # what the program is started through, such as `unshare --mount`
        self.environment = {}  # what it is told beside our own
        self.logs = []

    def arguments(self):
        keys = self.house.keys
        arguments = [str(BIN / f"karmayogi-{self.name}"), "--listen", self.endpoint]
        arguments += ["--admin", "127.0.0.1:0"]
        arguments += ["--store", str(self.store), "--keys", str(keys / self.name)]
        if self.name == "reporting":
            arguments += ["--registration-endpoint", self.house.registration.endpoint]
            arguments += ["--registration-key", str(keys / "registration.public")]
        if self.name != "catalogue":
            arguments += ["--catalogue-endpoint", self.house.catalogue.endpoint]
            arguments += ["--catalogue-key", str(keys / "catalogue.public")]
        return arguments

    def start(self, fault=None, wait=True, extra=()):
        """fault: POINT:N, to be killed at that passage."""
        assert self.process is None, f"{self.name} runs already"
        log = self.house.folder / "logs" / f"{self.name}.{len(self.logs) + 1}.log"
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KARMAYOGI_")}
        environment.update(self.environment)
        if fault:
            environment["KARMAYOGI_FAULT"] = fault
        with open(log, "wb") as out:
            self.process = subprocess.Popen(
                [*self.wrapper, *self.arguments(), *extra],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=environment,
                preexec_fn=die_with_the_test,
            )
        self.logs.append(log)
        if wait:
            self.await_ready()

    def await_ready(self):
        until(lambda: self.events("ready") or self.process.poll() is not None, f"{self.name} to be ready")
        assert self.events("ready"), f"{self.name} ended while starting:\n{self.log_end()}"
        address, _, port = self.events("ready")[-1]["admin"].rpartition(":")
        self.admin = (address, int(port)) if port else None

    def get(self, path, method="GET", seconds=PATIENCE_S):
        """One request to the admin port: status, content type and text of the reply."""
        connection = http.client.HTTPConnection(*self.admin, timeout=seconds)
        try:
            connection.request(method, path)
            reply = connection.getresponse()
            return reply.status, reply.getheader("Content-Type"), reply.read().decode("utf-8")
        finally:
            connection.close()

    def metrics(self):
        """The page /metrics as {(name, labels): value}; labels is the text in the braces, or empty."""
        status, _, text = self.get("/metrics")
        assert status == 200, text
        found = {}
        for line in text.splitlines():
            if not line.startswith("#"):
                series, _, value = line.rpartition(" ")
                name, _, labels = series.partition("{")
                found[name, labels.rstrip("}")] = float(value)
        return found

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def stop(self):
        """Asks the service to end; it must do so by itself, with 0 and nothing that a sanitizer minds."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE_S)
        self.process = None
        assert code == 0, f"{self.name} ended with {code} on SIGTERM:\n{self.log_end()}"

    def kill(self):
        self.process.kill()
        self.process.wait(PATIENCE_S)
        self.process = None

    def await_fault(self):
        """Waits until the service has killed itself at its fault point; returns the line that it left."""
        code = self.process.wait(PATIENCE_S)
        self.process = None
        assert code == -signal.SIGKILL, f"{self.name} ended with {code} instead of at its fault point:\n{self.log_end()}"
        faults = self.events("fault")
        assert len(faults) == 1, f"{self.name} did not say where it was killed:\n{self.log_end()}"
        return faults[0]

    def log_text(self, all_starts=False):
        logs = self.logs if all_starts else self.logs[-1:]
        return "".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)

    def log_end(self):
        return "\n".join(self.log_text().splitlines()[-30:])

    def lines(self, all_starts=False):
        """The log's JSON lines. A last line that is still being written is left out."""
        found = []
        for line in self.log_text(all_starts).splitlines(keepends=True):
            if line.startswith("{") and line.endswith("\n"):
                found.append(json.loads(line))
        return found

    def events(self, name, all_starts=False):
        return [line for line in self.lines(all_starts) if line.get("event") == name]

    def remove_store(self):
        assert self.process is None
        shutil.rmtree(self.store)


class Done:
    """How a run of the command ended."""

    def __init__(self, arguments, process):
        self.arguments, self.code = arguments, process.returncode
        self.out = process.stdout.decode("utf-8")
        self.err = process.stderr.decode("utf-8")

    def __str__(self):
        return f"karmayogi {' '.join(self.arguments)}\nended with {self.code}\n{self.out}{self.err}"

    def json(self):
        return json.loads(self.out)

    def position(self):
        """The position that an import printed, for --at-least."""
        found = re.findall(r"^position (\S+)$", self.out + self.err, re.MULTILINE)
        assert found, f"no position was printed\n{self}"
        return found[-1]


class House:
    """Keys, stores, three services and the command, in one temporary folder whose name has a blank."""

    wrapper = []  # what callers are started through

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="karmayogi house "))
        for name in ("logs", "stores", "files"):
            (self.folder / name).mkdir()
        self.keys = self.folder / "keys"
        first = free_ports(len(SERVICES))
        for i, name in enumerate(SERVICES):
            setattr(self, name, Service(self, name, first + i))
        self.karmayogi("keys", "setup")

    @property
    def services(self):
        return [self.registration, self.catalogue, self.reporting]

    def file(self, name):
        return self.folder / "files" / name

    def start(self, *names):
        for name in names or SERVICES:
            getattr(self, name).start()

    def close(self):
        """Ends what still runs. A test that wants a clean end asks for it with stop()."""
        for service in self.services:
            if service.is_running():
                service.kill()
        self.keep_logs()
        if "KARMAYOGI_KEEP" not in os.environ:
            shutil.rmtree(self.folder, ignore_errors=True)

    def keep_logs(self):
        """Copies what the services wrote into the folder KARMAYOGI_KEEP_LOGS, for private_data.py to search."""
        folder = os.environ.get("KARMAYOGI_KEEP_LOGS")
        if folder:
            kept = Path(folder) / f"{Path(sys.argv[0]).stem}.{self.folder.name.split()[-1]}"
            shutil.copytree(self.folder / "logs", kept, dirs_exist_ok=True)
            secrets = [json.loads(path.read_text(encoding="utf-8")) for path in self.keys.rglob("*.secret")]
            text = "\n".join(each["secret_key"] for each in secrets if "secret_key" in each)
            (kept / "secrets.txt").write_text(text, encoding="utf-8")

    def sanitizer_remarks(self):
        return [
            f"{service.name}: {line}"
            for service in self.services
            for line in service.log_text(all_starts=True).splitlines()
            if SANITIZER.search(line)
        ]

    # ---- the command

    def command(self, *arguments, keys=None):
        endpoints = [word for each in self.services for word in (f"--{each.name}", each.endpoint)]
        return [str(BIN / "karmayogi"), *endpoints, "--keys", str(keys or self.keys), *map(str, arguments)]

    def begin(self, *arguments):
        """Starts the command and does not wait for it."""
        return subprocess.Popen(
            self.command(*arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=die_with_the_test,
        )

    def karmayogi(self, *arguments, code=0, keys=None):
        """Runs the command; code is the exit status wanted, or several, or None for any."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KARMAYOGI_")}
        process = subprocess.run(
            self.command(*arguments, keys=keys),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            timeout=300,
            check=False,
            preexec_fn=die_with_the_test,
        )
        done = Done(list(map(str, arguments)), process)
        wanted = (code,) if isinstance(code, int) else code
        assert wanted is None or done.code in wanted, f"wanted {wanted}: {done}"
        assert not SANITIZER.search(done.err), str(done)
        return done

    def json(self, *arguments, **more):
        return self.karmayogi("--json", *arguments, **more).json()

    def status(self, name):
        return self.json("status", name)[0]

    def settle(self):
        """Waits until every follower has what those it follows have committed, as far as they run."""
        until(lambda: not self.is_behind(), "followers to have caught up")

    def is_behind(self):
        states = {each.name: self.status(each.name) for each in self.services if each.is_running()}
        for state in states.values():
            for feed in state.get("follows", []):
                followed = states.get(feed["applied"]["service"])
                if followed and (feed["age_ms"] < 0 or not self.has_applied(feed, followed["position"])):
                    return True
        return False

    @staticmethod
    def has_applied(feed, position):
        """Nothing committed has no position to be behind of; an epoch that is not known yet is not the same one."""
        applied = feed["applied"]
        if int(position.get("sequence", 0)) == 0:
            return True
        return applied["epoch"] == position["epoch"] and int(applied["sequence"]) >= int(position["sequence"])

    # ---- what most stories begin with

    def load(self):
        """Master lists, and the police down to Meerut Range, as the quickstart loads them."""
        self.karmayogi("list", "load", "organisation-kind", DATA / "organisation_kinds.csv")
        self.karmayogi("list", "load", "district", DATA / "districts.csv")
        self.karmayogi("list", "load", "designation", DATA / "designations.csv")
        self.karmayogi("list", "load", "mother-tongue", DATA / "mother_tongues.csv")
        self.karmayogi("org", "load", DATA / "organisations.csv")

    def sample(self, name, good, seed, district, layout="igot", **more):
        """A staff list with as many good rows; more: shares in per cent, or None for an option without a value."""
        usual = {"bad": 2, "repeated": 1, "clashing": 1, "hindi": 40, "shared-mobile": 3, "unknown-designation": 1}
        usual.update({key.replace("_", "-"): value for key, value in more.items()})
        options = [word for key, value in usual.items() for word in (f"--{key}", value) if word is not None]
        self.karmayogi(
            *("sample", "--rows-good", good, "--seed", seed, "--district", district, "--layout", layout, *options),
            *("--designations", DATA / "designations.csv"),
            *("--out", self.file(f"{name}.csv"), "--truth", self.file(f"{name}.truth.csv")),
            *("--corrected", self.file(f"{name}.corrected.csv")),
        )
        return self.file(f"{name}.csv")

    def import_arguments(self, path, organisation, district, *more):
        stem = Path(path).stem
        return [
            *("import", path, "--org", organisation, "--district", district, "--employee-id-issuer", "up-police-pno"),
            *("--refused", self.file(f"{stem}.refused.csv"), "--verdicts", self.file(f"{stem}.verdicts.csv"), *more),
        ]

    def import_list(self, path, organisation, district, *more, code=(0, 3)):
        return self.karmayogi(*self.import_arguments(path, organisation, district, *more), code=code)

    def onboarded(self, organisation, position):
        """What reporting counts below an organisation, once it has counted up to a position."""
        report = self.json("report", "onboarding", "--org", organisation, "--by", "district", "--at-least", position)
        return int(report["total"]["onboarded"])

    def records(self, position):
        """Every counted record of reporting, once it has counted up to a position."""
        self.onboarded("police", position)
        out = self.file("records.jsonl")
        self.karmayogi("report", "records", "--out", out)
        return out.read_text(encoding="utf-8")

    def rebuild_reporting(self):
        """Deletes reporting's store; it has to read the feed from its beginning."""
        self.reporting.stop()
        self.reporting.remove_store()
        self.reporting.start()

    def listed(self, organisation):
        """What registration itself counts below an organisation."""
        done = self.karmayogi("official", "list", "--org", organisation, "--subtree", "--count")
        return int(re.sub(r"\D", "", done.out))


class Story(unittest.TestCase):
    """A test with a house of its own."""

    maxDiff = None

    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)

    def assert_none(self, wrong):
        """A list of sentences on what is wrong must be empty; shows the first ones."""
        if wrong:
            self.fail(f"{len(wrong)} wrong:\n" + "\n".join(map(str, wrong[:10])))

    def stop_all(self):
        """The end of a story: every service ends by itself, and no sanitizer has remarked anything."""
        for service in self.house.services:
            if service.is_running():
                service.stop()
        self.assert_none(self.house.sanitizer_remarks())
