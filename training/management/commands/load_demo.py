"""A demo clinic with twelve people and six weeks of history."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from training.management import demo
from training.models import Module


class Command(BaseCommand):
    help = (
        "Makes a demo clinic with twelve people and six weeks of history, once: "
        "junior@example.test, mentor@example.test and owner@example.test, password milium-demo."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="also outside DEBUG")
        parser.add_argument("--dry-run", action="store_true", help="make it, then undo everything")

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEBUG and not options["force"]:
            raise CommandError(
                "The demo accounts have a password everybody knows. "
                "Set DEBUG=1 for a trial, or say --force if you are sure."
            )
        if not Module.objects.exists():
            raise CommandError("There is nothing to learn yet: run `manage.py load_content` first.")
        if demo.exists():
            self.stdout.write("The demo clinic is there already.")
            return
        with transaction.atomic():
            clinic = demo.Demo(now=timezone.now()).tell()
            transaction.set_rollback(bool(options["dry_run"]))
        did = "Would make" if options["dry_run"] else "Made"
        self.stdout.write(f"{did} {clinic.name}.")
