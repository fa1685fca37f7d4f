"""`carbon simulate`, as a user meets it."""

from __future__ import annotations

import pytest

from tests.cli.running import EXAMPLE, carbon


@pytest.mark.parametrize("price", ["1e400", "nan", "-1", "tre"])
def test_a_carbon_price_that_is_none_is_a_question_and_no_lens(price: str) -> None:
    ran = carbon("simulate", EXAMPLE, f"--price={price}")
    assert ran.code == 2
    assert "[tender-value]" in ran.err
    assert ran.out == ""
