"""Where a farm lies, as the tables split the world: moisture for soils, zone for manure stores.

The valleys of Dalarna are cool temperate moist, the north-western mountains touch boreal moist; in
both, rain exceeds what can evaporate, so soils count as wet and nitrogen leaches.
"""

from __future__ import annotations

import enum

from carbon.farm.records import Answers


class Moisture(enum.StrEnum):
    """The split of IPCC 2019 V4 Ch11 Tables 11.1 and 11.3; unsplit is shown as a sensitivity."""

    WET = "wet"
    DRY = "dry"
    UNSPLIT = "unsplit"


class Zone(enum.StrEnum):
    """The climate zones of V4 Ch10 Tables 10.14 and 10.17 that Sweden touches."""

    COOL_MOIST = "cool-moist"
    BOREAL_MOIST = "boreal-moist"


DEFAULT_ZONE = Zone.COOL_MOIST
FIELD = "zone"  # the question that tells it


def zone_of(answers: Answers) -> Zone:
    """Return the zone that a farm says it lies in; where it is not asked, the valleys'."""
    return Zone(answers.choice(FIELD)) if answers.known(FIELD) else DEFAULT_ZONE


def moisture_of(zone: Zone) -> Moisture:
    """Return the moisture of a Swedish zone: both count as wet (V4 Ch11 Table 11.1, footnote)."""
    return {Zone.COOL_MOIST: Moisture.WET, Zone.BOREAL_MOIST: Moisture.WET}[zone]
