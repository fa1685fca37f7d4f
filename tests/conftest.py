"""Settings for every test: generated cases take the time they take; benchmarks measure speed."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("carbon", deadline=None, derandomize=True)
settings.load_profile("carbon")
