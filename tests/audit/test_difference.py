"""The parts of a difference add up exactly, whatever is changed, alone or all together."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon import resources
from carbon.audit import difference, difference_parts
from carbon.audit.difference_page import page
from carbon.audit.difference_records import (
    EXACT,
    ORDER,
    Cause,
    Change,
    Difference,
    Key,
    Side,
    Verdict,
)
from carbon.audit.difference_states import computed, recorded
from carbon.audit.difference_text import data, text
from carbon.audit.knowledge import files
from carbon.audit.records import Bundle
from carbon.tender.folder import assess_folder

KEY = Key("L", "A", "", "price_sek")
TENDER = """\
tender: {id: prov, title: Prov, buyer: Kommunen, as_of: "2027-03-01"}
boundary: [farm, land_use_change, processing, packaging, transport, storage]
delivery:
  - {place: "Falun, SE", share: 0.5}
  - {place: "Borlänge, SE", share: 0.5}
drop_size_kg: 180
evaluation:
  model: M1
  basis: price_quality
  carbon_price_sek_per_kg: "3.00"
  carbon_price_reason: prov
  carbon_price_by_lot: {gront: "3.00"}
  price_year: "2026"
  tie_rule: lowest_price
  rounding: {flow_decimals: 6, price_decimals: 6, mode: half_even}
lots:
  - id: gront
    title: Grönt
    lines:
      - {number: "1", name: "Morot", quantity: 1000, unit: kg, product: carrot}
      - {number: "2", name: "Rotsak", quantity: 500.5, unit: kg}
"""
OFFER = """\
Position;Benämning;Offererad produkt;Pris;Enhet;Ursprungsort;Ursprungsland
1;Morot;Morot;{0};kg;{1};Sverige
2;Rotsak;Rotmos prov;{2};kg;Hedemora;Sverige
"""
DECISIONS = """\
decisions:
  - {key: "rotmos prov", name: "Rotmos prov", product: swede, who: Anna,
     when: "2027-03-02", why: prov}
