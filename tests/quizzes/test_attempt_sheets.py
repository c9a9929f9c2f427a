"""What a learner's pages may hold, and what they cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from django.db import models

from quizzes import attempts
from quizzes.models import Attempt, AttemptItem
from quizzes.quizzes import Policy, SlotSpec

from .making import AT, BODIES, CANARY, RIGHT, case, fixed, item, publish_bank, publish_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]


def start(user, space, count: int = 0, preset: str = "exam", seed: bytes = b"s" * 16) -> Attempt:
    """An attempt at one question of each kind and a case; or at `count` single ones."""
    use = "graded" if preset == "exam" else "practice"
    policy = {} if preset == "exam" else {"policy": Policy()}
    if count:
        items = [item(f"n{count}-{n}", use=use) for n in range(count)]
        publish_bank(items)
        slots = fixed([one.key for one in items])
    else:
        vignette, parts = case("c1", 2, use=use)
        items = [item(kind.replace("_", "-"), kind, use=use) for kind in BODIES]
        publish_bank([*items, *parts], [vignette])
        slots = [*fixed([one.key for one in items]), SlotSpec(is_case=True, uses=(use,))]
    quiz = publish_quiz(slots, preset=preset, slug=f"{preset}{count}", **policy)
    return attempts.start(user=user, quiz=quiz, space=space, at=AT, seed=seed)


def save(attempt: Attempt, position: int, response: object) -> None:
    attempts.answer(
        user=attempt.user,
        attempt_id=attempt.public_id,
        position=position,
        response=response,
        certainty=3,
        revision=attempt.items.get(position=position).revision,
        at=AT,
        in_keys=True,
    )


def values(thing: object) -> Iterator[object]:
    """Everything reachable from a page object without another query."""
    if isinstance(thing, models.Model):
        held = {k: v for k, v in vars(thing).items() if k not in ("_state", "seed")}
        yield from values(held)
    elif is_dataclass(thing):
        yield from values({field.name: getattr(thing, field.name) for field in fields(thing)})
    elif isinstance(thing, dict):
        yield from values([*thing.keys(), *thing.values()])
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from values(one)
    else:
        yield thing


def test_nothing_of_the_key_is_reachable_while_an_exam_runs(junior, space) -> None:
    attempt = start(junior, space)
    for position, kind in enumerate(BODIES, start=1):
        save(attempt, position, RIGHT[kind])
    keys = {"a", "b", "c", "d", "x", "y", "newborn", "old"}
    pages = [attempts.sheet(user=junior, attempt_id=attempt.public_id, at=AT)]
    pages += [
        attempts.page(user=junior, attempt_id=attempt.public_id, position=n, at=AT)
        for n in range(1, 8)
    ]
    for page in pages:
        found = list(values(page))
        assert not [one for one in found if isinstance(one, str) and CANARY in one]
        assert not keys & {one for one in found if isinstance(one, str)}
        assert not {"right", "wrong", "rationale", "body", "why"} & set(map(str, found))


def test_no_statement_of_a_running_exam_reads_the_key(junior, space, statements) -> None:
    attempt = start(junior, space)
    save(attempt, 1, "a")
    with statements() as found:
        attempts.sheet(user=junior, attempt_id=attempt.public_id, at=AT)
        attempts.page(user=junior, attempt_id=attempt.public_id, position=1, at=AT)
    for sql in found.real:
        assert "rationale" not in sql
        assert 'questionversion"."body' not in sql
        assert "quizzes_mark" not in sql
        assert "quizzes_result" not in sql


def test_names_of_options_differ_between_attempts(junior, stranger, space) -> None:
    one, other = start(junior, space), start(stranger, space, seed=b"t" * 16)
    names = []
    for attempt in (one, other):
        sheet = attempts.sheet(user=attempt.user, attempt_id=attempt.public_id)
        names.append({name for shown in sheet.items for name in shown.order})
    assert not names[0] & names[1]


def test_the_texts_come_in_the_order_of_the_attempt(junior, space) -> None:
    attempt = start(junior, space)
    sheet = attempts.sheet(user=junior, attempt_id=attempt.public_id)
    for shown, stored in zip(sheet.items, attempt.items.select_related("version"), strict=True):
        texts = {"single": "options", "multiple": "options", "ordering": "steps"}.get(shown.kind)
        if texts:
            assert tuple(shown.delivery[texts]) == shown.order
            given = [stored.version.delivery[texts][key] for key in stored.order]
            assert list(shown.delivery[texts].values()) == given
    matching = sheet.items[3]
    assert tuple(matching.delivery["choices"]) == matching.order
    assert list(matching.delivery["prompts"].values()) == ["Pearly, newborn", "Yellow plaque"]


def test_answers_are_restored_in_the_names_of_the_page(junior, space) -> None:
    attempt = start(junior, space)
    save(attempt, 4, {"old": "y"})
    shown = attempts.sheet(user=junior, attempt_id=attempt.public_id).items[3]
    ((prompt, choice),) = shown.response.items()
    assert shown.delivery["prompts"][prompt] == "Yellow plaque"
    assert shown.delivery["choices"][choice] == "Xanthelasma"
    assert (shown.answered, shown.complete, shown.revision, shown.certainty) == (True, False, 1, 3)


def test_the_parts_of_a_case_carry_its_scene(junior, space) -> None:
    attempt = start(junior, space)
    sheet = attempts.sheet(user=junior, attempt_id=attempt.public_id)
    stems = [shown.stem for shown in sheet.items[-2:]]
    assert [(stem.title, stem.letter, stem.of) for stem in stems] == [
        ("The birthday needle", "A", 2),
        ("The birthday needle", "B", 2),
    ]
    assert stems[0].facts == (("Channel", "Inbox"),)
    page = attempts.page(user=junior, attempt_id=attempt.public_id, position=len(BODIES) + 1)
    assert page.item.stem == stems[0]


def test_a_page_knows_its_neighbours_and_the_strip(junior, space) -> None:
    attempt = start(junior, space, count=3)
    save(attempt, 2, "a")
    attempts.flag(user=junior, attempt_id=attempt.public_id, position=3, flagged=True)
    page = attempts.page(user=junior, attempt_id=attempt.public_id, position=1)
    assert (page.previous, page.next, page.count, page.answered_count) == (None, 2, 3, 1)
    assert [one.answered for one in page.strip] == [False, True, False]
    assert [one.flagged for one in page.strip] == [False, False, True]
    assert [one.current for one in page.strip] == [True, False, False]
    with pytest.raises(AttemptItem.DoesNotExist):
        attempts.page(user=junior, attempt_id=attempt.public_id, position=4)


def test_nobody_reads_the_questions_of_another(junior, stranger, space) -> None:
    attempt = start(junior, space)
    for look in (attempts.sheet, attempts.page):
        place = {"position": 1} if look is attempts.page else {}
        with pytest.raises(Attempt.DoesNotExist):
            look(user=stranger, attempt_id=attempt.public_id, **place)


def test_a_look_after_the_deadline_ends_the_attempt(junior, space) -> None:
    attempt = start(junior, space)
    end = attempt.deadline_at
    sheet = attempts.sheet(
        user=junior, attempt_id=attempt.public_id, at=end + dt.timedelta(seconds=5)
    )
    assert sheet.attempt.is_open
    sheet = attempts.sheet(
        user=junior, attempt_id=attempt.public_id, at=end + dt.timedelta(seconds=6)
    )
    assert not sheet.attempt.is_open
    assert sheet.attempt.submitted_at == end
    assert all(shown.locked and shown.feedback is None for shown in sheet.items)


@pytest.mark.parametrize("kind", BODIES)
def test_practice_explains_a_graded_question_and_no_other(kind, junior, space) -> None:
    attempt = start(junior, space, preset="practice")
    position = list(BODIES).index(kind) + 1
    save(attempt, position, RIGHT[kind])
    sheet = attempts.sheet(user=junior, attempt_id=attempt.public_id)
    told = [shown.position for shown in sheet.items if shown.feedback]
    assert told == [position]
    shown = sheet.items[position - 1]
    assert shown.locked
    assert shown.feedback.state == "right"
    assert CANARY in shown.feedback.explanation
    assert all(row.right for row in shown.feedback.rows)
    assert kind == "scale" or all(CANARY in row.why for row in shown.feedback.rows)
    assert [claim.code for claim in shown.feedback.claims] == ["F001"]
    assert shown.feedback.reading.url == "/learn/milia-myths/what-a-milium-is#inside"
    rest = [one for one in sheet.items if one.position != position]
    assert not [text for text in values(rest) if isinstance(text, str) and CANARY in text]


@pytest.mark.parametrize("preset", ["exam", "practice"])
def test_pages_cost_the_same_for_any_number_of_questions(preset, junior, space, statements) -> None:
    counts = []
    for size in (5, 50):
        attempt = start(junior, space, count=size, preset=preset)
        for position in (1, 2, size):
            save(attempt, position, "b")
        with statements() as sheet:
            attempts.sheet(user=junior, attempt_id=attempt.public_id, at=AT)
        with statements() as page:
            attempts.page(user=junior, attempt_id=attempt.public_id, position=1, at=AT)
        counts.append((len(sheet), len(page)))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= (3 if preset == "exam" else 7)
