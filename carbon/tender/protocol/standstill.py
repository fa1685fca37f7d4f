"""The standstill period: ten days after electronic notice, otherwise fifteen (LOU 20:1-3).

Days are counted from the day after the notice was sent. What a Saturday, Sunday or holiday does to
the last day is not computed: nobody checked that rule against a source, so it is left to a person.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from carbon.intake.procedure_records import Sent
from carbon.problems import LibraryError
from carbon.tender.law import data

FILE = "standstill.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standstill:
    """The period of one notice, or of a whole procurement: its longest."""

    days: int
    sent: datetime.date
    first: datetime.date  # the first day that counts
    last: datetime.date  # before any rule about days off
    contract_from: datetime.date  # no contract before this day

    @property
    def weekday(self) -> int:
        """The weekday of the last day, Monday 0."""
        return self.last.weekday()


def period(sent: datetime.date, days: int) -> Standstill:
    """Return the period of a notice that was sent on a day.

    >>> found = period(datetime.date(2027, 4, 1), 10)
    >>> str(found.first), str(found.last), str(found.contract_from)
    ('2027-04-02', '2027-04-11', '2027-04-12')
    """
    day = datetime.timedelta(days=1)
    last = sent + days * day
    return Standstill(days=days, sent=sent, first=sent + day, last=last, contract_from=last + day)


def of_notice(one: Sent) -> Standstill | None:
    """Return the period that one notice begins; None when its day or way is not stated."""
    if not one.when or one.how not in _days():
        return None
    return period(datetime.date.fromisoformat(one.when), _days()[one.how])


def of_all(notices: Iterable[Sent]) -> Standstill | None:
    """Return the period that ends last: only then has it run for every supplier."""
    found = [period for period in map(of_notice, notices) if period is not None]
    return max(found, key=lambda one: (one.last, one.days), default=None)


def law() -> tuple[str, ...]:
    """Return the provisions that the periods rest on."""
    named = [name for one in _periods() for name in one["law"]]
    return tuple(dict.fromkeys(str(name) for name in named))


def _days() -> Mapping[str, int]:
    found = {str(one["how"]): one["days"] for one in _periods() if not one["valid_to"]}
    if not all(isinstance(days, int) and days > 0 for days in found.values()):
        raise LibraryError(f"factors/law/{FILE}: days are whole numbers above zero")
    return found


def _periods() -> list[Mapping[str, Any]]:
    return list(data.table(FILE)["periods"])
