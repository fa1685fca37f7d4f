"""What the farm model knows: the library, the parameters of its equations, and a hash of both."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from carbon import resources
from carbon.farm.parameters import Parameters
from carbon.farm.records import Activity
from carbon.library.records import Library, Stage

FOLDER = "farm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What a product's model works with: factors, parameters, the gases' weights and the grid."""

    library: Library
    parameters: Parameters
    gwp: str = "AR6"  # set of the gases' weights, as in Library.gwp_values
    region: str = "SE"  # whose electricity and inputs are used
    # One unit of each good as flows, found once by boughtgoods: figures of ours and nobody's
    # answers. `replace` begins it anew, since other figures may give other flows.
    unit_flows: dict[tuple[str, str, Stage], tuple[Activity, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )


def load(library: Library, *, gwp: str | None = None, region: str = "SE") -> Knowledge:
    """Return the knowledge of the farm model; gases weigh as the library's results do.

    LibraryError when factors/farm is damaged.
    """
    from carbon.farm import parameters

    weights = library.gwp if gwp is None else gwp
    return Knowledge(library=library, parameters=parameters.load(), gwp=weights, region=region)


@cache
def edition() -> str:
    """Return the SHA-256 of factors/farm: parameters, crops and questionnaires, by path."""
    folder = resources.factors_folder() / FOLDER
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
        if path.suffix in (".yaml", ".csv"):
            whole.update(_line(path, folder))
    return whole.hexdigest()


def _line(path: Path, folder: Path) -> bytes:
    # Line ends are made equal, so that a checkout on another system has the same edition.
    content = path.read_bytes().replace(b"\r\n", b"\n")
    name = path.relative_to(folder).as_posix()
    return f"{name} {hashlib.sha256(content).hexdigest()}\n".encode()
