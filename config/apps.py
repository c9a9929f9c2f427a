"""The project as an app: its checks and template tags are found through this."""

from django.apps import AppConfig

from . import checks  # noqa: F401  (registers them)


class ConfigConfig(AppConfig):
    name = "config"
