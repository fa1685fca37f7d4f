"""The words of the cases, as the tables of `factors/farm` write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carbon.farm.climate import Moisture, Zone


def given(case: Mapping[str, Any], key: str, default: Any) -> Any:
    """Return what a case states, or the default when it is absent or null."""
    found = case.get(key)
    return default if found is None else found


def moisture(climate: str | None) -> Moisture:
    """Return wet, dry or unsplit for a climate as a case writes it."""
    if climate is None or climate in ("", "unknown", "unsplit", "not_split"):
        return Moisture.UNSPLIT
    return Moisture.DRY if climate.endswith("dry") else Moisture.WET


def zone(climate: str | None) -> Zone:
    """Return the zone of the manure tables; what is not boreal counts as cool temperate."""
    return Zone.BOREAL_MOIST if climate and "boreal" in climate else Zone.COOL_MOIST


FERTILISERS = {
    "ammonium_nitrate_based": "ammonium-nitrate",
    "ammonium_nitrate": "ammonium-nitrate",
    "ammonium_based": "ammonium",
    "nitrate_based": "nitrate",
    "urea": "urea",
    "urea_based": "urea",
    "unspecified": "unknown",
    "unknown": "unknown",
}


def fertiliser(kind: str | None) -> str:
    """Return a kind of mineral nitrogen; unknown where a case says nothing."""
    return FERTILISERS.get(kind or "unknown", "unknown")


CROPS = {"beans_pulses": "pulses", "potatoes": "potato", "grass_clover": "grass-clover"}


def crop(name: str) -> str:
    """Return a crop of Table 11.1A."""
    return CROPS.get(name, name.replace("_", "-"))


def animal(name: str) -> str:
    """Return the kind of animal that the tables know: dairy, cattle, pigs, hens, sheep ..."""
    plain = name.lower().replace("_", " ")
    rows = (
        (("nondairy", "beef", "other", "suckler", "heifer", "bull", "steer"), "cattle"),
        (("dairy",), "dairy"),
        (("finish",), "pigs-finishing"),
        (("breed", "sow"), "pigs-breeding"),
        (("swine", "pig"), "pigs"),
        (("pullet",), "pullets"),
        (("broiler",), "broilers"),
        (("turkey", "duck"), "turkeys"),
        (("hen", "layer", "poultry", "chick"), "hens"),
        (("sheep", "lamb", "ewe"), "sheep"),
        (("goat",), "goats"),
        (("horse",), "horses"),
        (("deer",), "deer"),
        (("cattle", "cow"), "cattle"),
    )
    return next(row for words, row in rows if any(word in plain for word in words))


def group(kind: str) -> str:
    """Return the group of animals that Tables 10.14 and 10.22 speak of."""
    if kind.startswith("pigs"):
        return "pigs"
    if kind in ("hens", "pullets", "broilers", "turkeys"):
        return "poultry"
    return kind


SYSTEMS = (
    (("nocrust", "nocover", "withoutcrust", "withoutcover", "open"), "slurry-open"),
    (("crust",), "slurry-crust"),
    (("cover",), "slurry-cover"),
    (("slurry", "liquid"), "slurry"),
    (("pit",), "pit"),
    (("nolitter", "withoutlitter"), "poultry-no-litter"),
    (("litter", "poultry"), "poultry-litter"),
    (("activemixing",), "deep-bedding-mixed"),
    (("deep", "bedding"), "deep-bedding"),
    (("digest", "biogas"), "digester"),
    (("drylot",), "dry-lot"),
    (("daily",), "daily-spread"),
    (("pasture", "range", "paddock"), "pasture"),
    (("vessel",), "compost-vessel"),
    (("staticpile",), "compost-pile"),
    (("intensive",), "compost-intensive"),
    (("compost", "passive"), "compost-passive"),
    (("bulking", "additive"), "solid-bulking"),
    (("solid",), "solid"),
)


def system(name: str) -> str:
    """Return a manure system of Tables 10.14, 10.17, 10.21 and 10.22."""
    plain = name.lower().replace("_", "").replace("-", "").replace(" ", "")
    if "solid" in plain and "cover" in plain:
        return "solid-covered"
    return next(row for words, row in SYSTEMS if any(word in plain for word in words))
