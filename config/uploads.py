"""How much of a file is taken off the wire."""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from quizzes.engine.kinds.files import MEGABYTE, MOST_MEGABYTES


class Bounded(FileUploadHandler):
    """Stands before the handlers that keep a file: one larger than any question allows is let go
    by, and does not arrive."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)
        self._taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._taken += len(raw_data)
        if self._taken > MOST_MEGABYTES * MEGABYTE:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has it."""
