from __future__ import annotations

import csv
import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon import language, resources, yamlfile
from carbon.problems import LibraryError
from carbon.transport import gazetteer, places, roadfile, roadkeys, roadnet, roadpath, roadrecords
from carbon.transport.roadnet import RoadNetwork
from carbon.transport.roadrecords import RoadRoute
from carbon.transport.sphere import Point, great_circle_km

ROADS = resources.factors_folder() / "roads"
FALUN, BORLANGE, MORA = (60.60357, 15.62597), (60.4858, 15.43714), (61.00704, 14.54316)
VISBY, MALMO, COPENHAGEN = (57.64089, 18.29602), (55.60587, 13.00073), (55.67594, 12.56553)
MARIEHAMN, GOTHENBURG, KIEL = (60.09726, 19.93481), (57.70716, 11.96679), (54.32133, 10.13489)


@pytest.fixture(scope="module")
def network() -> RoadNetwork:
    return roadnet.load()


def _route(network: RoadNetwork, start: Point, end: Point, *ferries: str) -> RoadRoute:
    found, problems = network.route(start, end, ferries=ferries)
    assert found is not None, problems
    return found


def _fresh() -> RoadNetwork:
    return roadnet.of(roadfile.load())


def _european() -> list[Point]:
    """Return the large localities of Europe and every place of Dalarna, within the network."""
    points: list[Point] = []
    for name, lat, lon in (("large.csv", "latitude", "longitude"), ("dalarna.csv", "lat", "lon")):
        with (resources.factors_folder() / "places" / name).open(encoding="utf-8") as file:
            points += [(float(row[lat]), float(row[lon])) for row in csv.DictReader(file)]
    return sorted(one for one in points if 27 < one[0] < 72.5 and -30 < one[1] < 50)


PLACES = st.sampled_from(_european())


@settings(max_examples=60, deadline=None)
@given(start=PLACES, end=PLACES)
def test_both_directions_are_equal_to_the_last_metre(start: Point, end: Point) -> None:
    network = _fresh()
    there, problems = network.route(start, end)
    back, _ = network.route(end, start)
    if there is None:
        assert back is None
        return
    assert back is not None
    assert (there.road_metres, there.ferry_metres) == (back.road_metres, back.ferry_metres)
    assert there.ferries == back.ferries[::-1]
    assert not problems


@settings(max_examples=60, deadline=None)
@given(start=PLACES, end=PLACES)
def test_a_table_and_a_route_give_the_same(start: Point, end: Point) -> None:
    table, _ = _fresh().distances_from(start)
    assert table is not None
    assert table.to(end) == _fresh().route(start, end)


@settings(max_examples=60, deadline=None)
@given(start=PLACES, middle=PLACES, end=PLACES)
def test_a_way_round_by_a_third_place_is_no_shorter(
    start: Point, middle: Point, end: Point
) -> None:
    # Stopping in the middle means a way into the place and out again, and the penalties are the
    # same: the cost of the direct way can only be less, but for the bound on short distances.
    network = roadnet.load()
    costs = [_cost(network, *pair) for pair in ((start, end), (start, middle), (middle, end))]
    if any(cost is None for cost in costs):
        return
    direct, first, second = (float(cost or 0) for cost in costs)
    assert direct <= first + second or start == end or middle in (start, end)


def _cost(network: RoadNetwork, start: Point, end: Point) -> int | None:
    table, _ = network.distances_from(start)
    assert table is not None
    starts = network.snapper.starts(end)
    cost = min((int(table.keys[node]) + access for node, access in starts), default=roadkeys.NONE)
    return None if cost >= roadkeys.NONE else roadkeys.cost(cost)


@settings(max_examples=60, deadline=None)
@given(start=PLACES, end=PLACES)
def test_no_way_is_shorter_than_the_great_circle(start: Point, end: Point) -> None:
    found, _ = roadnet.load().route(start, end)
    if found is not None:
        metres = found.road_metres + found.ferry_metres
        assert metres >= 1000 * great_circle_km(start, end, 6371.0088) - 1


