"""Who learns what, where, and is signed off, as a Django app."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
