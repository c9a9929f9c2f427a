"""Tags by which draws find questions; SQLite makes the table of the rows anew, so its triggers too."""

import django.db.models.deletion
from django.db import migrations, models

from quizzes.models import append_only


def install(apps, editor):
    append_only.install(editor, ["quizzes_slot", "quizzes_versiontag"])


class Migration(migrations.Migration):

    dependencies = [("quizzes", "0005_how_far_she_got")]

    operations = [
        migrations.AddField(
            model_name="slot", name="tags", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="slot", name="without", field=models.JSONField(default=list)
        ),
        migrations.CreateModel(
            name="VersionTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tag", models.SlugField(max_length=80)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tags",
                        to="quizzes.questionversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["version", "tag"], name="one_row_per_version_and_tag"
                    )
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop, elidable=False),
    ]
