"""Farm-to-table carbon footprints of food offers, weighed lawfully in public procurement.

>>> import carbon
>>> assessment, problems = carbon.assess_folder("examples/mejeri-och-rotfrukter")
>>> [offer.supplier for offer in assessment.lots[0].ranking if offer.rank == 1]
['Gryningsmejeriet Exempel AB']

Everything in `__all__` is described, with examples, in docs/api.md; the rest of the package may
change. Names are loaded on first use, so that `import carbon` and `carbon --help` cost nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what __getattr__ finds, told to type checkers and editors
    from carbon.language import message
    from carbon.library.load import load as load_library
    from carbon.outputs import frames
    from carbon.outputs.evaluation import write_all
    from carbon.outputs.explain import explain
    from carbon.outputs.result import result
    from carbon.problems import Problem
    from carbon.tender.folder import assess_folder
    from carbon.tender.records import Assessment

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "Problem",
    "__version__",
    "assess_folder",
    "explain",
    "frames",
    "load_library",
    "message",
    "result",
    "write_all",
]

# name -> module and the name in it; a test holds this to the imports above
_HOMES = {
    "Assessment": ("carbon.tender.records", "Assessment"),
    "Problem": ("carbon.problems", "Problem"),
    "assess_folder": ("carbon.tender.folder", "assess_folder"),
    "explain": ("carbon.outputs.explain", "explain"),
    "frames": ("carbon.outputs", "frames"),
    "load_library": ("carbon.library.load", "load"),
    "message": ("carbon.language", "message"),
    "result": ("carbon.outputs.result", "result"),
    "write_all": ("carbon.outputs.evaluation", "write_all"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'carbon' has no attribute {name!r}")
    home, its_name = _HOMES[name]
    if name == "frames":  # a module of its own, which nobody has imported yet
        return import_module(f"{home}.{its_name}")
    return getattr(import_module(home), its_name)


def __dir__() -> list[str]:
    return sorted(__all__)
