"""All settings, from the environment, with safe defaults.

DEBUG is off unless asked for, and without DEBUG a secret must be given. What is made at run time
(database, secret, static files, process ids) lies under var/. Nothing below config knows which
database, cache or server is behind it.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from . import logs
from .signin import *  # noqa: F403
from .signin import OIDC_INSTALLED, OIDC_ORIGIN
from .work import *  # noqa: F403
from .work import QUEUE_APPS

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)
CONTENT_DIR = BASE_DIR / "content"

DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=False)
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOOPBACK)


def secret_key() -> str:
    """The secret from the environment; in a trial, one made once and kept for its owner alone."""
    given = env("SECRET_KEY", default="")
    if given:
        return given
    if not DEBUG:
        raise ImproperlyConfigured(
            "Set SECRET_KEY to 50 or more random characters, or DEBUG=1 for a trial here."
        )
    kept = VAR / "secret"
    if not kept.exists():
        # Written aside and then renamed: a kill in between leaves no empty secret.
        fresh = kept.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(get_random_secret_key(), encoding="utf-8")
        fresh.rename(kept)
    return kept.read_text(encoding="utf-8").strip()


SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
if DEBUG and any(host not in LOOPBACK for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("DEBUG=1 is for this machine alone: unset ALLOWED_HOSTS or DEBUG.")

INSTALLED_APPS = [
    "training",
    "quizzes",
    "config",
    "django_tasks",
    "django_tasks_db",
    *QUEUE_APPS,
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    *OIDC_INSTALLED,
]
MIDDLEWARE = [
    "config.middleware.PlainText",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.SessionRules",
    "config.viewing.Viewing",
    "config.middleware.FragmentSignIn",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.Personal",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "config.frame",
                "config.look",
                "config.passkeys",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "training.views.shell.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "milium"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["milium"]
CRISPY_FAIL_SILENTLY = False

# --- data -------------------------------------------------------------------------------------
SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",  # an answer shown as saved survives a power cut
    "foreign_keys": "ON",
    "recursive_triggers": "ON",  # or INSERT OR REPLACE goes round the append-only triggers
    "cache_size": "-64000",
    "mmap_size": "268435456",
    "temp_store": "MEMORY",
    "journal_size_limit": "67108864",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'milium.sqlite3'}")}
DATABASE = DATABASES["default"]
if DATABASE["ENGINE"].endswith("sqlite3"):
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits its turn instead of failing at once
        "timeout": 20,
        "init_command": " ".join(f"PRAGMA {k}={v};" for k, v in SQLITE_PRAGMAS.items()),
    }
    DATABASE["CONN_MAX_AGE"] = None
else:
    DATABASE.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 4, "timeout": 5}
    DATABASE["CONN_HEALTH_CHECKS"] = True
    DATABASE["CONN_MAX_AGE"] = 0  # the pool keeps the connections; Django refuses both
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # one limit for all processes
        "LOCATION": "cache",
    }
}

# --- what quizzes asks of whoever uses it -----------------------------------------------------
QUIZZES = {
    "SPACE": "training.permissions.space_of",
    "SCOPE": "training.permissions.scope_of",
    "GATE": "training.gates.quiz_gate",
    "ASKED": "training.assignments.quizzes_asked",
    "POLICY": "training.gates.policy_here",
    "PLACE": "training.curriculum.place_of",
    "OBJECTIVES": "training.curriculum.objectives_of",
    "REFERENCES": "training.claims.references",
    "SIGHT": "training.corrections.sight",
    "TOUCHES": "training.corrections.touched",
    "RECORDER": "training.recorder.record",
}

# --- the browser ------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # Chromium asks this of the redirect that follows a form, too.
        "form-action": [SELF, *filter(None, [OIDC_ORIGIN])],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 63072000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in LOOPBACK]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MANIFEST = "config.storage.ManifestStorage"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"


def private(name: str) -> dict[str, object]:
    """A folder that this process alone may read."""
    options = {
        "location": VAR / name,
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    }
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN if DEBUG else MANIFEST},
    # What people hand in: no address leads here, a view decides who may open which file.
    "uploads": private("uploads"),
    "copies": private("copies"),  # of their data, that people asked for
    "erased": private("erased"),  # who was erased, by number: it must outlive the database
}
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = VAR / "media"
FILE_UPLOAD_HANDLERS = [
    "config.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# --- language, time, mail, logs ---------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
MAIL = urlsplit(env("EMAIL_URL", default="console:"))
EMAIL_BACKEND = f"django.core.mail.backends.{MAIL.scheme or 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = MAIL.hostname or "localhost", MAIL.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.username or "", MAIL.password or ""
EMAIL_USE_TLS = MAIL.query == "tls"
EMAIL_TIMEOUT = 20
# Where people reach the site: a mail has to name it, and no request is at hand to tell.
HOST = next((one.lstrip(".") for one in ALLOWED_HOSTS if one != "*"), "localhost")
PORT = ":8000" if HOST in LOOPBACK else ""
SITE_URL = env("SITE_URL", default=f"http{'s' if HTTPS else ''}://{HOST}{PORT}").rstrip("/")
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="milium@localhost")

LOGGING = logs.configure(readable=DEBUG)
