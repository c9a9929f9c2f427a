"""Correcting a question: what to do, who would change, the decision, the second person, the end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes import permissions, regrades
from quizzes.forms import asked, corrections, responses, work
from quizzes.forms.kinds import FORMS
from quizzes.models import AttemptItem, Question, QuestionVersion, Regrade, Space

from .learner import space_of

PAGE_ROWS = 50
APPROVE, REFUSE, TRY_OUT = "approve", "refuse", "try_out"
MOVED = gettext_lazy("Meanwhile something changed, so who would change is worked out once more.")


@permissions.protected
@require_http_methods(["GET", "HEAD", "POST"])
def question_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose, look at the table, give a reason. What is chosen stands in the address."""
    space, found = (
        space_of(request),
        get_object_or_404(Question.objects.select_related("bank"), pk=pk),
    )
    _must_rule(request, found, space)
    if regrades.is_concerned(request.user, question=found, space=space):
        return render(request, "quizzes/corrections/concerned.html", {}, status=403)
    again = regrades.again(_version(request, found, space))
    chosen = request.GET if "kind" in request.GET else None
    form = corrections.ProposalForm(chosen, again=again, space=space)
    if not form.is_valid():
        return _choose(request, form)
    if request.method == "POST":
        return _decide(request, form)
    return _table(request, form, corrections.ReasonForm())


def _must_rule(request: HttpRequest, question: Question, space: Space) -> None:
    if not regrades.may_rule(request.user, question=question, space=space):
        raise Http404


def _version(request: HttpRequest, question: Question, space: Space) -> QuestionVersion:
    """The one named, else the one that was asked here last, else the newest."""
    versions = QuestionVersion.objects.select_related("question__bank").filter(question=question)
    number = request.GET.get("version", "")
    if number.isascii() and number.isdigit() and len(number) < 6:
        return get_object_or_404(versions, number=int(number))
    items = AttemptItem.objects.filter(question=question, attempt__space=space)
    last = items.order_by("-pk").values_list("version_id", flat=True).first()
    found = versions.filter(pk=last).first() or versions.order_by("-number").first()
    if found is None:
        raise Http404
    return found


def _choose(request: HttpRequest, form: corrections.ProposalForm) -> HttpResponse:
    again, takes = form.again, corrections.takes_an_answer(form.again)
    kind = FORMS.get(again.known.name)
    context = {
        "form": form,
        "again": again,
        "treatments": corrections.offered(again),
        "chosen": form.data.get("treatment", ""),
        "never_lower": not form.is_bound or "never_lower" in form.data,
        "question": asked.question(again.delivery, _sent(form)) if takes else None,
        "rows": [kind.told(row) for row in again.key] if kind else [],
    }
    status = 422 if form.is_bound else 200
    return render(request, "quizzes/corrections/choose.html", context, status=status)


def _sent(form: corrections.ProposalForm) -> object:
    return form.data if form.is_bound else responses.sent(form.again.known.name, None)


def _table(
    request: HttpRequest,
    form: corrections.ProposalForm,
    reason: corrections.ReasonForm,
    plan: regrades.Plan | None = None,
    status: int = 200,
) -> HttpResponse:
    plan = plan or regrades.shown(form.proposal)
    if plan is None:
        return _untried(request, form)
    context = {"form": form, "reason": reason, "again": form.again, "is_stale": status == 409}
    context |= _shown(request, plan) | _named(form.proposal, form.again)
    return render(request, "quizzes/corrections/table.html", context, status=status)


def _untried(request: HttpRequest, form: corrections.ProposalForm) -> HttpResponse:
    """So many exams asked it that a job says who would change."""
    context = {"again": form.again} | _named(form.proposal, form.again)
    context |= _trial(form.proposal)
    return render(request, "quizzes/corrections/untried.html", context)


def _trial(proposal: regrades.Proposal) -> dict[str, object]:
    """How far the trial is, where one is asked for."""
    job = regrades.under_way(proposal)
    return {"count": proposal.asked().count(), "trial": job, "told": job and work.told(job)}


def _try_out(request: HttpRequest, proposal: regrades.Proposal, page: str) -> HttpResponse:
    """Have a job work the table out; its page shows how far it is, and leads back."""
    job = regrades.work_out(proposal, page=page, by=request.user, at=timezone.now())
    return redirect("quizzes:job-detail", job.public_id)


def _shown(request: HttpRequest, plan: regrades.Plan) -> dict[str, object]:
    """A page of the table."""
    page = Paginator(plan.changes, PAGE_ROWS).get_page(request.GET.get("page", 1))
    people = [one.user_id for one in page]
    names = regrades.named(people, viewer=request.user, space=plan.proposal.space)
    rows = corrections.lines(page, names=names, touched=plan.touched)
    return {"plan": plan, "digest": plan.digest(), "page": page, "rows": rows}


def _named(proposal: regrades.Proposal, again: regrades.Again) -> dict[str, object]:
    words = corrections.TREATMENTS[proposal.treatment]
    named = ""
    if proposal.response is not None:
        named = again.known.kind.summary(again.known.d, proposal.response)
    return {"what": words[0], "how": words[1], "named": named, "proposal": proposal}


