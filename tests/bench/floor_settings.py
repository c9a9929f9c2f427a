"""Bare Django on the product's own database, server, session engine and Python."""

import os

os.environ.setdefault("SECRET_KEY", "bench-" + "x" * 50)

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.floor"
WSGI_APPLICATION = None
DEBUG = False
INSTALLED_APPS = [
    "training",
    "quizzes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
]
TEMPLATES = []