@settings(max_examples=25, deadline=None)
@given(start=PLACES, end=PLACES)
def test_the_line_on_the_map_is_as_long_as_the_way(start: Point, end: Point) -> None:
    network = roadnet.load()
    found, _ = network.route(start, end)
    line = network.line(start, end)
    if found is None or start == end:
        assert not line
        return
    assert (line[0].points[0], line[-1].points[-1]) == (start, end)
    assert sum(part.mode == "ferry" for part in line) == len(found.ferries)
    drawn = sum(
        great_circle_km(one, other, 6371.0088)
        for part in line
        if part.mode == "road"
        for one, other in zip(part.points, part.points[1:], strict=False)
    )
    assert drawn <= found.road_metres / 1000 + 1


def test_a_table_at_the_end_gives_the_ferries_in_the_order_they_are_taken() -> None:
    # Ireland to Dalarna: over the Irish Sea first, the southern Baltic last
    dublin, network = (53.33306, -6.24889), _fresh()
    by_search = _route(network, dublin, FALUN)
    network.distances_from(FALUN)
    assert len(by_search.ferries) > 1
    assert _route(network, dublin, FALUN) == by_search
    assert _route(network, FALUN, dublin).ferries == by_search.ferries[::-1]


def test_the_contracted_network_gives_what_plain_dijkstra_gives(network: RoadNetwork) -> None:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    data = network.data
    lower = np.repeat(np.arange(len(data.lat)), np.diff(data.first))
    costs = roadkeys.cost(data.key).astype(float)
    size = len(data.lat)
    graph = coo_array((costs, (lower, data.target)), shape=(size, size)).tocsr()
    table, _ = network.distances_from(FALUN)
    assert table is not None
    starts = [node for node, _ in network.snapper.starts(FALUN)]
    access = np.array([roadkeys.cost(key) for _, key in network.snapper.starts(FALUN)])
    plain = (dijkstra(graph, directed=False, indices=starts) + access[:, None]).min(axis=0)
    found = np.where(table.keys >= roadkeys.NONE, np.inf, roadkeys.cost(table.keys))
    assert (plain == found).all()


def test_a_route_is_the_same_in_every_fresh_network() -> None:
    almeria = (36.83814, -2.45974)
    assert _route(_fresh(), almeria, FALUN) == _route(_fresh(), almeria, FALUN)


def test_a_place_is_at_no_distance_from_itself(network: RoadNetwork) -> None:
    found = _route(network, FALUN, FALUN)
    assert (found.road_km, found.ferry_km, found.ferries) == (0, 0, ())
    table, _ = network.distances_from(FALUN)
    assert table is not None
    assert table.to(FALUN)[0] == found


def test_the_same_place_gives_the_same_distance_however_it_was_entered(
    network: RoadNetwork,
) -> None:
    gazetteer = places.load()
    entered = [gazetteer.find(text)[0] for text in ("Göteborg", "goteborg", "Gothenburg, SE")]
    points = {(one.latitude, one.longitude) for one in entered if one is not None}
    assert len(points) == 1
    assert _route(network, points.pop(), FALUN).distance_km > 0


def test_ferry_kilometres_are_apart_from_those_by_road(network: RoadNetwork) -> None:
    found = _route(network, VISBY, FALUN)
    assert (found.ferry_km, found.ferries) == (150, ("Nynäshamn–Visby",))
    assert 250 <= found.road_km <= 310  # Nynäshamn–Falun 280 km, and to the harbour of Visby
    assert found.distance_km == found.road_km + found.ferry_km


def test_a_bridge_is_no_ferry(network: RoadNetwork) -> None:
    found = _route(network, MALMO, COPENHAGEN)
    assert (found.ferry_km, found.ferries) == (0, ())
    assert 38 <= found.road_km <= 48


