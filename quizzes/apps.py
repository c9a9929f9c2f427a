"""The assessment engine as a Django app."""

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"
