"""Runs `carbon` as a reader would, over the example, in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
EXAMPLE = "examples/mejeri-och-rotfrukter"
# Of a bundle: it holds the engine, so that every change of the program moves it.
_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")


def told(*arguments: str, remarks: bool = False) -> str:
    """Return what a command prints on stdout, and on stderr too with `remarks`."""
    done = subprocess.run(
        [sys.executable, "-m", "carbon.cli", *arguments],
        capture_output=True,
        cwd=CHECKOUT,
        env={**os.environ, "COLUMNS": "100", "PYTHONPATH": str(CHECKOUT)},
        check=False,
    )
    text = done.stdout.decode("utf-8") + (done.stderr.decode("utf-8") if remarks else "")
    text = text.replace("\r\n", "\n").replace("\u00a0", " ")
    return _SHA256.sub("…", text)


def waiting(folder: Path) -> Path:
    """Return a copy of the example whose lines name no product, so that something must wait."""
    copy = folder / "waiting"
    shutil.copytree(CHECKOUT / EXAMPLE, copy)
    stated = (copy / "tender.yaml").read_text(encoding="utf-8")
    unnamed = re.sub(r", product: [a-z-]+\}", "}", stated)
    (copy / "tender.yaml").write_text(unnamed, encoding="utf-8")
    return copy


# One figure of each kind: a factor, an assumption that moves others, the edition of a source.
_MOVES = (
    ("transport/desnz-2025-freight.csv", "0.07703", "0.08473"),
    ("assumptions/inbound.yaml", "value: 0.15", "value: 0.14"),
    ("sources.yaml", "edition: AR6", "edition: AR6 again"),
)


def moved(folder: Path) -> Path:
    """Return a copy of the factors in which a few figures are others."""
    copy = folder / "moved"
    shutil.copytree(CHECKOUT / "factors", copy)
    for name, old, new in _MOVES:
        text = (copy / name).read_text(encoding="utf-8")
        if old not in text:
            raise SystemExit(f"{old} does not stand in {name}: choose another figure to move")
        (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy
