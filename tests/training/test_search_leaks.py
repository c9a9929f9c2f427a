"""Nothing that tells an answer is in the index: not a stem, an option, a key or an explanation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings

from tests.training.learning import load, texts
from training import content_files, search
from training.models import SearchEntry
from training.search import entries
from training.search.words import plain, tidy

# Words of the sample's questions, cases and explanations that nothing else says.
TELLING = ("ripen", "pressure", "birthday", "gloves", "inbox", "monday", "stye", "flag", "comedone")


@pytest.fixture(scope="module")
def content():
    return content_files.read(settings.CONTENT_DIR)


def without_questions(content):
    bare = tuple(replace(module, items=(), cases=()) for module in content.modules)
    return replace(content, modules=bare)


def made(content):
    fields = [field.attname for field in SearchEntry._meta.concrete_fields]
    return [
        {name: getattr(draft.entry(), name) for name in fields} for draft in entries.drafts(content)
    ]


def asked_in(content):
    """The stems of questions and cases and the facts of cases. What explains an answer may be a
    sentence that its lesson says too."""
    for module in content.modules:
        yield from (item.body["stem"] for item in module.items)
        for case in module.cases:
            yield from (case.stem, *(said for fact in case.facts for said in fact))


def test_the_index_is_the_same_with_and_without_questions(content):
    assert made(content) == made(without_questions(content))


def test_no_stem_is_in_the_index(content):
    index = [
        f" {row['title_words']} | {row['heading_words']} | {row['text_words']} "
        for row in made(content)
    ]
    leaked = set()
    for text in asked_in(content):
        words = plain(tidy(text))
        if len(words.split()) > 6:
            leaked |= {text for row in index if f" {words} " in row}
    assert not leaked


@pytest.mark.django_db
@pytest.mark.parametrize("word", TELLING)
def test_no_word_of_a_question_is_found(tmp_path, at, word):
    load(tmp_path / "content", texts(), at)
    assert word in plain(tidy(texts()["modules/01-milia-myths/questions.yaml"]))
    assert not search.find(q=word).total
