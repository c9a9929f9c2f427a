"""The triggers that keep recorded facts as they were written."""

from django.db import migrations

from quizzes.models import append_only

TABLES = [
    "training_auditevent",
    "training_certificate",
    "training_certificatechange",
    "training_certificateevidence",
    "training_claimrevision",
    "training_lessonclaim",
    "training_lessonread",
    "training_lessonrevision",
    "training_observationsignature",
    "training_observeditem",
    "training_programmerevision",
    "training_signoffrevision",
]


def install(apps, editor):
    append_only.install(editor, TABLES)


class Migration(migrations.Migration):

    dependencies = [("training", "0002_learning")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
