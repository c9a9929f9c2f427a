"""The HTML of each ::: block, in the classes of the stylesheet. All text comes in sanitised."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quizzes.formats.prose.figures import Figure

_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>\Z", re.DOTALL)


def icon(name: str) -> str:
    """An icon of the sprite that every page carries."""
    return f'<svg class="icon" aria-hidden="true"><use href="#i-{name}"/></svg>'


def phrase(markup: str) -> str:
    """A lone paragraph without its tag, anything else as it is."""
    found = _ONE_PARAGRAPH.match(markup.strip())
    return found[1] if found else markup


def unquoted(text: str) -> str:
    """Without the author's quotation marks: the q element brings its own."""
    found = re.fullmatch(r"\s*[“\"„«](.*)[”\"“»]\s*", text, re.DOTALL)
    return found[1] if found and not re.search(r"[“”\"„«»]", found[1]) else text


def myth(heard: str, holds: str, words: Mapping[str, str]) -> str:
    return (
        f'<div class="mythfact"><div class="myth is-late"><h3>{icon("x")}{words["myth"]}</h3>'
        f'<q>{heard}</q></div><div class="is-done"><h3>{icon("check")}{words["fact"]}</h3>'
        f"{holds}</div></div>"
    )


def say(better: str, avoid: str, words: Mapping[str, str]) -> str:
    rather_not = f'<p class="avoid"><b>{words["avoid"]}</b> {avoid}</p>' if avoid else ""
    return (
        f'<section class="say"><h3>{icon("speech")}{words["say"]}</h3>'
        f"<blockquote>{phrase(better)}</blockquote>{rather_not}</section>"
    )


def unknown(text: str, words: Mapping[str, str]) -> str:
    return (
        f'<div class="note is-mute">{icon("info")}<div><h3>{words["unknown"]}</h3>'
        f"{text}</div></div>"
    )


def figure(shown: Figure, namespace: str, caption: str, words: Mapping[str, str]) -> str:
    below = phrase(caption) + (_tones(namespace, words) if shown.toned else "")
    wrapped = f"<figcaption>{below}</figcaption>" if below else ""
    return f'<figure class="fig">{shown.markup}{wrapped}</figure>'


def _tones(namespace: str, words: Mapping[str, str]) -> str:
    """Radios that the stylesheet reads; no script and no form is behind them."""
    labels = "".join(
        f'<label><input type="radio" name="tone-{namespace}" value="{tone}"'
        f"{' checked' if tone == 'light' else ''}>{words[tone]}</label>"
        for tone in ("light", "medium", "deep")
    )
    return f'<fieldset class="tones"><legend>{words["tone"]}</legend>{labels}</fieldset>'
