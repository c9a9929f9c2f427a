"""Where the addresses of static files come from."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Works out each address once: the manifest is read when the process starts, and a page asks
    for eight of them. A new manifest forgets them all."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self._addresses: dict[str, str] = {}
        super().__init__(*args, **kwargs)

    def url(self, name: str, force: bool = False) -> str:
        """The address of a file, with the digest of its content in its name."""
        if force:
            return super().url(name, force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]

    def save_manifest(self) -> None:
        """Written by collectstatic."""
        super().save_manifest()
        self._addresses.clear()
