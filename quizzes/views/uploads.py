"""Files beside a written answer: added and removed with the form of its question, opened alone.

The same form posts her text along with the file, so that nothing typed is lost without script.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quizzes import attempts, results
from quizzes.formats.uploads import Unfit
from quizzes.forms.kinds import attached
from quizzes.models import Attempt, Upload

from .attempts import refusals, store


@require_POST
def attempt_files(request: HttpRequest, attempt: UUID, position: int) -> HttpResponse:
    """Save what she wrote, and add the file or take back the one that is named."""
    now = timezone.now()

    def change() -> HttpResponse:
        _, saved = store(request, attempt, position, now)
        _change(request, attempt, position, saved.revision, now)
        return redirect("quizzes:attempt-item", attempt, position)

    return refusals(request, attempt, position, now, change)


def _change(
    request: HttpRequest, attempt: UUID, position: int, revision: int, at: datetime
) -> None:
    place = {"user": request.user, "attempt_id": attempt, "position": position}
    if "remove" in request.POST:
        try:
            upload = UUID(request.POST["remove"])
            attempts.detach(**place, upload=upload, revision=revision, at=at)
        except (ValueError, Upload.DoesNotExist):
            return  # it is not there, and that is what was asked for
    elif (sent := request.FILES.get("file")) is None:
        raise attached.nothing_chosen()
    else:
        try:
            data = sent.read()
            attempts.attach(**place, name=sent.name, data=data, revision=revision, at=at)
        except Unfit as error:
            raise attached.unfit_file(error) from None
        except OSError:
            raise attached.not_stored() from None


@require_safe
def attempt_file(
    request: HttpRequest, attempt: UUID, position: int, upload: UUID
) -> HttpResponse | FileResponse:
    """A file to be kept, never shown as a page; 404 for everybody who may not see the answer."""
    place = {"viewer": request.user, "attempt_id": attempt, "position": position}
    try:
        found, data = results.open_upload(**place, upload=upload, at=timezone.now())
    except (Attempt.DoesNotExist, Upload.DoesNotExist, results.NotEnded, FileNotFoundError):
        raise Http404 from None
    headers = {
        "Cache-Control": "no-store, private",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(
        data,
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
        headers=headers,
    )
