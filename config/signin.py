"""People and sign-in: passwords, the second step, how long a session lasts.

Part of the settings; `accounts.py` and `sessions/` do what stands here.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from training.rules.signin import SessionLimits

env = environ.Env()

AUTH_USER_MODEL = "training.User"
AUTHENTICATION_BACKENDS = [
    "training.permissions.RoleBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": VALIDATION + "UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": VALIDATION + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "config.passwords.CommonAtHeartValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "config.accounts.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the clinic gives the address; nobody signs up
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # here; every other device is signed out
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24  # the link to a new password
ACCOUNT_EMAIL_NOTIFICATIONS = True  # who did not change it herself hears of it
# Wrong passwords: by the place they come from, and by the address they are for. In the shared
# cache, so that all processes count together.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Milium"
MFA_TOTP_TOLERANCE = 1  # the code before and after: clocks differ, and people type slowly
MFA_ADAPTER = "config.second_steps.SecondSteps"
MFA_FORMS = {
    "add_webauthn": "config.second_steps.PasskeyForm",
    "activate_totp": "config.second_steps.AppForm",
    "authenticate": "config.second_steps.CodeForm",
    "reauthenticate": "config.second_steps.CodeAgainForm",
}
# How many proxies of ours stand in front: the addresses that they add are believed, no others.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

# Mentors and owners need a passkey or an app that shows codes, so many days after they became it.
SECOND_FACTOR_GRACE = timedelta(days=env.int("SECOND_FACTOR_DAYS", default=14))
# For how long showing who one is holds, before what is protected is asked again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * env.int("REAUTHENTICATION_MINUTES", default=15)
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # also for one's own address and password

# A session in which nothing happens, and any: for who learns, and for who can change what others
# are told or hold.
LEARNER_SESSION = SessionLimits(
    idle=timedelta(hours=env.int("SESSION_IDLE_HOURS", default=8)),
    whole=timedelta(days=env.int("SESSION_DAYS", default=30)),
)
LEAD_SESSION = SessionLimits(
    idle=timedelta(minutes=env.int("LEAD_SESSION_IDLE_MINUTES", default=60)),
    whole=timedelta(hours=env.int("LEAD_SESSION_HOURS", default=12)),
)
SESSION_COOKIE_AGE = int(max(LEARNER_SESSION.whole, LEAD_SESSION.whole).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"

# OpenID Connect: off without a server. Its callback is /accounts/oidc/clinic/login/callback/.
OIDC_SERVER = env("OIDC_SERVER", default="").rstrip("/")
OIDC_NAME = env("OIDC_NAME", default="your work account")
SOCIALACCOUNT_ADAPTER = "config.openid.KnownPeople"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # once; the adapter says when
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True  # from then on by `sub`
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False


def openid_apps(server: str, client: str, secret: str) -> list[dict[str, object]]:
    """The one provider there is, if there is one. Claims come in the signed token alone."""
    if not server:
        return []
    if not client or not server.startswith(("https://", "http://localhost")):
        raise ImproperlyConfigured("OIDC_SERVER begins with https:// and needs OIDC_CLIENT_ID.")
    asks = {"server_url": server, "fetch_userinfo": False, "oauth_pkce_enabled": True}
    ours = {"provider_id": "clinic", "name": OIDC_NAME, "client_id": client, "secret": secret}
    return [ours | {"settings": asks}]


OIDC_CLIENT_ID, OIDC_SECRET = env("OIDC_CLIENT_ID", default=""), env("OIDC_SECRET", default="")
# Loaded only where it is wanted: a web process without it is ten megabytes smaller.
OPENID = ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
OIDC_INSTALLED = OPENID if OIDC_SERVER else []
OIDC_APPS = openid_apps(OIDC_SERVER, OIDC_CLIENT_ID, OIDC_SECRET)
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_APPS}}
# What the content security policy has to let the form of the sign-in page lead to.
OIDC_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER)) if OIDC_SERVER else ""
