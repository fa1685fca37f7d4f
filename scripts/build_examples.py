"""Write the offers of the example tenders, each in the shapes that e-procurement systems export.

Every supplier, price and document is invented. tender.yaml and what people decided
(decisions.yaml, quality.yaml) are written by hand and read from here; the first example,
mejeri-och-rotfrukter, has a script of its own (build_example.py).

Run: python scripts/build_examples.py [FOLDER ...]
     python scripts/build_examples.py --publish   after a change in factors/: the lock of the one
                                                  published example anew (a minute)
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from carbon.intake.tenderfile import read_tender

SEALED = re.compile(r'(file: "(?P<file>offers/[^"]+)", sha256: ")[^"]*(")')
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PUBLISHED, DAY = "mejeri", "2027-02-15"
LOCKED = ("lock.json", "log.jsonl", "publish")
MODULES = {
    "mejeri": "mejeri", "kott-och-chark": "kott", "frukt-och-gront": "frukt", "brod": "brod",
    "fisk": "fisk", "fryst-och-torrt": "fryst", "grossist-400": "grossist",
}  # fmt: skip


def main(wanted: list[str], target: Path = EXAMPLES) -> int:
    """Write the examples named, or all; say what is wrong with a tender that cannot be read."""
    for name in wanted or MODULES:
        module = import_module(f"tenders.{MODULES[name]}")
        folder = target / name
        if hasattr(module, "write_basket"):
            module.write_basket(folder)
        tender, problems = read_tender(folder)
        if tender is None:
            print("\n".join(f"{folder.name}/{one.where}: {one.code}" for one in problems))
            return 1
        (folder / "offers").mkdir(exist_ok=True)
        module.write(folder / "offers", tender)
        _seal(folder)
    return 0


def publish() -> int:
    """Publish the one example that stands published; its PDFs are left out to keep it small."""
    folder = EXAMPLES / PUBLISHED
    for name in LOCKED:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    command = (sys.executable, "-m", "carbon.cli", "publish", folder, "--date", DAY)
    code = subprocess.run(list(map(str, command)), check=False).returncode
    for path in folder.glob("publish/*.pdf"):
        path.unlink()
    return code


def _seal(folder: Path) -> None:
    """Write the checksum of each file that was opened into the procedure, where there is one."""
    path = folder / "procedure.yaml"
    if path.exists():
        text = path.read_text(encoding="utf-8")
        path.write_text(SEALED.sub(lambda found: _sealed(folder, found), text), encoding="utf-8")


def _sealed(folder: Path, found: re.Match[str]) -> str:
    sha256 = hashlib.sha256((folder / found["file"]).read_bytes()).hexdigest()
    return f"{found[1]}{sha256}{found[3]}"


if __name__ == "__main__":
    raise SystemExit(publish() if sys.argv[1:] == ["--publish"] else main(sys.argv[1:]))
