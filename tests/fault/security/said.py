"""What services say: a person's data is put into every field of every request, and looked for in the refusals, in the
logs at their most talkative, on the pages of the admin port, in the status, and in the names of files.

Would catch: a refusal that repeats what it refuses, a log line with a name, a metric or a file that is called after one.
"""

import re

from google.protobuf.descriptor import FieldDescriptor
from ground import ask_all, word
from house import until
from matrix import request_types
from private_data import all_patterns, finds, search
from raw_caller import uuid7
from tables import kept_rows

# Somebody whom no test data and no message of ours knows.
VALUES = (
    "Guptanaam Prakash",
    "9876501234",
    "+91 98765 01234",
    "guptanaam@nij.example",
    "05-06-1987",
    "NIJ/4711",
    "guptanaam-nij",
    "गुप्तनाम",
    "x" * 300 + "Guptanaam",
    "9.8765E+09 Guptanaam",
    "Guptanaam?????",
    "123",
)
TRACES = re.compile(
    r"guptanaam|9876501234|98765 ?01234|01234|nij.example|nij/4711|guptanaam-nij|05-06-1987|1987|गुप्तनाम|4711", re.IGNORECASE
)
ROUNDS = 40


class Said:
    def __init__(self, ground):
        self.ground, self.house = ground, ground.house
        self.refusals = self.answers = 0
        self.kinds = set()

    @classmethod
    def part(cls, ground, size):
        return cls(ground).run(size)

    def run(self, size):
        types = request_types()
        for service in self.house.services:
            service.stop()
            service.start(extra=("--log-level", "debug"))
            desk = self.ground.caller(service, "desk")
            rows = [row for row in kept_rows() if row.service == service.name and not row.field]
            asked = [(row.method, self.filled(types[row.method])) for _ in range(ROUNDS * size) for row in rows]
            for locale in ("en", "hi"):
                self.look_at_answers(asked, ask_all(desk, asked, actor="Guptanaam 9876501234", locale=locale))
            self.look_at_pages(service)
        self.look_at_files()
        lines = self.look_at_logs()
        return (
            f"{self.answers:,} answers to a person's data in every field ({self.refusals:,} refusals of {len(self.kinds)} kinds), "
            f"{lines:,} lines of logs"
        )

    def filled(self, kind, depth=0):
        message = kind()
        self.fill(message, depth)
        return message.SerializeToString()

    def fill(self, message, depth):
        """Every field has something in it: texts somebody's data, numbers something small, lists one or two elements."""
        random = self.ground.random
        for field in message.DESCRIPTOR.fields:
            repeated = field.label == FieldDescriptor.LABEL_REPEATED
            if depth > 4 or random.randrange(8) == 0:
                continue
            for _ in range(random.randrange(1, 3) if repeated else 1):
                if field.type == FieldDescriptor.TYPE_MESSAGE:
                    target = getattr(message, field.name)
                    target = target.add() if repeated else target
                    target.SetInParent()
                    self.fill(target, depth + 1)
                elif repeated:
                    getattr(message, field.name).append(self.value(field))
                else:
                    setattr(message, field.name, self.value(field))

    def value(self, field):
        random = self.ground.random
        if field.type == FieldDescriptor.TYPE_STRING:
            return random.choice(VALUES)
        if field.type == FieldDescriptor.TYPE_BYTES:
            return uuid7() if field.name.endswith("_id") else b"Guptanaam 9876501234"
        if field.type == FieldDescriptor.TYPE_ENUM:
            return random.choice(field.enum_type.values).number
        if field.type == FieldDescriptor.TYPE_BOOL:
            return bool(random.randrange(2))
        return {"year": 1987, "month": 6, "day": 5}.get(field.name, random.randrange(4))

    def look_at_answers(self, asked, answers):
        for (method, _), answer in zip(asked, answers):
            if not self.ground.expect(answer is not None, f"{method}: no answer"):
                continue
            status, _ = answer
            self.answers += 1
            if status.code == 0:
                continue
            self.refusals += 1
            self.kinds.add(status.reason)
            self.kinds.update(each.reason for each in status.violations)
            texts = [status.reason, status.sentence]
            texts += [text for each in status.violations for text in (each.field, each.reason, each.sentence, each.detail)]
            for text in texts:
                trace = TRACES.search(text)
                self.ground.expect(trace is None, f"{method}: {word(status)} repeats {trace and trace[0]!r}: {text!r}")

    def look_at_pages(self, service):
        patterns = all_patterns()
        pages = [service.get(page)[2] for page in ("/metrics", "/livez", "/readyz")]
        pages.append(str(self.house.status(service.name)))
        for page in pages:
            self.ground.expect(not TRACES.search(page), f"{service.name}: a page repeats what was asked")
            for line in page.splitlines():
                if line.startswith("#") or "{" not in line:
                    continue
                labels = line[line.index("{") : line.rindex("}") + 1]
                self.ground.expect(not finds(labels, {"a name": patterns["a name"]}), f"a page names somebody: {labels}")

    def look_at_files(self):
        """Backups and everything else below the stores are called after services, times and positions."""
        for path in (self.house.folder / "stores").rglob("*"):
            name = re.fullmatch(
                r"registration|catalogue|reporting|backups|(data|lock)\.mdb|lock|before-schema-\d+\.mdb|"
                r"\.?(registration|catalogue|reporting)-[0-9TZ.]+-[0-9a-f]+-\d+\.mdb",
                path.name,
            )
            self.ground.expect(name is not None, f"a file is called {path.name}")

    def look_at_logs(self):
        for service in self.house.services:
            until(lambda s=service: s.events("request_refused"), f"{service.name} to tell of refusals")
            for line in service.log_text(all_starts=True).splitlines():
                trace = re.search("guptanaam|98765|nij.example|गुप्त", line, re.IGNORECASE)
                self.ground.expect(trace is None, f"{service.name}: a log line repeats what was asked: {line[:300]}")
        secrets = [path.read_text(encoding="utf-8") for path in self.house.keys.rglob("*.secret")]
        words = [re.search(r'"secret_key": "([^"]+)"', text)[1] for text in secrets]
        everything = "".join(service.log_text(all_starts=True) for service in self.house.services)
        for secret in words:
            self.ground.expect(secret not in everything, "a log holds a secret key")
        lines, found = search(self.house.folder / "logs")
        self.ground.wrong += found
        return lines
