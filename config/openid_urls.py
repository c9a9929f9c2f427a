"""The addresses of signing in by OpenID Connect; there only when the settings name a server."""

from allauth.socialaccount import views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

urlpatterns = [
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path(
        "oidc/cancelled/",
        login_not_required(views.login_cancelled),
        name="socialaccount_login_cancelled",
    ),
    path("oidc/failed/", login_not_required(views.login_error), name="socialaccount_login_error"),
]
