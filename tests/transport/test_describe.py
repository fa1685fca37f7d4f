from __future__ import annotations

import pytest

from carbon import language
from carbon.library.records import Library
from carbon.problems import UsageError
from carbon.transport import defaults
from carbon.transport.describe import describe_route


def test_a_route_is_described_in_plain_values(library: Library) -> None:
    told = describe_route("Guayaquil", "Helsingborg", "sea", library)
    assert told["distance_km"] == 11259
    # container ship 16.12 + 3.65 = 19.77 g/tkm
    assert told["kg_co2e_per_tonne"] == pytest.approx(11259 * 0.01977, rel=1e-9)


def test_a_route_from_nowhere_says_what_was_wrong(library: Library) -> None:
    with pytest.raises(UsageError) as caught:
        describe_route("Järna", "Falun", "road", library)
    assert caught.value.problems[0].code == "place-ambiguous"


def test_every_vehicle_of_the_default_chains_has_a_word() -> None:
    known = defaults.load()
    for mode, vehicles in known.vehicles.items():
        assert language.word(f"mode-{mode}", "sv")
        for vehicle in vehicles:
            assert language.word(f"vehicle-{vehicle}", "sv")