def test_the_ferry_is_the_one_that_a_lorry_to_the_north_takes(network: RoadNetwork) -> None:
    # transport.md section 8: El Ejido 222 km by ferry from Travemünde
    found = _route(network, (36.77629, -2.81456), FALUN)
    assert (found.ferry_km, found.ferries) == (222, ("Trelleborg–Travemünde",))
    assert found.road_km == pytest.approx(3421, rel=0.03)


def test_a_long_ferry_is_used_only_where_it_is_declared(network: RoadNetwork) -> None:
    neutral, declared = (
        _route(network, GOTHENBURG, KIEL),
        _route(network, GOTHENBURG, KIEL, "gbgkie"),
    )
    assert "Göteborg–Kiel" not in neutral.ferries
    assert (declared.ferries, declared.ferry_km) == (("Göteborg–Kiel",), 440)
    assert declared.road_km < 30


def test_a_declared_ferry_gives_the_same_from_either_end_and_by_table() -> None:
    there = _route(_fresh(), FALUN, KIEL, "gbgkie")
    back = _route(_fresh(), KIEL, FALUN, "gbgkie")
    table, _ = _fresh().distances_from(KIEL, ferries=["gbgkie"])
    assert table is not None
    assert (there.road_metres, there.ferry_metres) == (back.road_metres, back.ferry_metres)
    assert table.to(FALUN)[0] == back
    line = roadnet.load().line(FALUN, KIEL, ferries=["gbgkie"])
    assert sum(part.mode == "ferry" for part in line) == len(there.ferries)


def test_a_declared_ferry_never_makes_a_way_longer(network: RoadNetwork) -> None:
    helsinki = (60.16952, 24.93545)
    neutral = _route(network, FALUN, helsinki)
    declared = _route(network, FALUN, helsinki, "stotur", "stotal", "heltal")
    assert declared.distance_km <= neutral.distance_km + 100 * len(neutral.ferries)


def test_a_ferry_that_is_not_known_is_refused(network: RoadNetwork) -> None:
    found, problems = network.route(FALUN, KIEL, ferries=["titanic"], where="a.xlsx!B2")
    assert found is None
    assert [(one.code, one.where) for one in problems] == [("road-ferry-unknown", "a.xlsx!B2")]


def test_an_island_without_link_is_a_question_and_no_distance(network: RoadNetwork) -> None:
    for start, end in ((MARIEHAMN, FALUN), (FALUN, MARIEHAMN)):
        found, problems = _fresh().route(start, end, where="a.xlsx!B2")
        assert found is None
        assert [(one.code, one.where) for one in problems] == [("route-no-link", "a.xlsx!B2")]
        assert "60.6036, 15.6260" in language.message(problems[0], "sv")
    table, _ = network.distances_from(FALUN)
    assert table is not None
    assert [one.code for one in table.to(MARIEHAMN)[1]] == ["route-no-link"]
    assert network.line(FALUN, MARIEHAMN) == ()


def test_every_swedish_place_is_reached(network: RoadNetwork) -> None:
    table, _ = network.distances_from(FALUN)
    assert table is not None
    atlas = gazetteer.load().atlas
    known = (one for one in atlas.book.all_places() if one.country == "SE")
    towns = [atlas.place(one) for one in known if one.prefix in ("geonames", "dalarna")]
    assert len(towns) > 1000
    missing = [one.name for one in towns if table.to((one.latitude, one.longitude))[0] is None]
    assert not missing


@pytest.mark.parametrize("point", [(-2.19616, -79.88621), (-33.9, 151.2), (58.0, -25.0)])
def test_a_point_outside_the_network_has_no_answer_and_no_problem(
    network: RoadNetwork, point: Point
) -> None:
    assert network.route(point, FALUN) == (None, [])
    assert network.distances_from(point) == (None, [])


