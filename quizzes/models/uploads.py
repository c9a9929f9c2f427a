"""Files that came with an answer."""

from __future__ import annotations

import uuid

from django.db import models

from .attempts import AttemptItem


class Upload(models.Model):
    """One file beside the text of an answer. The responses name it by its digest, so that this row
    can lose its name and its bytes while they stay whole.

    `name` is what it was called on her device, to be shown and nothing else; `kept_as` is the
    random name it is stored under, "" once its bytes have been erased. `size` is in bytes.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(AttemptItem, models.PROTECT, related_name="uploads")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120, blank=True)
    kept_as = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.sha256[:12]}"

    @property
    def is_erased(self) -> bool:
        return not self.kept_as
