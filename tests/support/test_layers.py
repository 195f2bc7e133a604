"""Would catch: a layers.py that finds nothing because it looks at nothing."""

import tempfile
import unittest
from pathlib import Path

import layers

WRONG = [
    ("common/base/text.c", "#include <lmdb.h>"),
    ("common/base/text.c", '#include "store/store.h"'),
    ("common/wire/server.c", "#include <ev.h>"),
    ("common/client/karmayogi.c", '#include "runtime/loop.h"'),
    ("services/registration/domain/draft.c", "#include <time.h>"),
    ("services/registration/domain/draft.c", "#  include <sys/socket.h>"),
    ("services/registration/domain/draft.c", '#include "base/clock.h"'),
    ("services/registration/domain/draft.c", '#include "codec/person.h"'),
    ("services/registration/handlers/official.c", '#include "karmayogi/registration/v1/types.pb-c.h"'),
    ("services/registration/service.c", "#include <zmq.h>"),
    ("services/registration/codec/person.c", '#include "karmayogi/reporting/v1/service.pb-c.h"'),
    ("services/reporting/service.c", '#include "../registration/store.h"'),
    ("services/cli/main.c", '#include "runtime/loop.h"'),
    ("services/gateway/main.c", ""),
]

RIGHT = [
    ("common/base/text.c", "#include <utf8proc.h>\n#include <time.h>"),
    ("common/runtime/loop.c", '#include <ev.h>\n#include "store/store.h"'),
    ("services/registration/domain/draft.c", '#include "domain/draft.h"\n#include <string.h>'),
    ("services/reporting/codec/event.c", '#include "karmayogi/registration/v1/event.pb-c.h"'),
    ("services/registration/handlers/official.c", '#include "codec/person.h"\n#include "runtime/loop.h"'),
]

HEADERS = [
    "common/base/clock.h",
    "common/store/store.h",
    "common/runtime/loop.h",
    "services/registration/domain/draft.h",
    "services/registration/codec/person.h",
    "services/registration/store.h",
]


class TableOfLayers(unittest.TestCase):
    def complaints(self, path, text):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for header in HEADERS:
                (root / header).parent.mkdir(parents=True, exist_ok=True)
                (root / header).touch()
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text + "\n", encoding="utf-8")
            return layers.check(root)[0]

    def test_wrong_includes__are_all_found(self):
        for path, text in WRONG:
            with self.subTest(path=path, text=text):
                self.assertEqual(len(self.complaints(path, text)), 1)

    def test_right_includes__are_let_through(self):
        for path, text in RIGHT:
            with self.subTest(path=path, text=text):
                self.assertEqual(self.complaints(path, text), [])


if __name__ == "__main__":
    unittest.main()
