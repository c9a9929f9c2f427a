"""The table of the shared cache. Sign-in counts its tries there and a load remembers what it saw, so
whoever migrates by hand must not have to know of a second command. In the lowest app, so that it is
there for whatever comes above."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0010_queue_and_schedules")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
