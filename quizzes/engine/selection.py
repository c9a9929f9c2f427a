"""Which questions are drawn, and in which order things are shown.

Every choice comes from HMAC-SHA256 of the attempt's seed, so that it can be recomputed in any
language and by any version of Python (`random.shuffle` promises neither). The seed never leaves
the server; the realised order is stored all the same.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

_ALIAS_BYTES = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question (or a whole case) that a rule may draw.

    `seen`: how often this learner has met it (True counts as once); `uses`: how often it was
    drawn for anybody.
    """

    id: int | str
    seen: int = 0
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a blueprint: draw `count` of the `pool` into the slot."""

    slot: str
    pool: Sequence[Candidate]
    count: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """A slot that cannot be filled, and by how many questions it falls short."""

    slot: str
    missing: int


class NotEnough(Exception):
    """The pools cannot fill the blueprint; `shortages` says where."""

    def __init__(self, shortages: tuple[Shortage, ...]) -> None:
        super().__init__(", ".join(f"{s.slot}: {s.missing} missing" for s in shortages))
        self.shortages = shortages


def arrange(seed: bytes, slot: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys ordered by HMAC(seed, slot|key), whatever order they come in."""
    return tuple(sorted(keys, key=lambda key: (_digest(seed, f"{slot}|{key}"), key)))


def aliases(seed: bytes, slot: str, keys: Iterable[str]) -> dict[str, str]:
    """Return an opaque name for each key, different in every attempt.

    Authors call the steps of a procedure a, b, c: sent to a browser, the keys would be the answer.
    Raises ValueError in the (practically impossible) case that two names are the same.
    """
    names = {key: _digest(seed, f"alias|{slot}|{key}")[:_ALIAS_BYTES].hex() for key in keys}
    if len(set(names.values())) < len(names):
        raise ValueError("two keys got one alias; take another seed")
    return names


def draw(rules: Sequence[Rule], seed: bytes) -> dict[str, tuple[int | str, ...]]:
    """Draw the questions of an attempt: for each slot the ids, in the order to show them.

    The questions she has met least come first, then those used least, ties by HMAC; none is drawn
    twice, and pools may overlap: a question stays with the rule that needs it most. Independent
    of the order of rules and pools. Raises NotEnough if any slot cannot be filled.
    """
    taken = _assign(rules, _preferred(rules, seed))
    short = _missing(rules, taken)
    if short:
        raise NotEnough(short)
    return {
        rule.slot: tuple(
            sorted(taken[rule.slot], key=lambda item, s=rule.slot: _rank(seed, s, item))
        )
        for rule in rules
    }


def shortages(rules: Sequence[Rule]) -> tuple[Shortage, ...]:
    """Return what is missing to fill all rules at once, shared questions counted once."""
    return _missing(rules, _assign(rules, _preferred(rules, b"")))


def _preferred(rules: Sequence[Rule], seed: bytes) -> list[int | str]:
    """All candidates, best first; one in several pools is ranked by its first slot by name."""
    ranks: dict[int | str, tuple[int, int, bytes, str]] = {}
    for rule in sorted(rules, key=lambda rule: rule.slot):
        for one in sorted(rule.pool, key=lambda one: (one.seen, one.uses)):
            ranks.setdefault(one.id, (one.seen, one.uses, *_rank(seed, rule.slot, one.id)))
    return sorted(ranks, key=ranks.__getitem__)


def _assign(rules: Sequence[Rule], order: Iterable[int | str]) -> dict[str, list[int | str]]:
    """Take each candidate, best first, if the rules can use it beside all those taken before.

    Making room for a new one may move others to another of their slots (augmenting paths). Sets
    that can be placed so form a transversal matroid, hence this greedy choice is the best one.
    """
    wanted = {rule.slot: rule.count for rule in rules}
    if len(wanted) < len(rules):
        raise ValueError("two rules for one slot")
    slots: dict[int | str, list[str]] = {}
    for rule in sorted(rules, key=lambda rule: rule.slot):
        for item in {one.id for one in rule.pool}:
            slots.setdefault(item, []).append(rule.slot)
    taken: dict[str, list[int | str]] = {slot: [] for slot in wanted}
    room = sum(wanted.values())
    for item in order:
        if room and _place(item, slots, wanted, taken, set()):
            room -= 1
    return taken


def _place(
    item: int | str,
    slots: dict[int | str, list[str]],
    wanted: dict[str, int],
    taken: dict[str, list[int | str]],
    tried: set[str],
) -> bool:
    for slot in slots[item]:
        if slot in tried:
            continue
        tried.add(slot)
        if len(taken[slot]) < wanted[slot]:
            taken[slot].append(item)
            return True
        for index, other in enumerate(taken[slot]):
            if _place(other, slots, wanted, taken, tried):
                taken[slot][index] = item
                return True
    return False


def _missing(rules: Sequence[Rule], taken: dict[str, list[int | str]]) -> tuple[Shortage, ...]:
    short = Counter({rule.slot: rule.count - len(taken[rule.slot]) for rule in rules})
    return tuple(Shortage(slot, short[slot]) for slot in sorted(+short))


def _rank(seed: bytes, slot: str, item: int | str) -> tuple[bytes, str]:
    return _digest(seed, f"{slot}|{item}"), str(item)


def _digest(seed: bytes, text: str) -> bytes:
    return hmac.digest(seed, text.encode(), sha256)
