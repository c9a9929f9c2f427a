"""The product's settings, made quick and quiet for tests. The product knows nothing of this."""

import os

os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 50)
os.environ["DEBUG"] = "0"
os.environ.pop("HTTPS", None)

from config.settings import *  # noqa: F403
from config.settings import DATABASE, INSTALLED_APPS, OPENID, SQLITE_PRAGMAS, STORAGES, VAR

if DATABASE["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(parents=True, exist_ok=True)
    # A file, so that WAL and real locks are tested; without fsync, which no test can observe.
    DATABASE["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    quick = {**SQLITE_PRAGMAS, "synchronous": "OFF"}
    DATABASE["OPTIONS"]["init_command"] = " ".join(f"PRAGMA {k}={v};" for k, v in quick.items())
else:  # a commit that outlives a power cut is nothing a test can observe either
    DATABASE["OPTIONS"] = DATABASE.get("OPTIONS", {}) | {"options": "-c synchronous_commit=off"}
INSTALLED_APPS += [app for app in OPENID if app not in INSTALLED_APPS]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECOND_FACTOR_GRACE = None  # roles in tests began long ago; what is about the grace sets one
STORAGES["default"]["BACKEND"] = "django.core.files.storage.InMemoryStorage"
for name in ("uploads", "copies", "erased"):
    STORAGES[name] = {"BACKEND": STORAGES["default"]["BACKEND"]}
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
