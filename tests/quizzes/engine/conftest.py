"""Properties are checked without a time limit: a busy machine is no counterexample."""

from __future__ import annotations

import contextlib

with contextlib.suppress(ImportError):
    from hypothesis import settings

    settings.register_profile("unhurried", deadline=None)
    settings.load_profile("unhurried")
