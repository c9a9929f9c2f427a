"""The triggers that keep recorded facts as they were written."""

from django.db import migrations

from quizzes.models import append_only

TABLES = [
    "quizzes_mark",
    "quizzes_markbelief",
    "quizzes_questionversion",
    "quizzes_quizrevision",
    "quizzes_response",
    "quizzes_result",
    "quizzes_slot",
    "quizzes_stemversion",
    "quizzes_versionbelief",
    "quizzes_versionclaim",
]


def install(apps, editor):
    append_only.install(editor, TABLES)


class Migration(migrations.Migration):

    dependencies = [("quizzes", "0001_assessment")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
