"""The method pack, its lock, and what may change after publication."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from carbon import resources
from carbon.intake.tenderfile import read_tender
from carbon.library.load import load
from carbon.outputs import publication
from carbon.problems import Problem, Severity, error, note, warning
from carbon.tender.folder import assess_folder
from carbon.tender.law import properties
from carbon.tender.publication import (
    changes,
    differences,
    guard,
    lawful,
    lock,
    pack,
    publish,
    vectors,
)
from carbon.tender.records import Tender
from carbon.transport import places
from tests.tender import published as small


def codes(problems: list[Problem]) -> list[str]:
    return [one.code for one in problems if one.severity is Severity.ERROR]


def told(problems: list[Problem]) -> list[dict[str, str]]:
    return [
        {**dict(one.values), "where": one.where} for one in problems if one.code.startswith("lock-")
    ]


def _read(folder: Path) -> Tender:
    found, problems = read_tender(folder)
    assert found is not None, problems
    return found


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    return small.folder(tmp_path)


def test_the_same_folder_gives_the_same_pack_byte_for_byte(tender: Path) -> None:
    first, _ = small.prepared(tender)
    second, _ = small.prepared(tender)
    assert first is not None
    assert second is not None
    assert pack.as_data(first.pack) == pack.as_data(second.pack)
    assert lock.as_text(first.lock) == lock.as_text(second.lock)
    assert json.dumps(first.vectors) == json.dumps(second.vectors)


def test_the_pack_is_the_one_that_results_are_stamped_with(tender: Path) -> None:
    made = small.published(tender)
    assert made.example.pack_sha256 != ""
    assert made.lock.pack_sha256 == made.pack.sha256
    stored, _ = lock.read(tender)
    assert stored == made.lock


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ('kg: "3.00"', 'kg: "3.01"', "evaluation/carbon_price_sek_per_kg"),
        ("tie_rule: lowest_price", "tie_rule: lot_drawn", "evaluation/tie_rule"),
        ("mode: half_even", "mode: half_up", "evaluation/rounding.mode"),
        ("quantity: 22000", "quantity: 22001", "basket/1/1.1: quantity"),
        ("product: onion-yellow", "product: leek", "basket/1/1.2: product"),
        ("drop_size_kg: 200", "drop_size_kg: 201", "terms/drop_size_kg"),
        ("accepted_level: 2", "accepted_level: 3", "terms/evidence.accepted_level"),
        ('sek_per_kg: "4.50"', 'sek_per_kg: "5"', "contract/sanction_sek_per_kg"),
        ("Falun, SE", "Mora, Mora, SE", "terms/delivery.Falun, SE: share"),
    ],
)
def test_one_changed_parameter_changes_the_hash_and_is_named(
    tender: Path, old: str, new: str, name: str
) -> None:
    before = small.published(tender)
    small.write(tender, old, new)
    after, problems = small.prepared(tender)
    assert after is None
    assert "publish-locked" in codes(problems)
    assert name in [one.get("name") for one in told(problems)]
    found, _ = small.prepared(tender, change=small.ANSWERED)
    assert found is not None
    assert found.pack.sha256 != before.pack.sha256


def test_evaluation_is_refused_when_tender_yaml_is_not_the_published_one(tender: Path) -> None:
    small.published(tender)
    small.write(tender, 'kg: "3.00"', 'kg: "3.10"')
    assessment, problems = assess_folder(tender, library=small.known())
    assert assessment is None
    assert {"name": "evaluation/carbon_price_sek_per_kg", "old": "3.00", "new": "3.10"}.items() <= (
        next(one for one in told(problems) if "carbon_price" in one["name"]).items()
    )
    assert [one["where"] for one in told(problems) if one["name"] == "tender.yaml"]


def test_without_a_lock_the_work_goes_on_with_a_warning(tender: Path) -> None:
    found = guard.held(tender, small.prepared(tender)[0].pack.tender, small.known(), places.load())
    assert [(one.code, one.severity) for one in found] == [("lock-missing", Severity.WARNING)]


def test_a_changed_basket_file_is_named(tmp_path: Path) -> None:
    at = small.TENDER.index("lots:")
    place = tmp_path / "tender"
    place.mkdir()
    text = f"{small.TENDER[:at]}basket: korg.csv\n"
    (place / "tender.yaml").write_text(text, "utf-8")
    rows = "Rad;Vara;Mängd;Enhet\n1;Morot;{};kg\n2;Gul lök;9000;kg\n"
    (place / "korg.csv").write_text(rows.format(22000), "utf-8")
    small.published(place)
    (place / "korg.csv").write_text(rows.format(22001), "utf-8")
    assessment, problems = assess_folder(place, library=small.known())
    assert assessment is None
    assert "korg.csv" in [one["name"] for one in told(problems)]
    assert any(one["old"] == "22000" and one["new"] == "22001" for one in told(problems))


def test_a_file_of_roads_that_differs_is_named(tender: Path) -> None:
    made = small.published(tender)
    name = next(one for one in made.lock.files if one.startswith("factors/roads/roads-"))
    files = {**made.lock.files, name: hashlib.sha256(b"other").hexdigest()}
    found = differences.between(replace(made.lock, files=files), made.pack)
    assert [(one.kind, one.name) for one in found] == [("file", name)]
    assert codes(differences.as_problems(found)) == ["lock-file-differs"]


def test_one_digit_of_one_factor_stops_the_evaluation_with_its_name(
    tender: Path, tmp_path: Path
) -> None:
    made = small.published(tender)
    carrot = made.pack.library.products["carrot"].factors
    changed = next(one for one in made.pack.factors if one.id in carrot.values() and one.kg_co2e)
    place = tmp_path / "factors"
    shutil.copytree(resources.factors_folder(), place)
    table = place / "production" / "agribalyse-3.2.csv"
    text = table.read_text("utf-8")
    row = next(one for one in text.splitlines() if f",{changed.id.split('/')[1]}," in one)
    digits = repr(changed.kg_co2e)
    other = digits[:-1] + ("1" if digits[-1] != "1" else "2")
    table.write_text(text.replace(row, row.replace(digits, other, 1)), "utf-8")
    assessment, problems = assess_folder(tender, library=load(place))
    assert assessment is None
    wanted = {"name": f"factors/{changed.id}: kg_co2e", "old": digits, "new": other}
    (one,) = [one for one in told(problems) if one["name"] == wanted["name"]]
    assert wanted.items() <= one.items()
    assert "production/agribalyse-3.2.csv" in one["where"]


def test_a_factor_that_no_line_names_is_told_by_its_product(tender: Path) -> None:
    made = small.published(tender)
    other = {**made.lock.catalogue, "milk-semi-skimmed": "farm=9.9"}
    versions = {**made.lock.figures["versions"], "library_edition": "x"}
    figures = {**made.lock.figures, "versions": versions}
    found = differences.between(replace(made.lock, catalogue=other, figures=figures), made.pack)
    assert "catalogue/milk-semi-skimmed" in [one.name for one in found]


def test_a_lock_that_was_edited_or_broken_is_refused(tender: Path) -> None:
    made = small.published(tender)
    path = tender / lock.FILE
    path.write_text(path.read_text("utf-8").replace('"3.00"', '"2.00"'), "utf-8")
    assert codes(lock.read(tender)[1]) == ["lock-damaged"]
    for text in ("", "{", "[]", "null", '{"format": 1}', "[" * 100_000):
        path.write_text(text, "utf-8")
        assert codes(lock.read(tender)[1]) == ["lock-unreadable"]
    assessment, problems = assess_folder(tender, library=small.known())
    assert assessment is None
    assert "lock-unreadable" in codes(problems)
    assert made.lock.tender == "t-1"


def test_another_engine_goes_on_only_if_it_answers_the_vectors_alike(tender: Path) -> None:
    made = small.published(tender)
    path = tender / lock.FILE
    of = (tender, made.pack.tender, small.known(), places.load())
    path.write_text(lock.as_text(replace(made.lock, engine_version="0.0.9")), "utf-8")
    assert [one.code for one in guard.held(*of)] == ["lock-engine-differs"]
    other = replace(made.lock, engine_version="0.0.9", vectors_sha256="0" * 64)
    path.write_text(lock.as_text(other), "utf-8")
    assert codes(guard.held(*of)) == ["lock-vectors-differ"]


def test_a_change_is_recorded_with_the_answered_question_and_the_lock_keeps_the_old_hash(
    tender: Path,
) -> None:
    before = small.published(tender)
    small.write(tender, "quantity: 22000", "quantity: 21000")
    after = small.published(tender, change=small.ANSWERED)
    stored, _ = lock.read(tender)
    assert stored is not None
    assert [one["pack_sha256"] for one in stored.history] == [before.pack.sha256]
    (entry,), problems = changes.read(tender)
    assert not problems
    assert (entry.old_pack, entry.new_pack) == (before.pack.sha256, after.pack.sha256)
    assert ("basket/1/1.1: quantity", "22000", "21000") in entry.differs
    assert entry.deadline_extended == "yes"
    assert assess_folder(tender, library=small.known())[1]
    small.write(tender, "quantity: 22000", "quantity: 20000")
    small.published(tender, change=replace(small.ANSWERED, why="En gång till"))
    assert len(changes.read(tender)[0]) == 2
    assert (tender / changes.FILE).read_text("utf-8").startswith("# Ändringar")


@pytest.mark.parametrize("name", ["who", "why", "deadline_extended", "deadline_reason"])
def test_a_change_that_leaves_a_question_unanswered_is_refused(tender: Path, name: str) -> None:
    small.published(tender)
    small.write(tender, "quantity: 22000", "quantity: 21000")
    made, problems = small.prepared(tender, change=replace(small.ANSWERED, **{name: " "}))
    assert made is None
    assert codes(problems) == ["change-unanswered"]


def test_there_is_no_change_without_a_lock_or_a_difference(tender: Path) -> None:
    assert codes(small.prepared(tender, change=small.ANSWERED)[1]) == ["change-without-lock"]
    small.published(tender)
    assert codes(small.prepared(tender, change=small.ANSWERED)[1]) == ["change-nothing"]


def test_an_unchanged_tender_can_have_its_documents_made_again_under_the_same_lock(
    tender: Path,
) -> None:
    first = small.published(tender)
    again, problems = small.prepared(tender, when="2027-06-01", lang="en")
    assert again is not None
    assert again.lock == first.lock
    assert "lock-kept" in [one.code for one in problems]


def test_the_gate_lets_only_errors_stop_a_publication(tender: Path) -> None:
    found = [error("contract-missing", "x"), warning("lock-missing", "y"), note("lock-kept", "z")]
    assert publish.gate(found) == found[:1]
    made, problems = publish.prepare(
        tender, when=small.WHEN, lang="sv", findings=found, library=small.known()
    )
    assert made is None
    assert codes(problems) == ["contract-missing"]


def test_a_broken_rule_of_law_stops_it_with_rule_clause_and_a_lawful_wording(
    tmp_path: Path,
) -> None:
    place = small.folder(tmp_path)
    small.write(
        place, "product: carrot}", 'product: carrot, requirement: "Ska vara närproducerad."}'
    )
    made, problems = publish.prepare(place, when=small.WHEN, lang="sv", library=small.known())
    assert made is None
    (wrong,) = [dict(one.values) for one in problems if one.code == "publish-unlawful"]
    assert wrong["rule"] == "LOU-001"
    assert "närproducerad" in wrong["clause"]
    assert wrong["instead"]


def test_contract_terms_must_be_stated_and_never_make_a_broken_promise_pay(tmp_path: Path) -> None:
    place = small.folder(tmp_path)
    small.write(place, 'sanction_sek_per_kg: "4.50", ', "")
    assert codes(small.prepared(place)[1]) == ["contract-missing"]
    small.write(place, '"4.50"', '"2.99"')
    assert codes(small.prepared(place)[1]) == ["contract-sanction-low"]
    small.write(place, '"4.50"', '"3"')
    assert small.prepared(place)[0] is not None


def test_vectors_are_computed_anew_from_their_inputs_alone(tender: Path) -> None:
    made = small.published(tender)
    kept = json.loads(json.dumps(made.vectors))
    for name in ("rule", "defaults", "offers"):
        for one in kept[name]:
            del one["output"]
    del kept["ranking"]
    assert vectors.computed(kept, made.pack, places.load()) == made.vectors
    assert vectors.sha256(made.vectors) == made.lock.vectors_sha256


def test_the_vectors_of_the_rule_are_the_printed_sums_of_the_worked_tenders(tender: Path) -> None:
    made, _ = small.prepared(tender)
    assert made is not None
    sums = [one["output"]["comparison_sum_sek"] for one in made.vectors["rule"]][:3]
    assert sums == ["1180000.00", "1174000.00", "1210000.00"]  # lou.md 4.2 at c = 3


def test_the_example_shows_every_way_of_filling_in_and_adds_up(tender: Path) -> None:
    made, _ = small.prepared(tender)
    assert made is not None
    ranking = made.example.lots[0].ranking
    assert [one.rank for one in ranking] == [1, 2, 3]
    for offer in ranking:
        assert offer.comparison_sum_sek == offer.price_sek + 3 * offer.kg_co2e
        assert sum(offer.stage_kg.values()) == offer.kg_co2e
    declared = {
        one.footprint is not None for offer in made.example.offers for one in offer.products
    }
    assert declared == {True, False}


def test_only_factors_that_lines_and_legs_can_use_are_published(tender: Path) -> None:
    made, _ = small.prepared(tender)
    assert made is not None
    kinds = {one.id.split("/")[0] for one in made.pack.factors}
    assert kinds == {"food", "storage", "freight", "hub"}
    used = {one.id for one in made.example.footprint.flows.factors}
    listed = {one.id for one in made.pack.factors}
    assert {one for one in used if not one.startswith("declared/")} <= listed
    foods = {one.id.split("/")[1] for one in made.pack.factors if one.id.startswith("food/")}
    assert len(foods) == 2


def test_a_lock_whose_hash_was_written_by_hand_is_no_publication_of_the_present_figures(
    tender: Path,
) -> None:
    small.published(tender)
    small.write(tender, "quantity: 22000", "quantity: 22001")
    path = tender / lock.FILE
    held = json.loads(path.read_text("utf-8"))
    sha256 = pack.made(tender, _read(tender), small.known()).sha256
    path.write_text(json.dumps({**held, "pack_sha256": sha256}), "utf-8")
    made, problems = small.prepared(tender)
    assert made is None
    assert "publish-locked" in codes(problems)


def test_a_published_document_that_somebody_edited_stops_the_evaluation(tender: Path) -> None:
    made = small.published(tender)
    documents, _ = publication.documents(made, "sv", publication.MAKERS[1:2])
    publication.write(made, documents, tender)
    assert guard.held(tender, _read(tender), small.known(), places.load()) == []
    name = next(iter(documents))
    (tender / "publish" / name).write_bytes(documents[name] + b" ")
    (wrong,) = guard.held(tender, _read(tender), small.known(), places.load())
    assert (wrong.code, wrong.where) == ("lock-published-differs", f"publish/{name}")
    (tender / "publish" / name).unlink()  # kept elsewhere: nothing to compare
    assert guard.held(tender, _read(tender), small.known(), places.load()) == []


def test_equal_treatment_is_tried_before_anything_is_published(
    tender: Path,
) -> None:
    steps: list[str] = []
    made, problems = publish.prepare(
        tender, when=small.WHEN, lang="sv", library=small.known(), progress=steps.append
    )
    assert made is not None, problems
    assert steps[:3] == ["law", "pack", "equal-treatment"]


def test_a_broken_property_is_told_with_its_counter_example() -> None:
    broken = [one for one in properties.of_refused("M4") if one.id == "EQ-09"]
    (found,) = lawful.as_problems(broken, "sv")
    assert (found.code, found.severity, found.where) == (
        "publish-unequal",
        Severity.ERROR,
        "EQ-09",
    )
    assert "kr" in dict(found.values)["case"]
