"""`scripts/draw_imports.py`, which reads every module of the package once, for the tests."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def _drawn() -> object:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        return import_module("draw_imports")
    finally:
        sys.path.remove(str(ROOT / "scripts"))


drawing = _drawn()
