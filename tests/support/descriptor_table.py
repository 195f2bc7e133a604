#!/usr/bin/env python3
"""Writes a C file with the descriptors of every message of the contracts, by the headers that protoc-c made of them:
protobuf-c itself cannot find a message by its name.

usage: descriptor_table.py GENERATED OUT
"""

import re
import sys
from pathlib import Path

generated, out = Path(sys.argv[1]), Path(sys.argv[2])
headers = sorted(generated.glob("karmayogi/*/v1/*.pb-c.h"))
pattern = re.compile(r"^extern const ProtobufCMessageDescriptor (\w+__descriptor);", re.MULTILINE)
lines = [f'#include "{path.relative_to(generated)}"' for path in headers]
lines += ["", "extern const ProtobufCMessageDescriptor *const every_message[];", ""]
lines += ["const ProtobufCMessageDescriptor *const every_message[] = {"]
lines += [f"    &{name}," for path in headers for name in pattern.findall(path.read_text(encoding="utf-8"))]
lines += ["    NULL,", "};", ""]
out.write_text("\n".join(lines), encoding="utf-8")
