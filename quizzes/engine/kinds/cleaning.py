"""From whatever arrived to the normal form of a response.

Types are compared exactly: JSON gives these and no others, and a subclass could run code of its
own when compared or hashed.
"""

from __future__ import annotations

from collections.abc import Collection

from quizzes.engine.kinds.base import ResponseError


def one_key(response: object, known: Collection[str]) -> str | None:
    """Return one known key, None for nothing."""
    if response is None:
        return None
    if type(response) is not str:
        raise ResponseError("wrong_type")
    if response and response not in known:
        raise ResponseError("unknown_key")
    return response or None


def many_keys(response: object, known: Collection[str]) -> list[str] | None:
    """Return known keys, each at most once, in the order given; None for nothing."""
    if response is None:
        return None
    if type(response) is not list:
        raise ResponseError("wrong_type")
    if len(response) > len(known):
        raise ResponseError("too_many")
    keys = [_known(key, known) for key in response]
    if len(set(keys)) < len(keys):
        raise ResponseError("repeated_key")
    return keys or None


def pairs(response: object, known: Collection[str]) -> dict[str, object] | None:
    """Return what is given for each known key, in their order; what is None or "" is left out."""
    if response is None:
        return None
    if type(response) is not dict:
        raise ResponseError("wrong_type")
    if len(response) > len(known):
        raise ResponseError("too_many")
    given = {_known(key, known): value for key, value in response.items()}
    kept = {key: given[key] for key in known if not _is_nothing(given.get(key))}
    return kept or None


def _is_nothing(value: object) -> bool:
    return value is None or (type(value) is str and not value)


def _known(key: object, known: Collection[str]) -> str:
    if type(key) is not str:
        raise ResponseError("wrong_type")
    if key not in known:
        raise ResponseError("unknown_key")
    return key
