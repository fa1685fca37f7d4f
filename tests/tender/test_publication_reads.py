"""Nothing that an evaluation reads is outside the published hashes (EQ-14)."""

from __future__ import annotations

import json
import subprocess
import sys

from carbon import resources
from carbon.tender import pack
from tests.cli.running import EXAMPLE, ROOT

WATCH = """
import json, sys
from pathlib import Path
seen = set()
def note(event, args):
    if event == "open" and isinstance(args[0], (str, Path)):
        seen.add(str(args[0]))
sys.addaudithook(note)
from carbon import resources
from carbon.library.load import load
from carbon.tender.folder import assess_folder
root = str(resources.factors_folder())
def files():
    return sorted(Path(one).relative_to(root).as_posix() for one in seen if one.startswith(root))
library = load(fresh=True)
of_library = files()
seen.clear()
assess_folder(sys.argv[1], library=library)
print(json.dumps([of_library, files()]))
"""


def test_every_file_of_knowledge_that_an_evaluation_opens_is_hashed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(EXAMPLE)],
        capture_output=True,
        cwd=ROOT,
        check=True,
        timeout=300,
    )
    of_library, opened = json.loads(done.stdout)
    hashed = set(pack.knowledge(resources.factors_folder()))
    assert opened
    # Caches are made from hashed files only and thrown away when their key or checksum differs.
    kept = {one for one in opened if one.startswith("__pycache__/")}
    # The edition is the hash of what the library's files say.
    assert set(opened) - kept <= hashed | set(of_library)
    read = {*of_library, *opened} - hashed
    assert not [one for one in read if one.startswith(pack.NO_FIGURES[:2])]
