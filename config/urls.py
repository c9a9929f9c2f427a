"""Every address. Login is the default; what needs none says so where it is defined."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it by this name whatever a page says."""
    return redirect(static("milium/favicon.ico"))


def clinic_gives_addresses(request: HttpRequest) -> HttpResponse:
    """Nobody adds an address by herself: mail would go to strangers, and whoever confirmed it could
    be signed in to as her."""
    raise Http404


handler500 = "config.outages.server_error"
openid = [path("accounts/", include("config.openid_urls"))] if settings.OIDC_SERVER else []
urlpatterns = [
    path("favicon.ico", favicon),
    path("accounts/email/", clinic_gives_addresses),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    *openid,
    path("", include("quizzes.urls")),
    path("", include("training.urls")),
]
