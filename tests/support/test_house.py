"""Would catch: two tests that are given the same ports while one of them has its services stopped."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

from house import free_ports

ASK = "import os; os.getpid = lambda: {pid}; import house; print(house.free_ports({count}))"


def asked_by_another(count):
    """What another process is given that begins to look where this one began."""
    ask = ASK.format(pid=os.getpid(), count=count)
    return int(subprocess.check_output([sys.executable, "-B", "-c", ask], cwd=Path(__file__).parent))


class Ports(unittest.TestCase):
    def test_ports_that_nobody_listens_on__are_given_to_one_process_only(self):
        mine = free_ports(3)
        theirs = asked_by_another(6)
        self.assertTrue(set(range(mine, mine + 3)).isdisjoint(range(theirs, theirs + 6)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
