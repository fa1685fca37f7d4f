"""Settings for every test: generated cases take the time they take; benchmarks measure speed."""

from __future__ import annotations

import os

from hypothesis import settings

# The cases are the same every time, so that a longer walk is what finds more: a nightly one.
EXAMPLES = int(os.environ.get("CARBON_FUZZ_EXAMPLES", "50"))
settings.register_profile("carbon", deadline=None, derandomize=True, max_examples=EXAMPLES)
settings.load_profile("carbon")
