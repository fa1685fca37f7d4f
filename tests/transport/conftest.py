from __future__ import annotations

from collections.abc import Callable

import pytest

from carbon.intake.records import Leg, OfferedProduct
from carbon.library import load
from carbon.library.records import Library, Temperature
from carbon.problems import Problem
from carbon.transport import chains, places
from carbon.transport.proof import factor_of
from carbon.transport.records import ChainElement

Built = tuple[tuple[ChainElement, ...], list[Problem]]


@pytest.fixture(scope="session")
def library() -> Library:
    return load.load()


@pytest.fixture(scope="session")
def gazetteer() -> places.Gazetteer:
    return places.load()


def leg(order: int = 1, start: str | None = None, end: str | None = None, **stated: object) -> Leg:
    facts: dict[str, object] = {
        "mode": None, "vehicle": None, "energy": None, "temperature": None,
        "evidence": "Fraktavtal 7", **stated,
    }  # fmt: skip
    return Leg(where=f"a.xlsx!Transport!{order}", order=order, start=start, end=end, **facts)


def offered(*legs: Leg, place: str | None = None, country: str | None = None) -> OfferedProduct:
    return OfferedProduct(
        id="a/1/1", supplier="A", line_number="1", lot="1", wanted_name="Morot",
        offered_name="Morot", article_number=None, gtin=None, price=None, price_unit=None,
        content_amount=None, content_unit=None, content_assumed=False, net_weight_kg=None,
        origin_place=place, origin_country=country, legs=legs, footprint=None, quantity=None,
        quantity_unit=None, where="a.xlsx!Blad1!14",
    )  # fmt: skip


@pytest.fixture(scope="session")
def build(library: Library, gazetteer: places.Gazetteer) -> Callable[..., Built]:
    def run(
        product: OfferedProduct,
        temperature: Temperature = Temperature.AMBIENT,
        deliveries: tuple[tuple[str, float], ...] = (("Falun", 1.0),),
        drop_size_kg: float | None = None,
        category: str | None = None,
    ) -> Built:
        return chains.build(
            product, temperature=temperature, deliveries=deliveries, drop_size_kg=drop_size_kg,
            library=library, gazetteer=gazetteer, category=category,
        )  # fmt: skip

    return run


@pytest.fixture(scope="session")
def g_per_kg(library: Library) -> Callable[[tuple[ChainElement, ...]], float]:
    def total(chain: tuple[ChainElement, ...]) -> float:
        return 1000 * sum(one.amount_per_kg * factor_of(one, library).kg_co2e for one in chain)

    return total