# transport.md section 10: km and the error that is allowed; basis A or B as stated there
KNOWN = [
    ((59.32938, 18.06871), (59.85882, 17.63889), 71, 0.05),  # Stockholm–Uppsala
    ((59.32938, 18.06871), (60.7303, 14.99994), 260, 0.05),  # Stockholm–Leksand
    ((60.27973, 15.98855), BORLANGE, 40, 0.08),  # Hedemora–Borlänge
    ((60.7303, 14.99994), (60.88632, 15.11787), 21, 0.08),  # Leksand–Rättvik
    (MORA, (61.85821, 12.71401), 143, 0.05),  # Mora–Idre
    ((60.68329, 13.71542), (61.15, 13.26667), 65, 0.05),  # Malung–Sälen
    (FALUN, (59.32938, 18.06871), 222, 0.05),  # Falun–Stockholm
    (FALUN, MALMO, 685, 0.05),
    (GOTHENBURG, MALMO, 272, 0.05),
    ((59.91273, 10.74609), (59.32938, 18.06871), 522, 0.05),  # Oslo–Stockholm
    ((53.55073, 9.99302), (48.13743, 11.57549), 777, 0.05),  # Hamburg–Munich
    ((48.85341, 2.3488), (45.74906, 4.84789), 465, 0.06),  # Paris–Lyon
    ((36.83814, -2.45974), FALUN, 3700, 0.05),  # Almería–Falun
]


@pytest.mark.parametrize(("start", "end", "km", "allowed"), KNOWN)
def test_known_distances_are_met(
    network: RoadNetwork, start: Point, end: Point, km: int, allowed: float
) -> None:
    assert _route(network, start, end).distance_km == pytest.approx(km, rel=allowed)


def test_no_jump_where_the_bound_on_short_distances_ends(network: RoadNetwork) -> None:
    metres = [
        _route(network, FALUN, (FALUN[0] + step / 1000, FALUN[1])).road_metres
        for step in range(80, 160, 4)
    ]
    bounds = [roadrecords.least_metres(network.data, FALUN, (FALUN[0] + s / 1000, FALUN[1]))
              for s in range(80, 160, 4)]  # fmt: skip
    assert bounds == sorted(bounds)
    assert all(metre >= bound for metre, bound in zip(metres, bounds, strict=True))


def test_the_head_holds_the_checksum_and_the_licences_of_the_file() -> None:
    for path in ROADS.glob("roads-*.yaml"):
        head, problems = yamlfile.read(path)
        assert not problems
        data = (ROADS / head["file"]).read_bytes()
        assert head["sha256"] == hashlib.sha256(data).hexdigest()
        assert head["bytes"] == len(data) < 10_000_000
    licences = {licence for _, licence, _ in roadfile.load().sources}
    assert {"ODbL-1.0", "CC-BY-4.0", "public domain"} <= licences


def test_the_head_says_what_the_recipe_says() -> None:
    recipe, _ = yamlfile.read(ROADS / "recipe.yaml")
    head, _ = yamlfile.read(ROADS / f"{recipe['version'].replace('road-', 'roads-')}.yaml")
    assert (head["build"], head["use"]) == (recipe["build"], recipe["use"])


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for path in ROADS.glob("roads-*"):
        shutil.copy(path, tmp_path)
    return next(tmp_path.glob("roads-*.yaml"))


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.7, 0.999999])
def test_a_single_turned_bit_is_refused(copied: Path, share: float) -> None:
    binary = copied.with_suffix(".bin")
    data = bytearray(binary.read_bytes())
    data[int(share * len(data))] ^= 1
    binary.write_bytes(data)
    with pytest.raises(LibraryError):
        roadfile.read(copied)


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_cut_off_file_is_refused(copied: Path, share: float) -> None:
    binary = copied.with_suffix(".bin")
    data = binary.read_bytes()
    binary.write_bytes(data[: int(share * len(data))])
    with pytest.raises(LibraryError):
        roadfile.read(copied)


