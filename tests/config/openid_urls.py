"""The addresses of a site that signs in by OpenID Connect, too."""

from django.urls import include, path

from config.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]
urlpatterns = [path("accounts/", include("config.openid_urls")), *urlpatterns]
