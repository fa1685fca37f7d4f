"""A transport chain before it is measured: which legs, in which vehicle, stated by whom.

Declared and default chains become the same `PlannedLeg`s, so that the same chain gives the same
figure whoever wrote it down.
"""

from __future__ import annotations

from dataclasses import dataclass

from carbon.library.records import Library
from carbon.transport.defaults import Defaults
from carbon.transport.method import Method
from carbon.transport.places import Gazetteer
from carbon.transport.records import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Kitchen:
    """A delivery place and the share of the quantities that goes there."""

    place: Place
    share: float  # 0-1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every leg of a chain is built on."""

    kitchens: tuple[Kitchen, ...]
    library: Library
    gazetteer: Gazetteer
    method: Method
    defaults: Defaults
    refrigerated: bool  # the product needs it
    temperature: str
    category: str | None
    drop_size_kg: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLeg:
    """One leg: from a place to a place, or to every kitchen when `end` is None."""

    start: Place
    end: Place | None
    mode: str
    vehicle: str | None  # None: the class average of the mode
    temperature: str
    refrigerated: bool
    where: str
    by_default: bool = False  # the leg itself comes from the published default chain
    flat: str | None = None  # assumption id of a distance that is given, not computed
    round_km: float | None = None
    round_load_kg: float | None = None
    is_round: bool = False
