"""A small file system of its own for the store of a service: it can be filled, and given room again, while the service runs.

It is mounted in a namespace of mounts that lives until close(), so that the machine's own mounts stay as they are and a
service can be killed and started again on the same disk.
"""

import os
import subprocess
from pathlib import Path

from house import die_with_the_test

MOUNT = 'mount -t tmpfs -o size="$2",mode=0700 tmpfs "$1" && echo mounted && exec sleep 86400'


class SmallDisk:
    def __init__(self, service, mib):
        """From here on the service's store is on it."""
        service.store.mkdir(parents=True, exist_ok=True)
        self.holder = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", MOUNT, "sh", str(service.store), f"{mib}m"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            preexec_fn=die_with_the_test,
        )
        assert self.holder.stdout.readline() == b"mounted\n", "no file system could be mounted"
        self.folder = Path(f"/proc/{self.holder.pid}/root{service.store}")
        self.ballast = self.folder / "ballast"
        service.wrapper = ["nsenter", f"--mount=/proc/{self.holder.pid}/ns/mnt", "--"]

    def free_bytes(self):
        space = os.statvfs(self.folder)
        return space.f_bavail * space.f_frsize

    def fill(self, leave_bytes=0):
        """Somebody else's file takes what is free."""
        with open(self.ballast, "ab") as file:
            while (left := self.free_bytes() - leave_bytes) >= 4096:
                file.write(bytes(min(left, 1 << 20)))
                file.flush()

    def clear(self):
        """It is deleted."""
        self.ballast.unlink()

    def close(self):
        self.holder.kill()
        self.holder.wait()
        self.holder.stdout.close()
