"""Erase a person: what was typed, name and address; the account becomes a number."""

from __future__ import annotations

import argparse

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quizzes.privacy import Fate
from training import privacy
from training.models import User
from training.privacy import Choice, Plan

REFUSED = {
    "erased": "This person is erased already.",
    "last_owner": "This person is the only owner of a clinic. Make somebody else an owner first.",
    "certificates": "This person holds certificates: say --keep-certificates with --reason naming "
    "the legal basis, or --revoke-certificates.",
    "reason": "Say why with --reason: it stays on record.",
}


class Command(BaseCommand):
    help = (
        "Erase a person. What is theirs goes or is blanked as the register of personal data says; "
        "the record, results and totals stay, under a number. --dry-run shows all of it first. "
        "--reapply erases again, after a restore, whoever was erased since that backup."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", help="the address of the person")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument("--reason", default="", help="why; kept without the name")
        parser.add_argument("--by", help="the address of the owner who decides it, for the record")
        parser.add_argument("--reapply", action="store_true", help="after a restore")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--keep-certificates",
            dest="certificates",
            action="store_const",
            const=Choice.KEPT,
            help="they stay as they are, with the name; --reason names the legal basis",
        )
        which.add_argument(
            "--revoke-certificates",
            dest="certificates",
            action="store_const",
            const=Choice.REVOKED,
            help="they are revoked and lose the name",
        )

    def handle(self, **options: object) -> None:
        if options["reapply"]:
            done = privacy.reapply(at=timezone.now())
            self.stdout.write(f"erased again: {done}")
            return
        person = _person(options["email"])
        plan = privacy.plan(person)
        self._tell(plan)
        refused = "last_owner" if plan.orphaned else "erased" if plan.is_erased else ""
        if refused:
            raise CommandError(REFUSED[refused])
        if options["dry_run"]:
            self.stdout.write("Nothing was changed.")
            return
        certificates = options["certificates"] or Choice.NONE
        if not plan.certificates:
            certificates = Choice.NONE
        by = _person(options["by"]) if options["by"] else None
        given = {"certificates_": certificates, "reason": options["reason"], "by": by}
        try:
            privacy.erase(person=person, **given, at=timezone.now())
        except privacy.Refused as refusal:
            raise CommandError(REFUSED.get(refusal.code, refusal.code)) from None
        self.stdout.write(f"Erased. The account is number {person.pk} now.")

    def _tell(self, plan: Plan) -> None:
        for fate, title in (
            (Fate.DELETED, "Deleted"),
            (Fate.BLANKED, "Blanked"),
            (Fate.KEPT, "Kept, under a number"),
        ):
            self.stdout.write(f"{title}:")
            for line in plan.of(fate):
                because = f" ({line.holding.because})" if line.holding.because else ""
                self.stdout.write(f"  {line.about:6} {line.holding.what}{because}")
        self.stdout.write("Done for others, and kept without the name:")
        for line in plan.done:
            self.stdout.write(f"  {line.did:6} {line.holding.what}")
        if plan.works_at:
            names = ", ".join(clinic.name for clinic in plan.works_at)
            self.stdout.write(f"Roles end at: {names}")
        self.stdout.write(f"Certificates: {plan.certificates}")


def _person(email: object) -> User:
    if not email:
        raise CommandError("Say whose data: give the address of the person.")
    found = User.objects.filter(email=str(email).strip().lower()).first()
    if found is None:
        raise CommandError(f"There is no account with the address {email}.")
    return found
