"""What observers watch: the list of a module or of a portfolio; a changed one is a new revision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import OuterRef, Subquery

from training.content_files import Module as ModuleFile
from training.content_files import Portfolio as PortfolioFile
from training.content_files import Signoff
from training.models import Module, Portfolio, SignoffList, SignoffRevision

from .counts import Count


def publish(
    *, files: Sequence[ModuleFile], modules: Mapping[str, Module], at: dt.datetime
) -> Count:
    """One list of skills per module."""
    known = {one.module_id: one for one in SignoffList.objects.filter(module__isnull=False)}
    wanted = [(modules[file.slug], file.signoff) for file in files]
    new = [SignoffList(module=module) for module, _ in wanted if module.pk not in known]
    if new:
        SignoffList.objects.bulk_create(new)
        known |= {one.module_id: one for one in new}
    revised = _revise([(known[module.pk], signoff) for module, signoff in wanted], at)
    return Count(len(new), revised - len(new))


def publish_portfolios(
    *, files: Sequence[PortfolioFile], portfolios: Mapping[str, Portfolio], at: dt.datetime
) -> Count:
    """One list per portfolio."""
    known = {one.portfolio_id: one for one in SignoffList.objects.filter(portfolio__isnull=False)}
    wanted = [(portfolios[file.slug], file) for file in files]
    new = [SignoffList(portfolio=one) for one, _ in wanted if one.pk not in known]
    if new:
        SignoffList.objects.bulk_create(new)
        known |= {one.portfolio_id: one for one in new}
    revised = _revise([(known[one.pk], file) for one, file in wanted], at)
    return Count(len(new), revised - len(new))


def _revise(wanted: Sequence[tuple[SignoffList, Signoff]], at: dt.datetime) -> int:
    """How many new revisions this made."""
    last = _newest()
    revisions = []
    for signoff, file in wanted:
        number, digest = last.get(signoff.pk, (0, ""))
        if digest != file.digest:
            revisions.append(_revision(signoff, file, number + 1, at))
    if revisions:
        SignoffRevision.objects.bulk_create(revisions)
    return len(revisions)


def _newest() -> dict[int, tuple[int, str]]:
    last = SignoffRevision.objects.filter(signoff=OuterRef("signoff")).order_by("-number")
    rows = SignoffRevision.objects.filter(number=Subquery(last.values("number")[:1]))
    return {
        signoff: (number, digest)
        for signoff, number, digest in rows.values_list("signoff", "number", "digest")
    }


def _revision(signoff: SignoffList, file: Signoff, number: int, at: dt.datetime) -> SignoffRevision:
    return SignoffRevision(
        signoff=signoff,
        number=number,
        title=file.title,
        intro=file.intro,
        minutes=file.minutes,
        items=[item.model_dump(mode="json") for item in file.items],
        digest=file.digest,
        published_at=at,
    )
