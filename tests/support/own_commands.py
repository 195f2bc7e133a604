#!/usr/bin/env python3
"""How the project's own sources are compiled, without tests and what the build generates: for analysers that take all
that a compile_commands.json names. Arguments: the root, the compile_commands.json, the one to write.
"""

import json
import sys
from pathlib import Path


def main(root, compiled, wanted):
    folders = tuple(f"{Path(root).resolve()}/{folder}/" for folder in ("common", "services"))
    commands = json.loads(Path(compiled).read_text(encoding="utf-8"))
    own = [command for command in commands if command["file"].startswith(folders)]
    if not own:
        sys.exit(f"own_commands: {compiled} names no source of common/ or services/")
    Path(wanted).write_text(json.dumps(own, indent=1), encoding="utf-8")


main(*sys.argv[1:])
