"""Each method of each service, to each set of roles, about each department: allowed or refused as the table says.

Would catch: a method that answers whom it should not, or refuses whom it should serve; a refusal that comes after the
body was looked at, and so tells something of it; a method that one role opens only where another is there as well.
"""

import importlib
from itertools import combinations

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message_factory import MessageFactory
from ground import REGISTER, Ground, ask, ask_all, register, word
from house import SERVICES
from karmayogi.core.v1 import admin_pb2, feed_pb2
from karmayogi.registration.v1 import service_pb2, types_pb2
from raw_caller import REGISTRATION
from tables import ROLES, kept_rows

GARBAGE = b"\xff\xff\xff\xff"
TOO_LARGE = b"\x0a" + b"x" * 65536
SETS = [roles for count in range(len(ROLES) + 1) for roles in combinations(ROLES, count)]


def request_types():
    """{method: class of its request}, of all contracts."""
    factory, found = MessageFactory(), {}
    modules = [importlib.import_module(f"karmayogi.{each}.v1.service_pb2") for each in SERVICES]
    for module in [*modules, admin_pb2, feed_pb2]:
        for service in module.DESCRIPTOR.services_by_name.values():
            for method in service.methods:
                found[f"{service.full_name}/{method.name}"] = factory.GetPrototype(method.input_type)
    return found


class Places:
    """What a request may name: something of one department, of another, and of none."""

    def __init__(self, ground):
        self.named = {
            "own": {"organisation_id": "hapur-police", "official_id": self.official(ground, 1, "hapur-police")},
            "other": {"organisation_id": "health", "official_id": self.official(ground, 2, "health")},
            "none": {"organisation_id": "uttar-pradesh", "official_id": ""},
        }

    @staticmethod
    def official(ground, number, organisation):
        status, body = ask(ground.desk, REGISTER, register(number, organisation))
        assert status.code == 0, word(status)
        return service_pb2.RegisterOfficialResponse.FromString(body).official.official_id

    def fill(self, message, place, depth=0):
        """Puts the place's names into every field that takes one; whether there was any."""
        values, filled = self.named[place], False
        for field in message.DESCRIPTOR.fields:
            if field.label == FieldDescriptor.LABEL_REPEATED or depth > 2:
                continue
            kind = next((each for each in values if field.name.endswith(each) or field.name == "parent_id"), None)
            if kind and field.type == FieldDescriptor.TYPE_STRING:
                setattr(message, field.name, values["official_id" if field.name.endswith("official_id") else "organisation_id"])
                filled = True
            elif field.type == FieldDescriptor.TYPE_MESSAGE and field.containing_oneof is None:
                inner = field.message_type._concrete_class()
                if self.fill(inner, place, depth + 1):
                    getattr(message, field.name).CopyFrom(inner)
                    filled = True
        return filled


def bodies_of(row, kind, places):
    """[(place, body)]: what is asked of a method; once, where its request names nothing of a department."""
    found = []
    for place in ("own", "other", "none"):
        message = kind()
        if row.field:
            setattr(message, row.field, True)
        names_something = places.fill(message, place)
        found.append((place, message.SerializeToString()))
        if not names_something:
            break
    return found


def questions(rows, types, places):
    """Everything that one key asks of one service: (row, place, what, body)."""
    for row in rows:
        for place, body in bodies_of(row, types[row.method], places):
            yield row, place, "request", body
        if not row.field:
            yield row, "own", "garbage", GARBAGE


def judge(row, roles, place, what, status):
    """None, or what is wrong with an answer."""
    said = word(status)
    if not row.allows(roles, place):
        wanted = said == "PERMISSION_DENIED/ROLE_MISSING"
    elif row.kind == "not-built":
        wanted = said == "UNIMPLEMENTED/METHOD_NOT_BUILT"
    elif what == "garbage":
        wanted = said == "INVALID_ARGUMENT/BODY_MALFORMED"
    else:
        wanted = status.reason not in ("ROLE_MISSING", "KEY_REVOKED", "METHOD_UNKNOWN", "METHOD_NOT_BUILT")
    return None if wanted else f"{row.method} {row.field} with {list(roles)}, {what} about {place}: {said}"


class Matrix:
    def __init__(self, ground):
        self.ground, self.calls, self.refused = ground, 0, 0
        self.rows, self.types = kept_rows(), request_types()

    @classmethod
    def part(cls, ground, _):
        matrix = cls(ground)
        matrix.prepare()
        return matrix.run()

    def prepare(self):
        """Two departments, somebody in each, and a key for every set of roles at every service."""
        ground = self.ground
        for service in ground.house.services:
            for number, roles in enumerate(SETS):
                ground.key(service, f"set-{number}", *roles)
        ground.house.start()
        ground.house.load()
        ground.desk = ground.caller(ground.house.registration, "desk")
        health = types_pb2.Organisation(
            organisation_id="health", parent_id="uttar-pradesh", kind="department", name_en="Medical Health"
        )
        status, _ = ask(
            ground.desk, f"{REGISTRATION}/CreateOrganisation", service_pb2.CreateOrganisationRequest(organisation=health)
        )
        assert status.code == 0, word(status)
        self.places = Places(ground)

    def run(self):
        for service in self.ground.house.services:
            for number, roles in enumerate(SETS):
                self.ask_with(service, f"set-{number}", roles)
        return f"{self.calls:,} calls of {len(self.rows)} methods x {len(SETS)} sets of {len(ROLES)} roles ({self.refused:,} refused)"

    def ask_with(self, service, name, roles):
        rows = [row for row in self.rows if row.service == service.name]
        asked = list(questions(rows, self.types, self.places))
        if len(roles) < 2:
            asked += [(row, "own", "too large", TOO_LARGE) for row in rows if not row.field and not row.allows(roles, "own")]
        caller = self.ground.caller(service, name)
        answers = ask_all(caller, [(row.method, body) for row, _, _, body in asked])
        for (row, place, what, _), answer in zip(asked, answers):
            self.calls += 1
            wrong = judge(row, roles, place, what, answer[0]) if answer else f"{row.method}: no answer to {what}"
            self.ground.expect(wrong is None, f"{service.name}: {wrong}")
            self.refused += bool(answer) and answer[0].reason == "ROLE_MISSING"
            self.ground.expect(not answer or answer[0].code == 0 or not answer[1], f"{row.method}: a refusal with a body")
        self.ask_what_is_not_there(caller, service, roles)

    def ask_what_is_not_there(self, caller, service, roles):
        """Methods of the other services, and of none, are unknown to whoever asks."""
        own = {row.method for row in self.rows if row.service == service.name}
        methods = sorted({row.method for row in self.rows} - own) + [f"{REGISTRATION}/SellOfficial"]
        for method, answer in zip(methods, ask_all(caller, [(method, b"") for method in methods])):
            self.calls += 1
            said = word(answer[0]) if answer else "no answer"
            self.ground.expect(said == "UNIMPLEMENTED/METHOD_UNKNOWN", f"{service.name}: {method} with {list(roles)}: {said}")
