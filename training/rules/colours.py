"""A clinic's own colour, kept readable: what is drawn from it, and when it is refused.

Contrast is that of WCAG 2.2 (relative luminance of sRGB, success criterion 1.4.3): two colours
stand in a ratio of 1 (the same) to 21 (black on white); text needs 4.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LEAST = 4.5
WHITE, BLACK = "#ffffff", "#000000"
LIGHT = ("#f7f5f1", "#ffffff", "#f1eee8")  # the grounds a light page has: page, card, sunken
DARK = ("#101615", "#18201f", "#121918")
INK = "#06211f"  # words on a button in the dark
STEPS = 50

_HEX = re.compile(r"#[0-9a-f]{6}")
Rgb = tuple[int, int, int]


class NotAColour(ValueError):
    """It is not written as #rrggbb."""


class TooPale(ValueError):
    """Words in it, or on it, could not be read on a light page; `ratio` is the worst there is."""

    def __init__(self, ratio: float) -> None:
        super().__init__(f"{ratio:.2f}")
        self.ratio = ratio


@dataclass(frozen=True, slots=True)
class Palette:
    """The colour of links and buttons, its darker look under the pointer, words on it, and its
    soft ground; each for light and dark."""

    light: str
    light_deep: str
    light_soft: str
    dark: str
    dark_deep: str
    dark_soft: str
    on_light: str = WHITE
    on_dark: str = INK


def normal(text: str) -> str:
    """A colour as #rrggbb in small letters. Raises NotAColour."""
    found = text.strip().lower()
    if not _HEX.fullmatch(found):
        raise NotAColour(text)
    return found


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white), whichever of the two is the ground."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`share` of `other` in `one`, from 0 to 1, channel by channel."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def palette(colour: str) -> Palette:
    """What a page is drawn with. A colour too pale for a light page is refused; for a dark one it
    is lightened until it can be read. Raises NotAColour, TooPale."""
    light = normal(colour)
    soft = mixed(light, WHITE, 0.9)
    worst = min(contrast(light, ground) for ground in (*LIGHT, soft, WHITE))
    if worst < LEAST:
        raise TooPale(worst)
    dark_soft = mixed(DARK[1], light, 0.25)
    dark = _lightened(light, (*DARK, dark_soft, INK))
    return Palette(
        light=light,
        light_deep=mixed(light, BLACK, 0.25),
        light_soft=soft,
        dark=dark,
        dark_deep=mixed(dark, WHITE, 0.3),
        dark_soft=dark_soft,
    )


def _lightened(colour: str, grounds: tuple[str, ...]) -> str:
    """The first step towards white that reads on all of them; white itself reads on all."""
    for step in range(STEPS):
        found = mixed(colour, WHITE, step / STEPS)
        if all(contrast(found, ground) >= LEAST for ground in grounds):
            return found
    return WHITE


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value / 255) for value in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
