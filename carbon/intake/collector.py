"""The garbage collector, paused while a large table is built.

Reading a sheet makes millions of objects and no cycles; walking them again and again takes half of
the time. The collector is on again when the table stands, whatever happened.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Pause the collector inside a `with` block; leave it as it was found."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
