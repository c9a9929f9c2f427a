"""Days as an iCalendar file (RFC 5545): whole days with a title and a link, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

OCTETS = 75  # of a line, its break not counted
ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day. `uid` stays the same as long as it is the same thing."""

    uid: str
    day: dt.date
    title: str
    url: str


def calendar(events: Iterable[Event], *, name: str, at: dt.datetime) -> bytes:
    """The file as it is sent, lines folded and ended as the standard says."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Milium//Milium//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for event in events:
        lines += _event(event, at)
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def escape(text: str) -> str:
    """A text value: line breaks of all sorts are one sort, other control characters are gone."""
    plain = "\n".join(text.splitlines())
    kept = "".join(sign for sign in plain if sign == "\n" or sign.isprintable())
    return "".join(ESCAPED.get(sign, sign) for sign in kept)


def fold(line: str) -> bytes:
    """At most 75 octets a line, each further one begun by a space; no character is cut in two."""
    parts, part, room = [], b"", OCTETS
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > room:
            parts.append(part)
            part, room = b"", OCTETS - 1
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"


def _event(event: Event, at: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + ONE_DAY:%Y%m%d}"
    yield f"SUMMARY:{escape(event.title)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
