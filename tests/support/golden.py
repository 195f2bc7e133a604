"""The contracts, and the goldens that belong to them: what there must be a golden of, how a message is filled, how frames
and stored records lie in a file. For tests/golden/make, which adds goldens, and for the test that reads them.
"""

import ctypes
import importlib
import json
import struct
import zlib
from pathlib import Path

from google.protobuf import json_format, symbol_database
from google.protobuf.descriptor import FieldDescriptor as Field

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
HEADERS = ("karmayogi.core.v1.RequestHeader", "karmayogi.core.v1.ReplyHeader")
DEPTH_MOST = 12  # dots in a path: three of the name, and more than the contracts nest


class Contracts:
    """Every file of the contracts, from the Python modules that protoc made in a folder."""

    def __init__(self, folder):
        folder = Path(folder)
        modules = sorted(path.relative_to(folder) for path in folder.glob("karmayogi/*/v1/*_pb2.py"))
        names = [".".join(module.with_suffix("").parts) for module in modules]
        self.files = [importlib.import_module(name).DESCRIPTOR for name in names]
        self.symbols = symbol_database.Default()

    def messages(self):
        """Every message by its full name."""
        return {m.full_name: m for file in self.files for m in file.message_types_by_name.values()}

    def methods(self):
        """Every method as Service/Method in full, with its descriptor."""
        return {
            f"{service.full_name}/{method.name}": method
            for file in self.files
            for service in file.services_by_name.values()
            for method in service.methods
        }

    def top_level(self):
        """Full names of everything that stands alone on the wire or in a store."""
        names = set(HEADERS)
        for method in self.methods().values():
            names |= {method.input_type.full_name, method.output_type.full_name}
        for name, message in self.messages().items():
            if message.name == "Event" or message.name.endswith("Record"):
                names.add(name)
        return sorted(names)

    def stored(self):
        """Full names of what is the body of a record; not those records that are only parts of one."""
        parts = {
            field.message_type.full_name
            for message in self.messages().values()
            for field in message.fields
            if field.message_type
        }
        return [name for name in self.top_level() if name.endswith("Record") and name not in parts]

    def variants(self, name):
        """What there is one golden each of: the choices of the message's oneofs, or the message itself ("")."""
        oneofs = self.messages()[name].oneofs
        return [field.name for oneof in oneofs for field in oneof.fields] or [""]

    def new(self, name):
        return self.symbols.GetPrototype(self.messages()[name])()


def stem(name, variant=""):
    """Where a golden lies, without its ending: messages/registration/Event.official_registered."""
    package, short = name.split(".")[1], name.rsplit(".", 1)[1]
    return GOLDEN / "messages" / package / (f"{short}.{variant}" if variant else short)


def meaning(message):
    """A message as JSON has it: names of fields and of enum values, 64 bits as text, bytes in base64."""
    return json_format.MessageToDict(message, preserving_proto_field_name=True)


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


# ---- filling


def value_of(field, path, index):
    """A value that is not the field's default, another one for every path, the same one on every day."""
    seed = zlib.crc32(f"{path}#{index}".encode())
    if field.type in (Field.TYPE_INT32, Field.TYPE_SINT32, Field.TYPE_SFIXED32):
        return (seed % 2**31 or 1) * (-1 if seed & 1 else 1)
    if field.type in (Field.TYPE_UINT32, Field.TYPE_FIXED32):
        return seed or 1
    if field.type in (Field.TYPE_INT64, Field.TYPE_SINT64, Field.TYPE_SFIXED64):
        return (seed << 30 | 1) * (-1 if seed & 1 else 1)
    if field.type in (Field.TYPE_UINT64, Field.TYPE_FIXED64):
        return 2**63 + (seed << 20) + 1
    if field.type in (Field.TYPE_FLOAT, Field.TYPE_DOUBLE):
        return (seed % 1000 + 1) / 8
    if field.type == Field.TYPE_BOOL:
        return index == 0
    if field.type == Field.TYPE_STRING:
        return f"{field.name} {seed % 10000} कर्मयोगी"
    if field.type == Field.TYPE_BYTES:
        return bytes([0, 0xFF]) + struct.pack(">IQ", seed, seed * 7919) + bytes([0x80, index])
    assert field.type == Field.TYPE_ENUM, f"{field.full_name}: a type that no golden has had yet"
    numbers = [value.number for value in field.enum_type.values if value.number]
    return numbers[(seed + index) % len(numbers)]


def fill(message, path, variant="", turn=0):
    """Sets every field: repeated ones twice, messages inside, of each oneof one choice (inside a message by turns)."""
    assert path.count(".") < DEPTH_MOST, f"{path}: a message that holds itself?"
    for field in message.DESCRIPTOR.fields:
        if field.containing_oneof:
            choices = [choice.name for choice in field.containing_oneof.fields]
            chosen = variant if variant in choices else choices[turn % len(choices)]
            if field.name != chosen:
                continue
        where = f"{path}.{field.name}"
        if field.label == Field.LABEL_REPEATED:
            for index in range(2):
                if field.message_type:
                    fill(getattr(message, field.name).add(), f"{where}{index}", turn=index)
                else:
                    getattr(message, field.name).append(value_of(field, where, index))
        elif field.message_type:
            getattr(message, field.name).SetInParent()
            fill(getattr(message, field.name), where)
        else:
            setattr(message, field.name, value_of(field, where, 0))
    return message


# ---- bytes in files


def join(parts):
    """Several pieces of bytes in one file: each behind its length, four bytes, the most significant first."""
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def split(data):
    parts = []
    while data:
        (length,) = struct.unpack(">I", data[:4])
        assert len(data) >= 4 + length, "cut in the middle of a part"
        parts.append(data[4 : 4 + length])
        data = data[4 + length :]
    return parts


def xxh3(data):
    library = ctypes.CDLL("libxxhash.so.0")
    library.XXH3_64bits.restype = ctypes.c_uint64
    library.XXH3_64bits.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
    return library.XXH3_64bits(data, len(data))


def record(key, body):
    """A record as it lies in a store: format byte, checksum over key and body, body."""
    checksum = xxh3(struct.pack(">QQ", xxh3(key), xxh3(body)))
    return struct.pack(">BQ", 1, checksum) + body
