"""What a buyer is told of a producer's figures."""

from __future__ import annotations

from carbon.farm import buyernotes, knowledge, own
from carbon.farm.records import OwnFootprint, RawAnswer
from carbon.library import load
from tests.farm.sample_answers import answered

KNOWN = knowledge.load(load.load())


def _own(kind: str, **more: RawAnswer | str) -> OwnFootprint:
    return own.footprint(answered(kind, **more), KNOWN)


def test_a_suppliers_value_is_told_with_who_stated_it() -> None:
    notes = buyernotes.told(_own("milk", feed_value="0.5", peat_share="0"))
    assert [one.code for one in notes] == ["producer-declared-value"]
    assert "Provgården" in dict(notes[0].values)["found"]
    rows = ({"ingredient": "wheat-flour", "kg": "115", "value": "0.4", "supplier": "Kvarn AB"},)
    bread = buyernotes.told(_own("bread", recipe=RawAnswer(value=rows)))
    assert ["Kvarn AB" in dict(one.values)["found"] for one in bread] == [True]
