"""What a map shows, as pixels: the view that holds some points, its projection and its scale.

Projection: equirectangular, true to scale at the middle latitude of the view (longitudes are
multiplied by its cosine). It is linear, so that one path of the coast serves every map of a page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from carbon import language
from carbon.outputs.routemap_coast import View
from carbon.transport.sphere import Point

WIDTH = 760
_LOW, _HIGH = 320, 540  # least and most pixels of height
_SIDE, _TOP = 96, 44  # kept free around the legs, for names
_LEAST_SPAN = 0.8  # degrees: the smallest piece of the world that is worth a map
_FLATTEST = 0.2  # least cosine: legs near a pole are drawn no wider
_KM_PER_DEGREE = 111.2
_SCALE_SPAN = 30.0  # degrees of latitude; over more, one bar cannot tell the scale
BAR = 110.0  # most pixels of the bar
_FOOT = 18  # pixels from the bar to the lower edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A bar of whole kilometres, true at the middle latitude."""

    path: str  # data of an SVG path
    y: str  # of the words
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A view in pixels; it has methods because every coordinate passes through it."""

    view: View
    per_lon: float  # pixels
    per_lat: float
    height: int

    def x(self, lon: float) -> float:
        """Return the pixels from the left edge to a longitude."""
        return (lon - self.view.west) * self.per_lon

    def y(self, lat: float) -> float:
        """Return the pixels from the top edge to a latitude."""
        return (self.view.north - lat) * self.per_lat


def fitted(points: Sequence[Point]) -> Frame:
    """Return the frame around points [latitude, longitude], with room for names."""
    south, north = min(lat for lat, _ in points), max(lat for lat, _ in points)
    west, east = min(lon for _, lon in points), max(lon for _, lon in points)
    narrow = max(math.cos(math.radians((south + north) / 2)), _FLATTEST)
    wide, high = max((east - west) * narrow, _LEAST_SPAN), max(north - south, _LEAST_SPAN)
    room = WIDTH - 2 * _SIDE
    height = round(min(max(room * high / wide + 2 * _TOP, _LOW), _HIGH))
    per_lat = min(room / wide, (height - 2 * _TOP) / high)
    per_lon = per_lat * narrow
    half_wide, half_high = WIDTH / 2 / per_lon, height / 2 / per_lat
    lat, lon = (south + north) / 2, (west + east) / 2
    view = View(
        south=lat - half_high, west=lon - half_wide, north=lat + half_high, east=lon + half_wide
    )
    return Frame(view=view, per_lon=per_lon, per_lat=per_lat, height=height)


def move(frame: Frame, unit: float, turn: int) -> str:
    """Return the SVG transform that puts steps of `unit` degrees, moved by a turn, in the frame."""
    across, down = unit * frame.per_lon, -unit * frame.per_lat
    right, low = frame.x(turn), frame.y(0.0)
    return f"matrix({across:.6f} 0 0 {down:.6f} {right:.2f} {low:.2f})"


def scale(frame: Frame, lang: str) -> Scale | None:
    """Return the bar of a map that is small enough to have one scale."""
    if frame.view.north - frame.view.south > _SCALE_SPAN:
        return None
    most = BAR / frame.per_lat * _KM_PER_DEGREE
    power = 10 ** math.floor(math.log10(most))
    km = max(step * power for step in (1, 2, 5) if step * power <= most)
    width = km / _KM_PER_DEGREE * frame.per_lat
    foot = px(frame.height - _FOOT)
    return Scale(
        path=f"M12 {foot}v6h{px(width)}v-6", y=foot, text=f"{language.number(km, lang)} km"
    )


def px(value: float) -> str:
    """Return a coordinate with one decimal, the same on every machine."""
    return f"{value:.1f}"
