"""The maps of the report: what they show, what they say in words, and what they never do."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

import pytest

from carbon import yamlfile
from carbon.outputs import (
    flows,
    report_maps,
    routemap,
    routemap_coast,
    routemap_frame,
    routemap_lines,
)
from carbon.outputs.report import report
from carbon.outputs.routemap import MapLeg
from carbon.outputs.routemap_coast import View
from carbon.tender.folder import assess_folder
from carbon.tender.records import Assessment
from tests.outputs import overseas
from tests.outputs.test_report import ALLOWED, parsed

MAPS = Path(__file__).resolve().parents[2] / "factors" / "maps"
FALUN, SKARA = (60.6036, 15.626), (58.3866, 13.4384)
GUAYAQUIL, HELSINGBORG = (-2.2667, -79.9), (56.0333, 12.7)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    found, _ = assess_folder(overseas.tender(tmp_path_factory.mktemp("over") / "over"))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def page(world: Assessment) -> str:
    return report(world, "sv")


def _leg(mode: str, start: tuple[float, float], end: tuple[float, float], **more: object) -> MapLeg:
    made = MapLeg(
        mode=mode,
        start="A",
        end="B",
        start_point=start,
        end_point=end,
        lines=routemap_lines.lines(mode, start, end),
        text="x",
        to_kitchen=True,
    )
    return replace(made, **more)


def _figures(page: str) -> list[str]:
    found = re.findall(r"<figure>.*?</figure>", page, re.S)
    return [one for one in found if 'class="map"' in one]


def test_every_offer_with_a_chain_has_a_map_with_its_modes(page: str) -> None:
    by_title = {
        supplier: figure
        for figure in _figures(page)
        for supplier in ("Landet", "Rälsfrukt", "Bananbolaget", "Flygfrukt", "Elakt")
        if supplier in figure
    }
    assert set(by_title) == {"Landet", "Rälsfrukt", "Bananbolaget", "Flygfrukt"}
    drawn = {
        name: set(re.findall(r'<path class="leg (\w+)" d="M[^"]+"><title>', figure))
        for name, figure in by_title.items()
    }
    assert drawn["Bananbolaget"] == {"road", "sea", "ferry"}
    assert drawn["Flygfrukt"] == {"road", "air"}
    assert drawn["Rälsfrukt"] == {"road", "rail"}


def test_names_from_outside_stay_text_on_a_map(world: Assessment, page: str) -> None:
    assert {tag for tag, _ in parsed(page).tags} <= ALLOWED
    assert "<i>" not in page
    assert "<script" not in page
    table = world.footprint.flows
    nasty = tuple(
        replace(one, start='</title></text><script>x()</script>"', end="<b onload=x>&amp;'")
        for one in table.elements
    )
    footprint = replace(world.footprint, flows=replace(table, elements=nasty))
    html = report(replace(world, footprint=footprint), "sv")
    assert {tag for tag, _ in parsed(html).tags} <= ALLOWED
    assert not [a for _, attrs in parsed(html).tags for a in attrs if a.startswith("on")]
    assert '<script>x()</script>"' in "".join(parsed(html).text)


def test_a_map_asks_for_nothing_outside_the_page(page: str) -> None:
    for tag, attrs in parsed(page).tags:
        assert "xlink:href" not in attrs
        assert "src" not in attrs
        assert "style" not in attrs
        if tag == "use":
            assert (attrs["href"] or "").startswith("#coast-")
    ids = set(re.findall(r'<g id="(coast-\w+)"', page))
    assert set(re.findall(r'<use href="#([\w-]+)"', page)) == ids
    assert "http" not in "".join(_figures(page))


def test_a_map_is_told_in_words(page: str) -> None:
    for figure in _figures(page):
        map_id = re.search(r'aria-labelledby="(map-\d+-\d+)-title (map-\d+-\d+)-desc"', figure)
        assert map_id is not None
        assert f'<title id="{map_id[1]}-title">' in figure
        described = re.search(f'<desc id="{map_id[1]}-desc">(.*?)</desc>', figure)
        assert described is not None
        assert "Falun, Mora" in described[1]
        listed = re.findall(r"<li><bdi>.*?</li>", figure)
        tracks = figure.count("<title>")
        assert len(listed) >= tracks > 0
        assert f"({len(listed)})" in figure
    assert 'aria-hidden="true"' in page


def test_the_kilometres_in_words_are_those_of_the_chain(world: Assessment, page: str) -> None:
    text = " ".join("".join(parsed(page).text).split())
    for line in world.inputs:
        for leg in line.chain:
            if leg.kind == "leg":
                km = f"{leg.distance_km:,.0f}".replace(",", " ")
                assert f"{leg.start} → {leg.end}" in text.replace("\u00a0", " ")
                assert f", {km} km" in text.replace("\u00a0", " ")


def test_modes_differ_by_dashes_and_not_by_colour_alone(page: str) -> None:
    style = page.partition("<style>")[2].partition("</style>")[0]
    looks = dict(re.findall(r"\.leg\.(\w+) \{([^}]*)\}", style))
    assert set(looks) == set(routemap.MODES)
    dashes = [re.search(r"dasharray: ([^;]*)", look) for look in looks.values()]
    assert len({found[1] if found else "" for found in dashes}) == len(looks)


def test_a_map_is_small(page: str) -> None:
    coasts = page.partition('<svg class="store"')[2].partition("</defs>")[0]
    assert len(coasts.encode()) < 80_000
    assert all(len(figure.encode()) < 40_000 for figure in _figures(page))


def test_many_legs_are_cut_to_the_largest_and_the_map_says_so(world: Assessment) -> None:
    lot = world.lots[0]
    offer = next(one for one in lot.ranking if one.supplier == "Landet")
    score, line = offer.lines[0], next(o for o in world.inputs if o.id == offer.lines[0].id)
    rows = report_flows(world)
    many = [
        replace(flow, element=replace(line.chain[0], end=f"kök {n}", end_point=(60 + n / 50, 15.0)))
        for n in range(60)
        for flow in rows[score.id]
        if flow.element is not None and flow.element == line.chain[0]
    ]
    drawn = report_maps.maps(lot, {score.id: many}, number=1, lang="sv")["Landet"]
    assert len(drawn.tracks) == len(drawn.legs) == 40
    assert drawn.notes == ("Kartan visar de 40 sträckor av 60 som har störst utsläpp.",)


def test_a_leg_without_coordinates_is_left_out_and_the_map_says_so(world: Assessment) -> None:
    lot = world.lots[0]
    offer = next(one for one in lot.ranking if one.supplier == "Rälsfrukt")
    cut = {
        score.id: [
            flow
            if flow.element is None or flow.element.mode != "rail"
            else replace(flow, element=replace(flow.element, start_point=None))
            for flow in report_flows(world)[score.id]
        ]
        for score in offer.lines
    }
    drawn = report_maps.maps(lot, cut, number=1, lang="en")["Rälsfrukt"]
    assert {track.mode for track in drawn.tracks} == {"road"}
    assert drawn.notes == ("1 legs have no coordinates and are not drawn: Oderzo → Hallsberg.",)
    none = {
        key: [replace(f, element=f.element and replace(f.element, end_point=None)) for f in rows]
        for key, rows in cut.items()
    }
    assert report_maps.maps(lot, none, number=1, lang="en") == {}


def report_flows(world: Assessment) -> dict:
    return dict(flows.by_line(world.footprint))


def test_a_lorry_that_takes_a_ferry_is_drawn_by_road_and_by_ferry() -> None:
    kempten = (47.7267, 10.3139)
    parts = routemap_lines.by_road(kempten, FALUN)
    assert [mode for mode, _ in parts] == ["road", "ferry", "road"]
    for (_, first), (_, second) in pairwise(parts):
        assert first[-1] == second[0]
    assert len(routemap_lines.lines("road", kempten, FALUN)) == 2
    assert len(routemap_lines.lines("ferry", kempten, FALUN)) == 1
    assert [mode for mode, _ in routemap_lines.by_road(SKARA, FALUN)] == ["road"]


def test_a_ship_keeps_to_the_sea_and_ends_in_its_ports() -> None:
    line = routemap_lines.lane(GUAYAQUIL, HELSINGBORG)
    assert (line[0], line[-1]) == (GUAYAQUIL, HELSINGBORG)
    assert routemap_lines.lane(HELSINGBORG, GUAYAQUIL) == line[::-1]
    # By Panama (about 9 N 80 W), not by Cape Horn and not across Brazil.
    assert any(abs(lat - 9) < 1 and abs(lon + 80) < 1 for lat, lon in line)
    assert min(lat for lat, _ in line) > -4


def test_a_line_across_the_date_line_does_not_run_round_the_world() -> None:
    auckland, goteborg = (-36.85, 174.76), (57.7, 11.96)
    sea = _leg("sea", auckland, goteborg, to_kitchen=False)
    road = _leg("road", goteborg, FALUN)
    drawn = routemap.draw("m", "t", [sea, road], "sv")
    assert drawn.view.west < -180
    assert len(drawn.moves) == 2  # the coast is drawn once more beyond the date line
    xs = [float(x) for x in re.findall(r"[ML]([-\d.]+) ", drawn.tracks[0].path)]
    assert max(abs(a - b) for a, b in pairwise(xs)) < 200
    assert all(0 <= x <= drawn.width for x in xs)


def test_an_arc_is_the_great_circle() -> None:
    # Between 45 N 45 W and 45 N 45 E the middle is at tan(lat) = sin 45 / cos² 45 = √2.
    line = routemap_lines.arc((45.0, -45.0), (45.0, 45.0))
    assert max(lat for lat, _ in line) == pytest.approx(54.7356, abs=0.01)
    assert (line[0], line[-1]) == ((45.0, -45.0), (45.0, 45.0))
    assert routemap_lines.lines("air", FALUN, FALUN) == ()


def test_the_projection_is_true_to_scale_at_the_middle_latitude() -> None:
    frame = routemap_frame.fitted([(59.0, 14.0), (61.0, 16.0)])
    assert frame.per_lon / frame.per_lat == pytest.approx(0.5)  # cos 60°
    assert frame.x(15.0) == pytest.approx(routemap_frame.WIDTH / 2)
    assert frame.y(60.0) == pytest.approx(frame.height / 2)


@pytest.mark.parametrize(
    ("view", "level"),
    [
        (View(south=60, west=14, north=61.5, east=16.5), "dalarna"),
        (View(south=55, west=8, north=69, east=25), "nordic"),
        (View(south=36, west=-10, north=62, east=25), "europe"),
        (View(south=-10, west=-90, north=65, east=25), "world"),
        (View(south=0, west=-190, north=65, east=25), "world"),
    ],
)
def test_the_coast_is_as_fine_as_the_view_asks_for(view: View, level: str) -> None:
    assert routemap_coast.level_of(view).name == level
    assert [one.id for one in routemap_coast.coasts([view])] == [f"coast-{level}"]


def test_what_is_cut_away_of_a_coast_lies_out_of_sight() -> None:
    level = routemap_coast.levels()[-1]
    view = View(south=-40, west=-30, north=40, east=60)  # Africa
    coast = routemap_coast.coasts([View(**{**asdict(view), "south": -60})])[0]
    for x, y in _corners(coast.land):
        assert -34 <= x * level.unit <= 64
        assert -64 <= y * level.unit <= 44
    whole = sum(len(ring) // 2 for ring in level.land)
    assert 100 < len(list(_corners(coast.land))) < whole


def _corners(path: str) -> list[tuple[int, int]]:
    found = []
    for ring in path.split("z")[:-1]:
        x = y = 0
        numbers = [int(n) for n in re.findall(r"-?\d+", ring)]
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            found.append((x, y))
    return found


def test_the_drawings_are_those_that_their_head_describes() -> None:
    head, problems = yamlfile.read(MAPS / f"maps-{routemap_coast.VERSION}.yaml")
    assert not problems
    for part in ("coast", "lanes"):
        content = (MAPS / head[part]["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == head[part]["sha256"]
        assert len(content) == head[part]["bytes"]
    assert head["coast"]["bytes"] < 150_000
    levels = json.loads((MAPS / head["coast"]["file"]).read_text(encoding="utf-8"))
    assert [one["name"] for one in levels] == ["dalarna", "nordic", "europe", "world"]


def test_the_source_of_the_coast_is_named(page: str) -> None:
    assert "naturalearthdata.com" in page
    assert "Apache-2.0" in page  # the sea lanes


def test_two_reports_with_maps_are_the_same_bytes(world: Assessment, page: str) -> None:
    assert report(world, "sv") == page
    assert "sträck" not in "".join(_figures(report(world, "en")))
