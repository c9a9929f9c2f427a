"""Forget what clinics keep no longer; the worker does the same every night."""

from __future__ import annotations

import argparse
from collections import Counter

from django.core.management.base import BaseCommand
from django.utils import timezone

from training import privacy
from training.models import Clinic


class Command(BaseCommand):
    help = (
        "Forget what each clinic keeps no longer: what people typed, invitations, copies of data. "
        "The worker does it by itself every night."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how much is due")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        at = timezone.now()
        found: Counter[str] = Counter()
        if dry_run:
            for clinic in Clinic.objects.select_related("space", "parent"):
                found.update({m: rows.count() for m, rows in privacy.due(clinic, at=at).items()})
            found.update({m: rows.count() for m, rows in privacy.everywhere(at=at).items()})
        else:
            for model, count in privacy.forget_old(at=at):
                found[model] += count
        for model, count in sorted(found.items()):
            self.stdout.write(f"{count:8} {model}")
        if dry_run:
            self.stdout.write("Nothing was changed.")
