"""The search for a counter-example: Hypothesis, without a clock, a database or a trace on disk.

Cases are found and made small the same way every time, so two checks of one pack say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TypeVar

from hypothesis import HealthCheck, find
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import NoSuchExample

T = TypeVar("T")


def smallest(
    strategy: st.SearchStrategy[T], broken: Callable[[T], bool], examples: int
) -> T | None:
    """Return the simplest case for which `broken` is true, None when none was found."""
    made = profile(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    try:
        with _no_trace():
            return find(strategy, broken, settings=made)
    except NoSuchExample:
        return None


@contextmanager
def _no_trace() -> Iterator[None]:
    """Keep what Hypothesis writes for its next run out of the folder that the user stands in."""
    with TemporaryDirectory(prefix="carbon-") as folder:
        set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            set_hypothesis_home_dir(None)
