"""Our own SVG files, checked and made fit to stand inside a page.

They are trusted files of the repository, and checked all the same: an inlined SVG has the rights
of the page. Only known elements, no event handlers, no style attribute (the content security
policy would drop it), references only to ids of the same file, a title and a description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Safe here: a DOCTYPE, and with it every entity, is refused before parsing.
from xml.etree import ElementTree

from quizzes.formats.problems import Problem, Refused, choices

MAX_CHARACTERS = 200_000
_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = {
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "title",
    "desc",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "marker",
}
_REFERENCES = ("href", "{http://www.w3.org/1999/xlink}href")
_ID_LISTS = ("aria-labelledby", "aria-describedby")
_LOCAL_URL = re.compile(r"url\(\s*['\"]?#([\w.-]+)['\"]?\s*\)")


@dataclass(frozen=True)
class Figure:
    """`markup` is the inline SVG; `toned` says that it shows skin, whose tone can be chosen."""

    name: str
    markup: str
    toned: bool


def read_figure(
    name: str,
    text: str,
    *,
    namespace: str = "",
    file: str = "",
    words: tuple[str, str] | None = None,
) -> Figure:
    """Check an SVG text and put `namespace` (the name, unless given) before each of its ids.

    `words` are a title and a description in place of its own; then nothing else that names a part
    of the drawing is left in it. Raises Refused with every problem.
    """
    file = file or f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise Refused([Problem(file, 1, "the name may have small letters, digits and hyphens")])
    root = _parsed(text, file)
    said = list(_problems(root))
    if said:
        raise Refused(Problem(file, 1, message) for message in said)
    _plain_names(root)
    if words:
        root.find("title").text, root.find("desc").text = words
        _unnamed(root)
    _namespaced(root, namespace or name)
    markup = ElementTree.tostring(root, encoding="unicode")
    return Figure(name, markup, "--ill-epi" in markup)


def _parsed(text: str, file: str) -> ElementTree.Element:
    if len(text) > MAX_CHARACTERS:
        raise Refused([Problem(file, 1, f"too long, allowed are {MAX_CHARACTERS} characters")])
    if re.search(r"<!DOCTYPE|<!ENTITY|<\?(?!xml )", text, re.IGNORECASE):
        said = "no DOCTYPE, entity or processing instruction: plain SVG only"
        raise Refused([Problem(file, 1, said)])
    try:
        return ElementTree.fromstring(text)  # noqa: S314
    except ElementTree.ParseError as error:
        raise Refused([Problem(file, error.position[0], f"this is not XML: {error.msg}")]) from None


def _problems(root: ElementTree.Element) -> Iterator[str]:
    if root.tag != f"{_SVG}svg":
        yield "the root must be svg, with xmlns http://www.w3.org/2000/svg"
    for name in ("title", "desc"):
        found = root.find(f"{_SVG}{name}")
        if found is None or not (found.text or "").strip():
            yield f"svg needs a {name}, with text: it is what a screen reader reads"
    if "viewBox" not in root.attrib:
        yield "svg needs a viewBox, so that it fits any screen"
    for element in root.iter():
        name = str(element.tag).removeprefix(_SVG)
        if name not in _ELEMENTS:
            yield f"the element {name} is not allowed, {choices(_ELEMENTS)}"
        for attribute, value in element.attrib.items():
            yield from _attribute_problems(name, attribute, value)


def _attribute_problems(element: str, attribute: str, value: str) -> Iterator[str]:
    where = f"{attribute.rpartition('}')[2]} of {element}"
    if attribute.lower().startswith("on"):
        yield f"{where}: no event handlers"
    elif attribute == "style":
        yield f"{where}: no style attribute, use attributes such as fill"
    elif attribute in _REFERENCES and not re.fullmatch(r"#[\w.-]+", value):
        yield f"{where}: only #ids of the same file"
    elif "url(" in _LOCAL_URL.sub("", value).lower().replace("\\", "") or "\\" in value:
        yield f"{where}: only url(#id) of the same file"
    elif "javascript:" in re.sub(r"\s", "", value).lower():
        yield f"{where}: no scripts"


def _plain_names(root: ElementTree.Element) -> None:
    """Names without XML namespaces, as HTML wants them inline."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        for attribute in list(element.attrib):
            if attribute.startswith("{"):
                value = element.attrib.pop(attribute)
                if attribute in _REFERENCES:
                    element.set("href", value)


def _unnamed(root: ElementTree.Element) -> None:
    """Ids become numbers; a class, a label, and a title or description of a part go. Whoever is
    asked to point at something could read there what is what."""
    kept = (root.find("title"), root.find("desc"))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in ("title", "desc") and child not in kept:
                parent.remove(child)
    numbers: dict[str, str] = {}

    def number(name: str) -> str:
        return numbers.setdefault(name, f"n{len(numbers) + 1}")

    for element in root.iter():
        for attribute, value in list(element.attrib.items()):
            if attribute == "class" or attribute.startswith(("aria-", "data-")):
                del element.attrib[attribute]
            elif attribute == "id":
                element.set(attribute, number(value))
            elif attribute == "href":
                element.set(attribute, f"#{number(value[1:])}")
            elif "url(" in value:
                element.set(attribute, _LOCAL_URL.sub(lambda m: f"url(#{number(m[1])})", value))


def _namespaced(root: ElementTree.Element, namespace: str) -> None:
    """Every id and every reference to one begins with the namespace; title and desc are named."""
    for element, ending in ((root.find("title"), "t"), (root.find("desc"), "d")):
        element.set("id", f"{namespace}-{ending}")
    root.attrib.update({"role": "img", "aria-labelledby": f"{namespace}-t {namespace}-d"})

    def own(name: str) -> str:
        return name if name.startswith(f"{namespace}-") else f"{namespace}-{name}"

    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute == "id":
                element.set(attribute, own(value))
            elif attribute == "href":
                element.set(attribute, f"#{own(value[1:])}")
            elif attribute in _ID_LISTS:
                element.set(attribute, " ".join(own(part) for part in value.split()))
            elif "url(" in value:
                element.set(attribute, _LOCAL_URL.sub(lambda m: f"url(#{own(m[1])})", value))
