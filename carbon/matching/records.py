"""The records of matching: candidates with score and reason, and the decision of a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """All that the matcher may know of an offered product: words and codes, no supplier, no price.

    The type is the guarantee: there is no field through which a name or a price could reach it.
    """

    key: str  # folded offered name (or wanted name): what decisions are remembered by
    offered_name: str | None
    wanted_name: str | None
    product_code: str | None  # catalogue id that the buyer put on the line
    gtin: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A product that may be meant."""

    product_id: str
    score: float  # 0-1
    reason: str  # which words or which rule, in plain text


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What an offered product was taken for. `product_id` None waits for a person."""

    key: str
    product_id: str | None
    method: str  # decision, code, name, synonym, words, none
    score: float
    reason: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The earlier decision that one was taken over from."""

    file: str  # folder and file as a person knows them, no path of a machine
    sha256: str  # of that file as it was read
    who: str
    when: str  # ISO date


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A match that a person made: what, who, when, why (decisions.yaml)."""

    key: str  # folded name it holds for
    name: str  # the name as it stood when the decision was made
    product_id: str | None  # None: the person says that nothing in the catalogue fits
    who: str
    when: str  # ISO date
    why: str
    where: str
    edition: str = ""  # printed name of the library that the person chose from
    basis: tuple[tuple[str, str], ...] = ()  # what the product was: field and text, see basis.py
    fingerprint: str = ""  # SHA-256 over product and basis; empty in files from before it was kept
    origin: Origin | None = None  # None: made for this tender
