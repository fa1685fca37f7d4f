"""The hash tree: built as the construction says, and binding to every cell."""

from __future__ import annotations

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from carbon.audit import commitments
from carbon.audit.commitments import BUYER, Table

SECRET = bytes(range(32))
CELLS = st.text(max_size=8)
ROWS = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=9)


def table(rows: list[tuple[str, str]], name: str = "lines") -> Table:
    return Table(name=name, columns=("a", "b"), rows=tuple(rows), owners=("Ana",) * len(rows))


def root(of: Table, secret: bytes = SECRET) -> str:
    leaves = commitments.committed(of, secret).leaves
    return commitments.table_root(of.columns, [commitments.row_hash(row) for row in leaves])


def long(text: bytes) -> bytes:
    """A part with its length before it, as the construction joins parts."""
    return len(text).to_bytes(4, "big") + text


def sha(text: bytes) -> bytes:
    return hashlib.sha256(text).digest()


def test_a_cell_is_committed_to_with_a_salt_that_follows_from_supplier_and_place() -> None:
    key = hmac.digest(SECRET, long(b"supplier") + long(b"Ana"), "sha256")
    salt = hmac.digest(key, long(b"salt") + long(b"lines") + long(b"0") + long(b"price"), "sha256")
    leaf = sha(b"carbon cell 1\0" + long(salt) + long(b"price") + long(b"9.50"))
    assert commitments.owner_key(SECRET, "Ana") == key
    assert commitments.leaf(commitments.salt(key, "lines", 0, "price"), "price", "9.50") == leaf
    assert commitments.row_leaves("lines", 0, ("price",), ("9.50",), key) == (leaf,)


def test_three_rows_make_the_tree_of_rfc_6962_in_which_the_odd_one_moves_up() -> None:
    rows = [sha(text) for text in (b"one", b"two", b"three")]
    one, two, three = (sha(b"carbon leaf 1\0" + row) for row in rows)
    tree = sha(b"carbon node 1\0" + sha(b"carbon node 1\0" + one + two) + three)
    head = long(b"a") + long(b"b") + (3).to_bytes(8, "big")
    expected = sha(b"carbon table 1\0" + head + tree).hex()
    assert commitments.table_root(("a", "b"), rows) == expected


@given(rows=ROWS, data=st.data())
def test_any_other_text_in_any_cell_makes_another_root(
    rows: list[tuple[str, str]], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(rows) - 1))
    place = data.draw(st.integers(0, 1))
    other = data.draw(CELLS.filter(lambda text: text != rows[number][place]))
    changed = [list(row) for row in rows]
    changed[number][place] = other
    assert root(table(rows)) != root(table([(row[0], row[1]) for row in changed]))


@given(rows=ROWS, data=st.data())
def test_an_order_or_a_number_of_rows_that_differs_makes_another_root(
    rows: list[tuple[str, str]], data: st.DataObject
) -> None:
    shorter = rows[:-1]
    assert root(table(rows)) != root(table(shorter))
    again = data.draw(st.permutations(rows))
    assert (root(table(rows)) == root(table(again))) == (again == rows)


@given(rows=ROWS)
def test_the_key_of_one_supplier_opens_its_rows_and_no_key_opens_anothers(
    rows: list[tuple[str, str]],
) -> None:
    of = table(rows)
    made = commitments.committed(of, SECRET).leaves
    key = commitments.owner_key(SECRET, "Ana")
    other = commitments.owner_key(SECRET, "Bo")
    for number, row in enumerate(of.rows):
        opened = commitments.row_leaves(of.name, number, of.columns, row, key)
        assert opened == made[number]
        wrong = commitments.row_leaves(of.name, number, of.columns, row, other)
        assert not set(wrong) & set(made[number])


def test_equal_values_in_two_cells_have_nothing_in_common() -> None:
    leaves = commitments.committed(table([("9.50", "9.50")] * 3), SECRET).leaves
    assert len({leaf for row in leaves for leaf in row}) == 6


def test_a_supplier_without_a_name_is_not_the_buyer_and_texts_do_not_run_together() -> None:
    assert commitments.owner_key(SECRET, BUYER) != commitments.owner_key(SECRET, "buyer")
    joined = commitments.leaf(b"salt", "ab", "c"), commitments.leaf(b"salt", "a", "bc")
    assert joined[0] != joined[1]


def test_tables_change_the_root_by_name_and_by_content() -> None:
    one, two = "11" * 32, "22" * 32
    roots = {
        commitments.root(tables)
        for tables in ({"a": one, "b": two}, {"a": two, "b": one}, {"a": one}, {"c": one, "b": two})
    }
    assert len(roots) == 4
