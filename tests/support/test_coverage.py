"""Would catch: a coverage.py that lets pass what is below its line, or a layer that it does not find."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).with_name("coverage.py")
FOLDERS = ("services/registration/domain", "services/catalogue/domain", "services/registration/codec", "common/store",
           "common/runtime", "services/cli")


def summary(**passed):
    """Files of 1,000 lines each, of which 900 are passed, or as many as is said of one: `common_store=899`."""
    return {"files": [{"filename": f"{folder}/file.c", "line_total": 1000, "line_covered": passed.get(folder.replace("/", "_"), 900)}
                      for folder in FOLDERS]}


class Threshold(unittest.TestCase):
    def judged(self, content):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "coverage.json")
            path.write_text(json.dumps(content), encoding="utf-8")
            return subprocess.run([sys.executable, "-B", TOOL, path], capture_output=True, text=True, check=False)

    def test_every_layer_on_the_line__passes(self):
        done = self.judged(summary())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("store (common/store)                    900 of   1000 lines   90.0 %\n", done.stdout)
        self.assertIn("domain (services/*/domain)             1800 of   2000 lines   90.0 %\n", done.stdout)

    def test_one_line_less_in_one_layer__fails_and_names_it(self):
        for folder, layer in (("common_store", "store"), ("common_runtime", "runtime"), ("services_registration_codec", "codec"),
                              ("services_catalogue_domain", "domain")):
            done = self.judged(summary(**{folder: 899}))
            self.assertEqual(done.returncode, 1, layer)
            self.assertTrue(done.stderr.endswith(f"less is in {layer}\n"), done.stderr)

    def test_two_layers__are_both_named(self):
        done = self.judged(summary(common_store=0, common_runtime=0))
        self.assertTrue(done.stderr.endswith("less is in store, runtime\n"), done.stderr)

    def test_what_belongs_to_no_layer__is_told_and_not_judged(self):
        done = self.judged(summary(services_cli=1))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"services/cli +1 of +1000 lines +0\.1 %")

    def test_a_layer_that_nobody_measured__fails(self):
        content = summary()
        content["files"] = [file for file in content["files"] if "store" not in file["filename"]]
        done = self.judged(content)
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stderr.endswith("less is in store\n"), done.stderr)


if __name__ == "__main__":
    unittest.main()
