"""One bundle of the example for all tests of this room: making it takes longer than reading it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.audit.tampering import EXAMPLE, evaluated


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the example tender, as `carbon evaluate` writes it."""
    return evaluated(EXAMPLE, tmp_path_factory.mktemp("ut"))


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    """A copy of the example tender to change."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "tender"))
