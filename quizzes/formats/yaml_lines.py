"""YAML that remembers its lines and refuses what surprises an author.

Refused, each with its line: keys given twice, keys that are not text, anchors and aliases (a few
bytes of them unfold to gigabytes), every tag beyond plain text, numbers, true/false, null, lists
and mappings. Dates stay text: YAML 1.1 would turn `2026-11-02` into a date object and then no
schema could say what it wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.cyaml import CParser
from yaml.resolver import Resolver

from quizzes.formats.problems import Problem, Refused

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 20

Path = tuple[str | int, ...]

_PLAIN = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null")}


class _Loader(Composer, CParser, SafeConstructor, Resolver):
    """A SafeLoader without timestamps, anchors, aliases and bottomless nesting.

    libyaml's parser is some ten times faster than Python's; the composer above it stays Python's,
    because that one can be taught to refuse.
    """

    yaml_implicit_resolvers = {
        first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
        for first, pairs in Resolver.yaml_implicit_resolvers.items()
    }

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)
        self.depth = 0

    def compose_node(self, parent: Any, index: Any) -> yaml.Node:
        event = self.peek_event()
        if getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="anchors (&) and aliases (*) are not allowed: quote the text, "
                "or write the value out",
                problem_mark=event.start_mark,
            )
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(
                problem=f"nested too deep, at most {MAX_DEPTH} levels",
                problem_mark=event.start_mark,
            )
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


@dataclass(frozen=True)
class Document:
    """What a YAML text says, and where it says it."""

    name: str
    data: Any
    first_line: int = 1
    places: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)

    def line_of(self, path: Path = ()) -> int:
        """The line of a value, or of the nearest thing around it when the value is missing."""
        return self.place_of(path)[0]

    def place_of(self, path: Path = ()) -> tuple[int, int]:
        """Line and column, both counted from 1; see `line_of`."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (self.first_line, 1)

    def problem(self, path: Path, message: str) -> Problem:
        """A problem with the value at this path."""
        return Problem(self.name, self.line_of(path), message)


def load(text: str, name: str, *, first_line: int = 1) -> Document:
    """Read one YAML document. `first_line` is where the text starts in its file.

    Raises Refused with every problem the reader can see at once; a syntax error hides the rest.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"{len(text)} characters, allowed are {MAX_CHARACTERS}: split the file"
        raise Refused([Problem(name, first_line, message)])
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
    except yaml.YAMLError as error:
        raise Refused([_syntax_problem(error, name, first_line)]) from None
    walk = _Walk(loader, name, first_line)
    data = walk.value(root, ()) if root is not None else None
    if walk.problems:
        raise Refused(walk.problems)
    return Document(name, data, first_line, walk.places)


def _syntax_problem(error: yaml.YAMLError, name: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return Problem(name, first_line + (mark.line if mark else 0), f"this is not YAML: {said}")


class _Walk:
    """One walk over the node tree: values, places and problems together."""

    def __init__(self, loader: _Loader, name: str, first_line: int) -> None:
        self.loader, self.name, self.first_line = loader, name, first_line
        self.places: dict[Path, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.places.setdefault(path, self._place(node))
        if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
            return {key: self.value(child, (*path, key)) for key, child in self._pairs(node, path)}
        if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
            return [self.value(child, (*path, i)) for i, child in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode) and node.tag in _PLAIN:
            return self._scalar(node)
        self._refuse(node, f"the tag {node.tag} is not allowed: write plain text, numbers or lists")
        return None

    def _pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, yaml.Node]]:
        seen: dict[str, int] = {}
        for key_node, child in node.value:
            key, line = key_node.value, self._place(key_node)[0]
            if key_node.tag != "tag:yaml.org,2002:str":
                self._refuse(key_node, f"the key {key!r} is not text: put it in quotes")
            elif key in seen:
                self._refuse(key_node, f"the key {key!r} is here twice, first in line {seen[key]}")
            else:
                seen[key] = line
                self.places[(*path, key)] = self._place(key_node)
                yield key, child

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        try:
            return self.loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            self._refuse(node, "this number cannot be read: put it in quotes if it is text")
            return None

    def _place(self, node: yaml.Node) -> tuple[int, int]:
        mark = node.start_mark
        return (self.first_line + mark.line, mark.column + 1)

    def _refuse(self, node: yaml.Node, message: str) -> None:
        self.problems.append(Problem(self.name, self._place(node)[0], message))


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Write a value out each time: `load` refuses aliases."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def dump(data: Any) -> str:
    """YAML that `load` reads back to the same data, keys in the order given."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
