#!/usr/bin/env python3
"""Who may know whom: every #include of common/ and services/ against the table of ARCHITECTURE.md.

Would catch: a rule that asks the clock, a handler that reads protobuf, a service that reaches into another one, a
second file that talks to LMDB. The build cannot: what a library links, its dependents may include as well.

usage: layers.py [ROOT]     ends with 1 and one line per wrong #include
"""

import re
import sys
from pathlib import Path

# Headers of libraries, and what they stand for in the table below.
LIBRARIES = {
    "utf8proc.h": "utf8proc",
    "xxhash.h": "xxhash",
    "lmdb.h": "lmdb",
    "zmq.h": "zmq",
    "sodium.h": "sodium",
    "jansson.h": "jansson",
    "ev.h": "ev",
    "microhttpd.h": "microhttpd",
    "csv.h": "csv",
    "argp.h": "argp",
    "protobuf-c/protobuf-c.h": "protobuf-c",
}

# Headers of the C library that reach the outside world: disk, network, clock, threads, other processes.
OUTSIDE = re.compile(
    r"^(time|unistd|fcntl|signal|pthread|poll|dirent|netdb|threads|spawn|dlfcn|semaphore|syslog)\.h$|^(sys|net|netinet|arpa|linux)/"
)


class Room:
    """A folder and what its files may include.

    `own` are spellings of the room's own headers; `knows` are other rooms by prefix, libraries by name, and contracts
    by package (`proto:core`). A room that is `pure` includes nothing that reaches the outside world.
    """

    def __init__(self, own, knows, pure=False):
        self.own, self.knows, self.pure = own, knows, pure


COMMON = {
    "common/base": Room(["base/"], ["utf8proc", "xxhash"]),
    "common/store": Room(["store/"], ["base/", "lmdb"]),
    "common/wire": Room(["wire/"], ["base/", "proto:core", "protobuf-c", "zmq", "sodium", "jansson"]),
    "common/runtime": Room(
        ["runtime/"],
        ["base/", "store/", "wire/", "proto:core", "protobuf-c", "ev", "microhttpd", "jansson", "sodium", "argp"],
    ),
    "common/client": Room(["client/"], ["base/", "wire/", "proto:core", "protobuf-c"]),
}

# Whose contracts a service's codec reads: its own, the common ones, and those of the feeds that it follows.
FEEDS = {"registration": ["catalogue"], "catalogue": [], "reporting": ["registration", "catalogue"]}

CLI = Room(
    [""],
    ["base/", "store/", "wire/", "client/", "proto:core", "proto:registration", "proto:catalogue", "proto:reporting"]
    + ["protobuf-c", "sodium", "jansson", "csv", "argp"],
)


def rooms_of_service(name):
    """The rooms of one service, the innermost first."""
    common = ["base/", "store/", "wire/", "runtime/"]
    contracts = [f"proto:{package}" for package in ["core", name, *FEEDS[name]]]
    inside = ["domain/", "codec/", "handlers/", "store.h", "service.h", "routes.h"]
    return {
        f"services/{name}/domain": Room(["domain/"], ["base/"], pure=True),
        f"services/{name}/codec": Room(inside, [*common, *contracts, "protobuf-c"]),
        f"services/{name}/handlers": Room(inside, common),
        f"services/{name}": Room([""], [*common, "jansson"]),  # log_event() takes values as jansson's json_pack() does
    }


def all_rooms():
    rooms = dict(COMMON)
    for name in FEEDS:
        rooms.update(rooms_of_service(name))
    rooms["services/cli"] = CLI
    return rooms


def includes_of(path):
    """Yields (line number, spelling, whether in quotes)."""
    pattern = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = pattern.match(line)
        if found:
            yield number, found.group(1) or found.group(2), found.group(1) is not None


def meaning_of(spelling):
    """What an #include stands for in the table: a library, a contract, or a header of the project as it is spelled."""
    contract = re.match(r"^karmayogi/(\w+)/v1/\w+\.pb-c\.h$", spelling)
    if contract:
        return f"proto:{contract.group(1)}"
    return LIBRARIES.get(spelling, spelling)


def is_own(root, file, room_folder, room, spelling):
    """Whether the room itself, or a folder of a service that the room may look into, has the header."""
    service = room_folder.split("/")[1] if room_folder.startswith("services/") else None
    bases = [root / room_folder, root / "common"] if service is None else [root / "services" / service, file.parent]
    return any((base / spelling).is_file() for base in bases) and any(spelling.startswith(own) for own in room.own)


def complaint(root, file, room_folder, room, spelling, quoted):
    """Why an #include is wrong, or None."""
    meaning = meaning_of(spelling)
    in_table = any(meaning == known or (known.endswith("/") and meaning.startswith(known)) for known in room.knows)
    if meaning != spelling:
        return None if in_table else f"{room_folder} does not know {meaning}"
    if not quoted:
        if room.pure and OUTSIDE.match(spelling):
            return f"{room_folder} is pure: no I/O, no clock"
        return None
    if room.pure and spelling in ("base/clock.h", "base/fault.h"):
        return f"{room_folder} is pure: no I/O, no clock"
    if ".." in spelling:
        return "a header is named from an include root, not from where the file happens to be"
    if is_own(root, file, room_folder, room, spelling):
        return None
    if in_table and (root / "common" / spelling).is_file():
        return None
    return f"{room_folder} does not know {spelling}"


def check(root):
    """All wrong #includes below root, and the number of files read."""
    rooms = all_rooms()
    wrong, files = [], 0
    for folder in ("common", "services"):
        for path in sorted((root / folder).rglob("*.[ch]")):
            relative = path.relative_to(root)
            room_folder = str(relative.parent)
            files += 1
            if room_folder not in rooms:
                wrong.append(f"{relative}: the folder {room_folder} is not in the table of {Path(__file__).name}")
                continue
            for number, spelling, quoted in includes_of(path):
                why = complaint(root, path, room_folder, rooms[room_folder], spelling, quoted)
                if why:
                    wrong.append(f"{relative}:{number}: #include {spelling}: {why}")
    return wrong, files


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve()
    wrong, files = check(root)
    for line in wrong:
        print(line)
    if files == 0:
        print(f"there is no source below {root}")
        return 1
    print(f"{files} files, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
