"""Which passwords are too easily guessed, told without asking anybody."""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import CommonPasswordValidator

FEWEST = 5  # different characters


class CommonAtHeartValidator(CommonPasswordValidator):
    """Django's list of common passwords, also where one was made long: twice the same, with digits
    and signs around it, or a few characters over and over."""

    def validate(self, password: str, user: object = None) -> None:
        for one in (password, *hearts(password.lower().strip())):
            super().validate(one, user)
        if len(set(password)) < FEWEST:
            super().validate("password", user)


def hearts(password: str) -> list[str]:
    """What is left of a password without what makes it longer only."""
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password)
    found = [bare] if bare != password else []
    for one in (password, bare):
        repeated = re.fullmatch(r"(.{4,}?)[\W_]*(?:\1[\W_]*)+", one)
        if repeated:
            found.append(repeated.group(1))
    return found