"""


def made(folder: Path) -> Path:
    """Lay out a small tender of two offers on two lines, one of which a person matched."""
    (folder / "offers").mkdir(parents=True)
    (folder / "tender.yaml").write_text(TENDER, encoding="utf-8")
    (folder / "decisions.yaml").write_text(DECISIONS, encoding="utf-8")
    for name, offer in (("A", ("10,5", "Skara", "7,25")), ("B", ("9,75", "Hedemora", "8"))):
        (folder / "offers" / f"{name}.csv").write_text(OFFER.format(*offer), encoding="utf-8")
    return folder


def edited(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    content = path.read_text(encoding="utf-8")
    assert before in content
    path.write_text(content.replace(before, after), encoding="utf-8")


def edits() -> Mapping[str, tuple[Cause, Callable[[Path], None]]]:
    """Return what may be changed in a folder, and under which cause it belongs."""

    def of(name: str, before: str, after: str) -> Callable[[Path], None]:
        return lambda folder: edited(folder, name, before, after)

    return {
        "one price": (Cause.INPUT, of("offers/A.csv", "10,5", "10,51")),
        "one origin": (Cause.INPUT, of("offers/A.csv", "Skara", "Leksand")),
        "one quantity": (Cause.INPUT, of("tender.yaml", "quantity: 1000", "quantity: 1001")),
        "an offer less": (Cause.INPUT, lambda folder: (folder / "offers" / "B.csv").unlink()),
        "one decision": (Cause.DECISION, of("decisions.yaml", "swede", "potato")),
        "no decision": (Cause.DECISION, lambda folder: (folder / "decisions.yaml").unlink()),
        "a delivery place": (Cause.ROUTE, of("tender.yaml", "Borlänge, SE", "Mora, Mora, SE")),
        "the carbon price": (Cause.METHOD, of("tender.yaml", 'gront: "3.00"', 'gront: "4.25"')),
        "the boundary": (Cause.METHOD, of("tender.yaml", "transport, storage]", "transport]")),
        "the rounding": (Cause.ROUNDING, of("tender.yaml", "flow_decimals: 6", "flow_decimals: 4")),
    }


def adds_up(found: Difference) -> None:
    """Hold each change to its own parts, digit by digit."""
    for one in found.changes:
        start = one.before if one.before is not None else one.entered
        end = one.after if one.after is not None else one.left
        assert start is not None
        assert end is not None
        assert total(start, one.parts) == end
        if one.difference is not None:
            assert total(Decimal(0), one.parts) == one.difference
            assert not one.appears
            assert not one.disappears
        assert (one.before is None) == bool(one.appears)
        assert (one.after is None) == bool(one.disappears)


def total(start: Decimal, parts: Iterable[difference_parts.Part]) -> Decimal:
    for part in parts:
        start = EXACT.add(start, part.value)
    return start


def causes_of(found: Difference) -> set[Cause]:
    named = [part.causes for one in found.changes for part in one.parts]
    named += [one.appears for one in found.changes] + [one.disappears for one in found.changes]
    return {cause for causes in named for cause in causes}


# The way of one figure

_VALUES = st.none() | st.decimals(-(10**12), 10**12, places=9)


@given(st.lists(st.tuples(_VALUES, st.booleans()), min_size=2, max_size=9), st.data())
def test_any_way_of_a_figure_is_split_without_a_remainder(
    way: list[tuple[Decimal | None, bool]], draw: st.DataObject
) -> None:
    computed_at = [known for _, known in way]
    values = [value if known else None for value, known in way]
    causes = [draw.draw(st.sampled_from(list(Cause))) for _ in way[1:]]
    one = difference_parts.change(KEY, values, causes, computed_at)
    if one is None:
        assert values[0] == values[-1]
        return
    start = one.before if one.before is not None else one.entered
    end = one.after if one.after is not None else one.left
    assert start is not None
    assert total(start, one.parts) == end
    assert (one.before, one.after) == (values[0], values[-1])


def test_a_step_that_cannot_be_computed_is_merged_with_the_next() -> None:
    values = [Decimal(1), None, Decimal(4), Decimal(5)]
    causes = [Cause.INPUT, Cause.DECISION, Cause.METHOD]
    one = difference_parts.change(KEY, values, causes, [True, False, True, True])
    assert one is not None
    assert [(part.causes, part.value) for part in one.parts] == [
        ((Cause.INPUT, Cause.DECISION), 3),
        ((Cause.METHOD,), 1),
    ]


def test_what_is_missing_on_one_side_is_told_and_never_counted_as_zero() -> None:
    values, causes = (
        [None, None, Decimal(4), Decimal(5)],
        [Cause.INPUT, Cause.DECISION, Cause.METHOD],
    )
    one = difference_parts.change(KEY, values, causes, [True] * 4)
    assert one is not None
    assert one.difference is None
    assert one.appears == (Cause.DECISION,)
    assert one.entered == 4
    assert [part.value for part in one.parts] == [1]
    back = difference_parts.change(KEY, values[::-1], causes[::-1], [True] * 4)
    assert back is not None
    assert back.disappears == (Cause.DECISION,)
    assert back.left == 4


# Folders, computed by the whole engine


def test_equal_folders_do_not_differ(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    found = difference.compare(a, b)
    assert found.verdict is Verdict.SAME
    assert found.changes == found.steps == ()


@pytest.mark.parametrize("name", sorted(edits()))
def test_one_change_is_found_under_its_own_cause_and_no_other(name: str, tmp_path: Path) -> None:
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    cause, change = edits()[name]
    change(b)
    found = difference.compare(a, b)
    assert found.verdict is Verdict.DIFFERS
    adds_up(found)
    assert causes_of(found) == {cause}
    assert [step.cause for step in found.steps] == [cause]


def ends(folder: Path) -> dict[Key, Decimal]:
    """Return what `carbon evaluate` makes of a folder, worked out apart from any mixture."""
    found, _ = assess_folder(folder)
    assert found is not None
    figures: dict[Key, Decimal] = {}
    for lot in found.lots:
        for offer in lot.ranking:
            named = {
                "price_sek": offer.price_sek,
                "kg_co2e": offer.kg_co2e,
                "comparison_sum_sek": offer.comparison_sum_sek,
                "rank": None if offer.rank is None else Decimal(offer.rank),
            }
            for figure, value in named.items():
                if value is not None:
                    figures[Key(lot.lot.id, offer.supplier, "", figure)] = value
    return figures


@settings(max_examples=6)
@given(st.sets(st.sampled_from(sorted(edits()))), st.sets(st.sampled_from(sorted(edits()))))
def test_any_changes_on_both_sides_add_up_to_what_evaluate_says(
    left: set[str], right: set[str]
) -> None:
    with TemporaryDirectory() as place:
        a, b = made(Path(place) / "a"), made(Path(place) / "b")
        for folder, names in ((a, left), (b, right)):
            for name in sorted(names - ({"one decision"} if "no decision" in names else set())):
                edits()[name][1](folder)
        found = difference.compare(a, b)
        adds_up(found)
        before, after = ends(a), ends(b)
        seen = {one.key: one for one in found.changes if not one.key.line}
        for key in {*before, *after}:
            if before.get(key) != after.get(key):
                assert (seen[key].before, seen[key].after) == (before.get(key), after.get(key))
            else:
                # Equal at both ends; it may still have moved on the way, and back again.
                assert key not in seen or seen[key].difference == 0


def test_all_at_once_names_every_cause_in_the_fixed_order(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    for name in ("one price", "one decision", "a delivery place", "the carbon price",
                 "the rounding"):  # fmt: skip
        edits()[name][1](b)
    found = difference.compare(a, b)
    adds_up(found)
    expected = [Cause.INPUT, Cause.DECISION, Cause.ROUTE, Cause.METHOD, Cause.ROUNDING]
    assert [step.cause for step in found.steps] == expected
    assert expected == [cause for cause in ORDER if cause in expected]
    price = next(one for one in found.changes if one.key == Key("gront", "A", "", "price_sek"))
    # 1,000 kg at 10.51 instead of 10.50: ten kronor, and nothing else moves a price
    assert [(part.causes, part.value) for part in price.parts] == [((Cause.INPUT,), 10)]


def test_a_lot_that_the_old_method_does_not_know_is_merged_with_the_method(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    edited(b, "tender.yaml", "id: gront", "id: rot")
    edited(b, "tender.yaml", 'gront: "3.00"', 'rot: "3.00"')
    found = difference.compare(a, b)
    adds_up(found)
    assert [step.computed for step in found.steps] == [False, True]
    assert found.steps[0].problems
    merged = (Cause.INPUT, Cause.METHOD)
    assert {one.appears or one.disappears for one in found.changes} == {merged}
    assert "slås samman" in "\n".join(text(found, "sv", lines=False))


def test_what_shapes_no_figure_is_told_beside(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    (b / "evidence").mkdir()
    (b / "evidence" / "epd.pdf").write_bytes(b"x")
    found = difference.compare(a, b)
    assert found.verdict is Verdict.SAME
    assert [one.what for one in found.unaffecting] == ["evidence/epd.pdf"]


def test_a_lock_does_not_stop_a_comparison(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    (b / "lock.json").write_text("{}", encoding="utf-8")
    edits()["one price"][1](b)
    assert causes_of(difference.compare(a, b)) == {Cause.INPUT}


def test_a_folder_without_a_tender_cannot_be_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = difference.compare(made(tmp_path / "a"), tmp_path / "empty")
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.changes == ()
    assert found.problems


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"\x00" * 4096])
def test_a_file_that_is_no_bundle_cannot_be_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bundle.zip").write_bytes(content)
    found = difference.compare(made(tmp_path / "a"), tmp_path / "bundle.zip")
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.problems


def test_a_recorded_figure_that_the_engine_does_not_find_is_the_engines_part(
    tmp_path: Path,
) -> None:
    a, b = side(made(tmp_path / "a")), side(made(tmp_path / "b"))
    edits()["one price"][1](b.tender)
    now = computed(a.tender, None, apart=False, lang="sv")
    assert now.figures is not None
    key = Key("gront", "A", "", "kg_co2e")
    older = {**now.figures, key: now.figures[key] + Decimal("0.5")}
    found = difference.between(replace(a, recorded=replace(now, figures=older)), b)
    adds_up(found)
    one = next(one for one in found.changes if one.key == key)
    assert [(part.causes, part.value) for part in one.parts] == [((Cause.ENGINE,), Decimal("-0.5"))]


def test_a_masked_side_is_compared_as_recorded_and_not_split(tmp_path: Path) -> None:
    a, b = side(made(tmp_path / "a")), side(made(tmp_path / "b"))
    edits()["one price"][1](b.tender)
    recorded = computed(b.tender, None, apart=False, lang="sv")
    hidden = replace(b, recorded=recorded, hidden=("tender/offers/B.csv",), bundle=False)
    found = difference.between(a, hidden)
    adds_up(found)
    assert found.verdict is Verdict.DIFFERS
    assert causes_of(found) == {Cause.INPUT, Cause.ENGINE}
    assert {part.causes for one in found.changes for part in one.parts} == {
        (Cause.INPUT, Cause.ENGINE)
    }


@pytest.mark.parametrize(
    "price", ["1E+999999999", "NaN", "sNaN", "-Infinity", "9" * 5000, [], {}, "x", "1E-99999"]
)
def test_a_record_with_figures_that_no_engine_writes_is_no_record(
    price: object, tmp_path: Path
) -> None:
    offer = {"supplier": "A", "price_sek": price, "kg_co2e": None, "comparison_sum_sek": None,
             "rank": 1}  # fmt: skip
    lot = {"id": "L", "carbon_price_sek_per_kg": "3", "ranking": [offer]}
    hostile = Bundle(
        folder=tmp_path,
        tender=tmp_path,
        knowledge=tmp_path,
        members=(),
        engine={},
        run={},
        result={"lots": [lot]},
        sha256="",
    )
    assert recorded(hostile) is None
    offer["price_sek"] = "12.5"
    found = recorded(hostile)
    assert found is not None
    assert found.figures == {Key("L", "A", "", "price_sek"): Decimal("12.5"),
                             Key("L", "A", "", "rank"): Decimal(1)}  # fmt: skip


# Another library


def side(folder: Path, knowledge: Path | None = None) -> Side:
    return Side(
        name=folder.name,
        bundle=False,
        tender=folder,
        knowledge=knowledge,
        recorded=None,
        engine=None,
    )


def library(place: Path, changed: Sequence[tuple[str, str, str]]) -> Path:
    """Return a copy of the library in which some texts are changed."""
    for name, path in files(resources.factors_folder()).items():
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, target) if name not in {one[0] for one in changed} else shutil.copyfile(
            path, target
        )
    for name, before, after in changed:
        edited(place, name, before, after)
    return place


DIGIT = ("production/agribalyse-3.2.csv", "0.091696179,0.023389461", "0.091696179,0.024389461")
ROAD = ("assumptions/transport.yaml", "id: transport.road.minimum, value: 5,",
        "id: transport.road.minimum, value: 9,")  # fmt: skip


def test_a_digit_of_a_factor_and_a_road_are_told_apart(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    for folder in (a, b):
        edits()["one decision"][1](folder)  # potato, whose figure is changed
        edited(folder, "offers/A.csv", "Skara", "Falun")  # to Falun: the least distance by road
    found = difference.between(side(a), side(b, library(tmp_path / "lib", [DIGIT, ROAD])))
    adds_up(found)
    assert [step.cause for step in found.steps] == [Cause.FACTOR, Cause.ROUTE]
    told = {one.what: (one.before, one.after) for step in found.steps for one in step.told}
    potato = "food/potato-peeled-raw-4008/land_use_change@FR"
    assert told[potato] == ("0.023389461", "0.024389461")
    one = next(one for one in found.changes if one.key == Key("gront", "A", "2", "kg_co2e"))
    # 500.5 kg x 0.001 kg CO2e per kg, the digit that was changed
    assert [(part.causes, part.value) for part in one.parts] == [
        ((Cause.FACTOR,), Decimal("0.5005"))
    ]
    carrots = next(one for one in found.changes if one.key == Key("gront", "A", "1", "kg_co2e"))
    assert [part.causes for part in carrots.parts] == [(Cause.ROUTE,)]


# What a reader sees


def test_text_data_and_page_tell_the_same(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    edits()["one price"][1](b)
    edits()["the carbon price"][1](b)
    found = difference.compare(a, b)
    for lang, input_, method in (("sv", "indata", "metod"), ("en", "input", "method")):
        said = "\n".join(text(found, lang, lines=True))
        assert f"{input_} +10" in said
        assert method in said
        made_page = page(found, lang)
        assert "default-src 'none'" in made_page
        assert method in made_page
        assert not re.search(r"(src|href)=\"(?!#)", made_page)
    plain = data(found)
    assert plain["verdict"] == "differs"
    for one in plain["changes"]:
        parts = [Decimal(part["value"]) for part in one["parts"]]
        assert sum(parts) == Decimal(one["after"]) - Decimal(one["before"])


def test_hostile_names_do_nothing_on_the_page(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    edited(b, "tender.yaml", 'name: "Morot"', 'name: "<script>alert(1)</script>"')
    shutil.move(b / "offers" / "B.csv", b / "offers" / "<img src=x>.csv")
    made_page = page(difference.compare(a, b), "sv")
    assert "<script>alert" not in made_page
    assert "<img" not in made_page


def test_a_basket_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    (tmp_path / "secret.csv").write_text("Position;Benämning\n1;x\n", encoding="utf-8")
    lots = TENDER.partition("lots:")[0]
    (b / "tender.yaml").write_text(f"{lots}basket: ../secret.csv\n", encoding="utf-8")
    (b / "offers" / "C.csv").symlink_to(tmp_path / "secret.csv")
    found = difference.compare(a, b)
    assert found.verdict is Verdict.CANNOT_TELL
    told = [one.what for step in found.steps for one in step.told]
    assert not any("secret" in one and one.startswith(("offers", "factors")) for one in told)


def test_change_records_are_ordered_as_people_read(tmp_path: Path) -> None:
    changes: list[Change] = []
    a, b = made(tmp_path / "a"), made(tmp_path / "b")
    edits()["one price"][1](b)
    changes += difference.compare(a, b).changes
    assert [one.key.supplier for one in changes] == sorted(one.key.supplier for one in changes)
