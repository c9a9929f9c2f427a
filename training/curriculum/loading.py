"""One load: the whole of content/ into the database, in one transaction, in this order.

Everything is compared by digest: what is unchanged is not written, so that a second load of the
same files writes nothing. Nothing is ever deleted; what is gone is retired.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from quizzes import bank
from quizzes.models import Belief, QuizRevision
from training import audit, claims, glossary, portfolios, programmes
from training.content_files import Content
from training.content_files import Module as ModuleFile
from training.models import Module, Programme
from training.search.indexing import index

from . import drawing, editions, lessons, lists, modules, showing
from .counts import Count, Loaded

__all__ = ["Count", "Loaded", "load"]


@transaction.atomic
def load(*, content: Content, at: dt.datetime) -> Loaded:
    """Bring the database in line with the files, all of it or nothing. One event in the system's
    chain when anything changed. For a dry run, roll the surrounding transaction back."""
    ledger = claims.publish(claims=content.claims, sources=content.sources, at=at)
    beliefs = _beliefs(content, at)
    questions = _questions(content, at)
    quizzes, asked = _quizzes(content, at)
    known, taught = modules.publish(files=content.modules, quizzes=quizzes, at=at)
    terms = Count(*glossary.publish(terms=content.glossary, at=at))
    written = lessons.publish(files=content.modules, modules=known, at=at)
    loaded = Loaded(
        sources=Count(ledger.new_sources, ledger.changed_sources),
        claims=Count(ledger.created, ledger.revised, ledger.retired),
        beliefs=beliefs,
        questions=questions,
        quizzes=asked,
        modules=taught,
        lessons=written,
        signoffs=lists.publish(files=content.modules, modules=known, at=at),
        portfolios=_portfolios(content, at),
        programmes=_programmes(content, at),
        glossary=terms,
        shown=showing.publish(files=content.modules, modules=known, terms=content.glossary),
        editions=editions.publish_editions(at=at),
    )
    if loaded:
        system = audit.found_chain(None)
        audit.append(actor=None, action="content.loaded", obj=system, data=loaded.data(), at=at)
    index(content=content)
    return loaded


def _beliefs(content: Content, at: dt.datetime) -> Count:
    known = set(Belief.objects.values_list("code", flat=True))
    new = sum(belief.code not in known for belief in content.beliefs)
    return Count(new, bank.publish_beliefs(beliefs=content.beliefs, at=at) - new)


def _questions(content: Content, at: dt.datetime) -> Count:
    """Every module's bank; a bank whose module is gone loses its questions."""
    total = Count()
    for module in content.modules:
        total += _count(_bank(module, at))
    kept = [module.slug for module in content.modules]
    for gone in Module.objects.filter(retired_at__isnull=True).exclude(slug__in=kept):
        emptied = bank.publish_bank(
            slug=gone.slug, title=gone.title, items=(), cases=(), module_ref=gone.slug, at=at
        )
        total += _count(emptied)
    return total


def _bank(module: ModuleFile, at: dt.datetime) -> bank.Published:
    return bank.publish_bank(
        slug=module.slug,
        title=module.about.title,
        items=module.items,
        cases=module.cases,
        module_ref=module.slug,
        at=at,
    )


def _count(published: bank.Published) -> Count:
    return Count(published.created, published.revised, published.retired)


def _quizzes(content: Content, at: dt.datetime) -> tuple[dict[str, modules.Quizzes], Count]:
    before = set(QuizRevision.objects.values_list("pk", flat=True))
    found: dict[str, modules.Quizzes] = {}
    total = Count()
    for module in content.modules:
        graded = drawing.publish_graded(module, at=at)
        practice = drawing.publish_practice(module, at=at)
        red_flags = drawing.publish_red_flags(module, at=at)
        alone = red_flags.quiz if red_flags else None
        found[module.slug] = modules.Quizzes(graded.quiz, practice.quiz, alone)
        for revision in filter(None, (graded, practice, red_flags)):
            made = revision.pk not in before
            first = revision.number == 1
            total += Count(new=int(made and first), changed=int(made and not first))
    return found, total


def _portfolios(content: Content, at: dt.datetime) -> Count:
    """The practical records, and the list that is observed for each of them."""
    known, made = portfolios.publish(portfolios=content.portfolios, at=at)
    revised = lists.publish_portfolios(files=content.portfolios, portfolios=known, at=at)
    return Count(made.new, max(made.changed, revised.changed), made.retired)


def _programmes(content: Content, at: dt.datetime) -> Count:
    """Published only when something differs: a load that changes nothing writes nothing."""
    before = {one.programme.slug: one.digest for one in programmes.current()}
    files = {one.slug: one.digest for one in content.programmes}
    if list(before.items()) == list(files.items()):
        return Count()
    known = set(Programme.objects.values_list("slug", flat=True))
    made = programmes.publish(programmes=content.programmes, at=at)
    new = len(files.keys() - known)
    return Count(new, made - new, len(before.keys() - files.keys()))
