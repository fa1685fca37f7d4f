"""Whether a part of an archive is XML to its end: a reader that stops early loses rows unseen.

calamine takes what it needs and never looks behind it: a second sheet glued to the first, or a part
that was cut off, passes. Only small parts are judged, since parsing a large one takes as long as
reading it.
"""

from __future__ import annotations

from collections.abc import Callable

from defusedxml.ElementTree import DefusedXMLParser, ParseError

Reader = Callable[[bytes], None]


class _Nothing:
    """A target that keeps nothing of what is parsed, so that no tree grows in memory."""

    def close(self) -> None:
        """End the parsing."""


class Judge:
    """A reader for `archive.inflate_all` that parses each piece before another reader takes it.

    A class, because the XML comes in pieces. ValueError says where it is broken.
    """

    def __init__(self, name: str, reader: Reader | None = None) -> None:
        self._name, self._reader = name, reader
        self._parser = DefusedXMLParser(target=_Nothing(), forbid_dtd=True)

    def __call__(self, piece: bytes) -> None:
        """Take the next piece of the part; b"" says that it was the last."""
        try:
            if piece:
                self._parser.feed(piece)
            else:
                self._parser.close()
        except ParseError as reason:
            raise ValueError(f"{self._name}: {reason}") from reason
        if self._reader is not None:
            self._reader(piece)
