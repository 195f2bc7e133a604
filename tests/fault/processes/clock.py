"""The clock of a running service, which a test sets: see pretend.c."""

import mmap
import os
import struct

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
YEAR_MS = 365 * DAY_MS


def pretend():
    """The environment of a service that is told by libpretend what the machine is."""
    # The sanitizers' own libraries mind what is loaded before them.
    return {"LD_PRELOAD": os.environ["PRETEND"], "ASAN_OPTIONS": "verify_asan_link_order=0"}


class Clock:
    """The clock of one service, as libpretend reads it."""

    def __init__(self, service):
        path = service.house.file(f"clock of {service.name}")
        path.write_bytes(bytes(8))
        with open(path, "r+b") as file:
            self.bytes = mmap.mmap(file.fileno(), 8)
        service.environment = {**pretend(), "PRETEND_CLOCK": str(path)}

    def set(self, ahead_ms):
        struct.pack_into("<q", self.bytes, 0, ahead_ms)