def test_a_missing_file_is_refused(copied: Path) -> None:
    copied.with_suffix(".bin").unlink()
    with pytest.raises(LibraryError):
        roadfile.read(copied)


def _sections() -> dict[str, np.ndarray]:
    return {
        "levels": np.array([1, 1]), "lat": np.array([600000, 610000]),
        "lon": np.array([150000, 150000]), "landmass": np.array([1, 1]),
        "degree": np.array([0, 1]), "target": np.array([0]), "metres": np.array([120000]),
        "wet_edge": np.array([], dtype=np.int64), "wet_metres": np.array([], dtype=np.int64),
        "wet_count": np.array([], dtype=np.int64),
    }  # fmt: skip


def _small(folder: Path, **changed: list[int]) -> Path:
    """Write a network of two nodes whose checksum is right, whatever is wrong inside."""
    parts = _sections() | {key: np.array(one, dtype=np.int64) for key, one in changed.items()}
    data = roadfile.packed(parts)
    head, _ = yamlfile.read(next(ROADS.glob("roads-*.yaml")))
    sha256 = hashlib.sha256(data).hexdigest()
    head |= {"bytes": len(data), "sha256": sha256, "ferries": [], "file": "small.bin"}
    head["counts"] = {"nodes": 2, "edges_upwards": 1}
    (folder / "small.bin").write_bytes(data)
    (folder / "small.yaml").write_text(yamlfile.dump(_plain(head)), encoding="utf-8")
    return folder / "small.yaml"


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def test_a_network_of_two_nodes_is_worked_by_hand(tmp_path: Path) -> None:
    network = roadnet.of(roadfile.read(_small(tmp_path)))
    # 120 km between the nodes; great circle 111.2 km and 3.9 km more is less than that
    assert _route(network, (60.0, 15.0), (61.0, 15.0)).road_metres == 120_000


@pytest.mark.parametrize(
    "changed",
    [
        {"target": [1]},  # an edge to itself
        {"target": [-1]},
        {"target": [0, 0]},
        {"degree": [1, 0]},  # from a node of the first level
        {"degree": [1]},
        {"metres": [0]},
        {"metres": [-5]},
        {"lat": [600000, 910000]},
        {"lon": [150000, 1810000]},
        {"lon": [150000]},
        {"levels": [2]},
        {"levels": [1, 0, 1]},
        {"wet_edge": [1], "wet_metres": [5], "wet_count": [1]},
        {"wet_edge": [0], "wet_metres": [5, 6], "wet_count": [1]},
    ],
)
def test_a_network_that_contradicts_itself_is_refused(
    tmp_path: Path, changed: dict[str, list[int]]
) -> None:
    with pytest.raises(LibraryError):
        roadfile.read(_small(tmp_path, **changed))


def test_lengths_add_up_figure_by_figure() -> None:
    way = roadkeys.road(25_000) + roadkeys.ferry(150_000, 100_000) + roadkeys.road(1)
    assert roadkeys.cost(way) == 275_001
    assert (roadkeys.ferry_metres(way), roadkeys.ferries(way)) == (150_000, 1)


def test_a_line_keeps_its_ends_and_its_corners() -> None:
    line = [(0.0, 0.0), (0.0, 1.0), (0.001, 2.0), (0.0, 3.0), (3.0, 3.0)]
    assert roadpath.simplified(line, 0.01) == [(0.0, 0.0), (0.0, 3.0), (3.0, 3.0)]


def test_every_ferry_of_the_network_is_a_row_of_the_list() -> None:
    with (ROADS / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    for ferry in roadfile.load().ferries:
        row = rows[ferry.id]
        assert (row["kind"], row["name"]) == ("ferry", ferry.name)
        assert (float(row["km"]) * 1000, row["default"] == "1") == (ferry.metres, ferry.default)
    assert all(row["basis"] for row in rows.values())
