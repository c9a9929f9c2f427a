"""What can be found: one row for each lesson, module, claim, belief and word, with its index.

The rows follow the content and are replaced at a load; nothing here is a fact. They hold what the
reader is shown (title, sections) and, beside it, the same words plain: folded, without marks, with
one space between. The index of either database knows only those, so both see the same words.
"""

from __future__ import annotations

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    # The index reads the words from the table and keeps no copy of its own.
    """CREATE VIRTUAL TABLE training_searchindex USING fts5(
    title_words, heading_words, text_words, content='training_searchentry', content_rowid='id',
    tokenize='porter unicode61 remove_diacritics 2', prefix='3')""",
    "INSERT INTO training_searchindex(training_searchindex) VALUES ('rebuild')",
    """CREATE TRIGGER training_searchentry_indexed_insert AFTER INSERT ON training_searchentry BEGIN
    INSERT INTO training_searchindex(rowid, title_words, heading_words, text_words)
    VALUES (new.id, new.title_words, new.heading_words, new.text_words); END""",
    """CREATE TRIGGER training_searchentry_indexed_delete AFTER DELETE ON training_searchentry BEGIN
    INSERT INTO training_searchindex(
    training_searchindex, rowid, title_words, heading_words, text_words)
    VALUES ('delete', old.id, old.title_words, old.heading_words, old.text_words); END""",
    """CREATE TRIGGER training_searchentry_indexed_update AFTER UPDATE ON training_searchentry BEGIN
    INSERT INTO training_searchindex(
    training_searchindex, rowid, title_words, heading_words, text_words)
    VALUES ('delete', old.id, old.title_words, old.heading_words, old.text_words);
    INSERT INTO training_searchindex(rowid, title_words, heading_words, text_words)
    VALUES (new.id, new.title_words, new.heading_words, new.text_words); END""",
)
POSTGRES = (
    """ALTER TABLE training_searchentry ADD COLUMN document tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english', title_words), 'A') ||
    setweight(to_tsvector('english', heading_words), 'B') ||
    setweight(to_tsvector('english', text_words), 'D')) STORED""",
    "CREATE INDEX training_searchentry_document ON training_searchentry USING gin (document)",
)


class SearchEntry(models.Model):
    """One thing a search can answer with. `sections` is what it says, in order, for the line below
    the title: [[anchor, heading, words of the heading, [[text, words, shown whole], ...]], ...].
    """

    class Kind(models.TextChoices):
        LESSON = "lesson"
        MODULE = "module"
        CLAIM = "claim"
        BELIEF = "belief"
        TERM = "term"

    kind = models.CharField(max_length=12, choices=Kind)
    ref = models.CharField(max_length=200)  # what it is called in the content: slugs or a code
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=500, blank=True)  # where it is, in words
    strength = models.CharField(max_length=12, blank=True)  # of a claim
    route = models.CharField(max_length=60)  # the name of its page's address ...
    route_args = models.JSONField(default=list)  # ... and what that needs
    sections = models.JSONField(default=list)
    title_words = models.TextField()
    heading_words = models.TextField(blank=True)
    text_words = models.TextField(blank=True)
    weight = models.FloatField(default=1.0)  # what a hit counts beside one of another kind
    position = models.PositiveIntegerField()  # in the order of the curriculum
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "ref"], name="one_entry_per_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


def install(editor: BaseDatabaseSchemaEditor) -> None:
    """Put the full-text index on the table, on whichever database this is. A migration that alters
    the table calls `remove` before and this after: SQLite drops triggers when Django remakes a
    table."""
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def remove(editor: BaseDatabaseSchemaEditor) -> None:
    """Take the full-text index away; the rows stay."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE training_searchentry DROP COLUMN IF EXISTS document")
        return
    for verb in ("insert", "delete", "update"):
        editor.execute(f"DROP TRIGGER IF EXISTS training_searchentry_indexed_{verb}")
    editor.execute("DROP TABLE IF EXISTS training_searchindex")
