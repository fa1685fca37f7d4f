"""The standstill period: ten or fifteen days, counted from the day after the notice."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake.procedure_records import Sent
from carbon.tender.protocol import standstill


def sent(when: str, how: str = "electronic") -> Sent:
    return Sent(supplier="A", when=when, how=how, to="a@b.example", where="procedure.yaml:1")


@pytest.mark.parametrize(
    ("when", "how", "first", "last", "contract"),
    [
        ("2027-04-13", "electronic", "2027-04-14", "2027-04-23", "2027-04-24"),
        ("2027-04-13", "post", "2027-04-14", "2027-04-28", "2027-04-29"),
        ("2027-12-28", "electronic", "2027-12-29", "2028-01-07", "2028-01-08"),
        ("2028-02-20", "electronic", "2028-02-21", "2028-03-01", "2028-03-02"),  # leap year
    ],
)
def test_days_are_counted_from_the_day_after(
    when: str, how: str, first: str, last: str, contract: str
) -> None:
    found = standstill.of_notice(sent(when, how))
    assert found is not None
    assert (str(found.first), str(found.last), str(found.contract_from)) == (first, last, contract)


def test_the_period_of_a_procurement_is_the_one_that_ends_last() -> None:
    found = standstill.of_all([sent("2027-04-13"), sent("2027-04-12", "post"), sent("2027-04-14")])
    assert found is not None
    assert (found.days, str(found.last)) == (15, "2027-04-27")


def test_without_a_dated_notice_there_is_no_period() -> None:
    assert standstill.of_all([]) is None
    assert standstill.of_notice(sent("")) is None


@given(st.dates(max_value=datetime.date(9000, 1, 1)), st.sampled_from([10, 15]))
def test_a_period_holds_exactly_its_days(day: datetime.date, days: int) -> None:
    found = standstill.period(day, days)
    assert (found.last - found.first).days + 1 == days
    assert found.first > day
    assert found.contract_from > found.last


def test_the_provision_is_the_verified_one() -> None:
    assert standstill.law() == ("LOU 20:1-3",)
