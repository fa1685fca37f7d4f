"""Farm-to-table carbon footprints of food offers, weighed lawfully in public procurement.

>>> import carbon
>>> assessment, problems = carbon.assess_folder("examples/mejeri-och-rotfrukter")
>>> [offer.supplier for offer in assessment.lots[0].ranking if offer.rank == 1]
['Gryningsmejeriet Exempel AB']

Names are loaded on first use, so that `import carbon` and `carbon --help` cost nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Assessment": "carbon.tender.records",
    "Problem": "carbon.problems",
    "assess_folder": "carbon.tender.folder",
    "explain": "carbon.outputs.explain",
    "frames": "carbon.outputs",
    "load_library": "carbon.library.load",
    "result": "carbon.outputs.result",
    "write_all": "carbon.outputs.files",
}
_NAMES = {"load_library": "load"}
_MODULES = {"frames"}

__all__ = [
    "Assessment",
    "Problem",
    "__version__",
    "assess_folder",
    "explain",
    "frames",
    "load_library",
    "result",
    "write_all",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'carbon' has no attribute {name!r}")
    if name in _MODULES:
        return import_module(f"{_HOMES[name]}.{name}")
    return getattr(import_module(_HOMES[name]), _NAMES.get(name, name))
