"""One adapter over the farm's equations: a process of the shared vectors in, its outputs out.

`run(process, inputs, parameters)` takes what a case carries; a parameter that the case lacks comes
from `factors/farm/`. The words of the cases (climates, systems, animals) are mapped in
`vectors_words`, so that the equations need not know them. The parts stand beside this file and are
found from wherever it is called.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

Case = Mapping[str, Any]
Process = Callable[[Case, Case, Any], dict[str, Any]]

_HERE = Path(__file__).resolve().parent
_PARTS = ("land", "animals", "manure", "shares", "whole")


def run(process: str, inputs: Case, parameters: Case) -> dict[str, Any]:
    """Return the outputs of one case. KeyError names a process that is not known."""
    known = processes()
    if process not in known:
        raise KeyError(f"no process {process}")
    tables = importlib.import_module("carbon.farm.parameters")
    return known[process](inputs, parameters, tables.load())


@cache
def processes() -> Mapping[str, Process]:
    """Return what computes each process."""
    for folder in (_HERE, _HERE.parents[1]):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))  # this checkout before any that is installed
    parts = [importlib.import_module(f"vectors_{part}") for part in _PARTS]
    return {name: one for part in parts for name, one in part.PROCESSES.items()}
