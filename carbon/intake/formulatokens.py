"""What the tokens of a stored formula give away: whether it can make text, and where it points.

The tokens of .xls ([MS-XLS] 2.5.198) and .xlsb ([MS-XLSB] 2.5.97) share their numbers. They are not
parsed: a few bytes are looked for, and where that may err, it errs towards a question.
"""

from __future__ import annotations

import struct
from collections.abc import Collection

_TEXT = 0x17  # PtgStr, [MS-XLS] 2.5.198.89
# PtgNameX, PtgRef3d, PtgArea3d with an index into the links, in each of their three classes.
_OUTSIDE = frozenset((0x39, 0x59, 0x79, 0x3A, 0x5A, 0x7A, 0x3B, 0x5B, 0x7B))


def can_be_text(tokens: bytes) -> bool:
    """Tell whether a formula may have the empty text as its result.

    A program that never computed a formula stores the empty text; a formula without any text in
    it (=A1*B1) cannot have meant that.
    """
    return _TEXT in tokens


def is_linked(tokens: bytes, outside: Collection[int]) -> bool:
    """Tell whether a formula points into another workbook; `outside` are the indexes of links.

    A number inside the formula may look like such a token: the cell is then named although it
    only computes, in a file that does have links.
    """
    if not outside:
        return False
    return any(
        byte in _OUTSIDE and struct.unpack_from("<H", tokens, at + 1)[0] in outside
        for at, byte in enumerate(tokens[:-2])
    )
