"""Finding: lessons, modules, claims, beliefs and terms by their words. Import from here, but
`index` from `indexing`: what reads files stays out of a web process.

`words` and `pieces` are plain Python; `extracting` and `entries` say what of the content can be
found; `indexing` writes it at a load; `matching` asks the database; `finding` answers a reader.
"""

from .finding import Found, Hit, find

__all__ = ["Found", "Hit", "find"]
