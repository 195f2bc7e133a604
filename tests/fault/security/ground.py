"""Where the attacks take place: a house of real services, the people who may call them, and what was counted."""

import random
import re
from pathlib import Path

from house import House, until
from karmayogi.core.v1 import envelope_pb2, status_pb2
from karmayogi.registration.v1 import service_pb2, types_pb2
from raw_caller import REGISTRATION, RawCaller, admit, make_key, uuid7

CODE = status_pb2.Code
STATUS = "karmayogi.core.v1.AdminService/GetStatus"
ON_THE_WAY = 128  # requests of one connection at once; the contract allows 256


class Ground:
    """What every part of the attack shares."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.house = House()
        self.wrong = []
        self.callers = []

    def close(self):
        for caller in self.callers:
            caller.close()
        self.house.close()

    def expect(self, holds, sentence):
        """Notes a broken promise; the run goes on to the others."""
        if not holds:
            self.wrong.append(sentence)
        return holds

    def key(self, service, name, *roles):
        """Makes a pair and admits it at a service; returns the file whose removal revokes it."""
        secret = self.house.keys / f"{name}.secret"
        if not secret.exists():
            make_key(self.house.keys, name)
        public = re.search(r'"public_key": "([^"]+)"', secret.read_text(encoding="utf-8"))[1]
        return admit(service, name, public, roles)

    def caller(self, service, name, at=None):
        """A connection with the key of that name. at: another endpoint that leads to the service."""
        caller = RawCaller(At(service, at) if at else service, self.house.keys / f"{name}.secret")
        self.callers.append(caller)
        return caller

    def admitted(self, service, name, *roles):
        """The same with a new key, once the running service has taken notice of it."""
        self.key(service, name, *roles)
        until(lambda: self.is_known(service, name), f"the key of {name} to be admitted")
        return self.caller(service, name)

    def is_known(self, service, name):
        with RawCaller(service, self.house.keys / f"{name}.secret") as caller:
            return ask(caller, STATUS, wait_ms=500) is not None

    def sequence(self, service):
        """How many commands the service has accepted."""
        return int(self.house.status(service.name)["position"].get("sequence", 0))

    def counter(self, service, name, label=""):
        counters = self.house.status(service.name)["counters"]
        return sum(int(each["value"]) for each in counters if each["name"] == name and each.get("label", "") == label)


class At:
    """A service behind another endpoint, for RawCaller."""

    def __init__(self, service, endpoint):
        self.house, self.name, self.endpoint = service.house, service.name, endpoint


def ask(caller, method, request=b"", request_id=None, wait_ms=30000, **fields):
    """One call: (status, body), or None where no answer came."""
    header = caller.header(method, **fields)
    if request_id:
        header.request_id = request_id
    body = request if isinstance(request, bytes) else request.SerializeToString()
    caller.send_frames(b"", header.SerializeToString(), body)
    while True:
        reply = caller.receive(wait_ms)
        if reply is None or reply[0].request_id == header.request_id:
            return reply and (reply[0].status, reply[1])


def ask_all(caller, requests, **fields):
    """Many calls over one connection, some on the way at once: [(status, body) or None] in the order of requests."""
    answers, waiting, sent = [None] * len(requests), {}, 0
    while sent < len(requests) or waiting:
        while sent < len(requests) and len(waiting) < ON_THE_WAY:
            method, body = requests[sent]
            header = envelope_pb2.RequestHeader(method=method, request_id=uuid7(), timeout_ms=30000, **fields)
            caller.send_frames(b"", header.SerializeToString(), body)
            waiting[header.request_id] = sent
            sent += 1
        reply = caller.receive()
        if reply is None:
            return answers
        answers[waiting.pop(reply[0].request_id)] = (reply[0].status, reply[1])
    return answers


def word(status):
    """CODE/REASON, for comparing and for reading."""
    return f"{CODE.Name(status.code).removeprefix('CODE_')}/{status.reason}"


def person(number, **more):
    """Somebody whose keys nobody else has."""
    fields = {
        "name": "Meena Devi",
        "mobile": f"9{number:09d}",
        "issued_ids": [types_pb2.IssuedId(issuer="up-police-pno", value=f"S{number}")],
        **more,
    }
    return types_pb2.Person(**fields)


def register(number, organisation="hapur-police", **more):
    post = types_pb2.Post(organisation_id=organisation, designation="Constable")
    return service_pb2.RegisterOfficialRequest(person=person(number, **more), post=post)


REGISTER = f"{REGISTRATION}/RegisterOfficial"
REVEAL = f"{REGISTRATION}/RevealContact"


def memory_kib(service):
    """What the service's process holds now, and the most that it ever held."""
    text = Path(f"/proc/{service.process.pid}/status").read_text(encoding="ascii")
    return tuple(int(re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)[1]) for name in ("VmRSS", "VmHWM"))
