"""A way to a page: whose browser, where it ends, and what to do until then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import Resolver404, resolve

from tests.journeys.visitor import Visitor

NOWHERE = "nowhere"  # the name of an address that the product does not have


@dataclass(frozen=True)
class Way:
    """`walk` brings `who` (signed in, if it is an e-mail address) to pages named `name`, and yields
    whenever one is ready to be looked at."""

    name: str
    who: str
    walk: Callable[[Visitor], Iterator[object]]
    title: str

    def __str__(self) -> str:
        return f"{self.name} {self.title}"


def name_of(path: str) -> str:
    """The name of the address of a page: "training:team-board"."""
    try:
        return resolve(path.partition("?")[0].partition("#")[0]).view_name
    except Resolver404:
        return NOWHERE


def opened(who: str, *paths: str) -> list[Way]:
    """Pages that are reached by their address."""

    def way(path: str) -> Way:
        def walk(visitor: Visitor) -> Iterator[None]:
            yield visitor.go(path)

        return Way(name_of(path), who, walk, path)

    return [way(path) for path in paths]


def walked(ways: list[Way], name: str, who: str) -> Callable:
    """Decorates a walk that ends at pages of that name, and adds it to `ways`."""

    def add(walk: Callable[[Visitor], Iterator[object]]) -> Callable[[Visitor], Iterator[object]]:
        ways.append(Way(name, who, walk, walk.__name__))
        return walk

    return add