def _decide(request: HttpRequest, form: corrections.ProposalForm) -> HttpResponse:
    if request.POST.get("do") == TRY_OUT:
        return _try_out(request, form.proposal, request.get_full_path())
    reason = corrections.ReasonForm(request.POST)
    if not reason.is_valid():
        return _table(request, form, reason, status=422)
    given = {"reason": reason.cleaned_data["reason"], "plan_digest": reason.cleaned_data["plan"]}
    try:
        made = regrades.decide(proposal=form.proposal, by=request.user, at=timezone.now(), **given)
    except regrades.Changed as now:
        return _table(request, form, reason, now.plan, status=409)
    except regrades.NotWorkedOut:
        messages.info(request, MOVED)
        return redirect(request.get_full_path())
    except regrades.Refused as refusal:
        reason.add_error(None, corrections.UNFIT[refusal.code])
        return _table(request, form, reason, status=422)
    return redirect("quizzes:correction-detail", made.public_id)


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, questions whose key has changed, and what was ruled."""
    space = space_of(request)
    if not request.user.has_perm(permissions.REGRADE, space):
        raise Http404
    rows = Regrade.objects.filter(space=space).select_related(
        "question", "by", "version", "verdict"
    )
    page = Paginator(rows.order_by("-pk"), PAGE_ROWS).get_page(request.GET.get("page", 1))
    context = {
        "waiting": [(one, corrections.TREATMENTS[one.treatment][0]) for one in rows.waiting()],
        "outdated": regrades.outdated(space=space),
        "page": page,
        "rows": [(one, corrections.TREATMENTS[one.treatment][0]) for one in page],
    }
    return render(request, "quizzes/corrections/list.html", context)


def _ruling(request: HttpRequest, public_id: UUID) -> Regrade:
    """A ruling within sight, which nobody reads who is concerned: it tells the key."""
    related = ("space", "by", "question__bank", "version__question__bank", "target", "reason")
    found = get_object_or_404(
        Regrade.objects.select_related(*related, "verdict__by"), public_id=public_id
    )
    _must_rule(request, found.question, found.space)
    if regrades.is_concerned(request.user, question=found.question, space=found.space):
        raise PermissionDenied
    return found


@require_safe
def correction_detail(request: HttpRequest, correction: UUID) -> HttpResponse:
    """One ruling: what waits for a second person, how far the work is, or what it did."""
    found = _ruling(request, correction)
    return _detail(request, found)


def _detail(
    request: HttpRequest, regrade: Regrade, plan: regrades.Plan | None = None, status: int = 200
) -> HttpResponse:
    proposal, verdict = regrades.proposal_of(regrade), getattr(regrade, "verdict", None)
    again, is_waiting = regrades.again(regrade.version), regrade.needs_second and not verdict
    context = {"regrade": regrade, "again": again, "verdict": verdict, "is_waiting": is_waiting}
    context |= _named(proposal, again) | {"is_hers": regrade.by_id == request.user.pk}
    context["is_stale"] = status == 409
    if is_waiting:
        found = plan or regrades.shown(proposal)
        context |= _shown(request, found) if found else _trial(proposal)
    elif job := regrades.job_of(regrade):
        context |= {"job": job, "told": work.told(job)} | _made(request, regrade)
    return render(request, "quizzes/corrections/detail.html", context, status=status)


def _made(request: HttpRequest, regrade: Regrade) -> dict[str, object]:
    """A page of what was changed."""
    found = regrade.corrections.select_related("attempt", "mark", "before", "after")
    page = Paginator(found.order_by("attempt"), PAGE_ROWS).get_page(request.GET.get("page", 1))
    people = [one.attempt.user_id for one in page]
    names = regrades.named(people, viewer=request.user, space=regrade.space)
    return {"page": page, "rows": corrections.made(page, names=names)}


@permissions.protected
@require_POST
def correction_verdict(request: HttpRequest, correction: UUID) -> HttpResponse:
    """The second person agrees or does not; whoever decided may take it back."""
    found, at = _ruling(request, correction), timezone.now()
    if request.POST.get("verdict") == TRY_OUT:
        page = reverse("quizzes:correction-detail", args=[correction])
        return _try_out(request, regrades.proposal_of(found), page)
    try:
        if request.POST.get("verdict") == APPROVE:
            shown = request.POST.get("plan", "")
            regrades.approve(regrade=found, plan_digest=shown, by=request.user, at=at)
        elif request.POST.get("verdict") == REFUSE:
            regrades.refuse(regrade=found, by=request.user, at=at)
    except regrades.Changed as now:
        return _detail(request, found, now.plan, status=409)
    except regrades.NotWorkedOut:
        messages.info(request, MOVED)
    except regrades.Refused as refusal:
        messages.error(request, corrections.UNFIT[refusal.code])
    except regrades.AlreadyDecided:
        messages.info(request, _("Somebody was quicker: this has been decided already."))
    return redirect("quizzes:correction-detail", correction)
