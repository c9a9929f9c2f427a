"""What a programme asks again: of whoever renews, and each year; how a certificate was renewed."""

from django.db import migrations, models

from quizzes.models import append_only


def install(apps, editor):
    append_only.install(editor, ["training_certificate", "training_programmerevision"])


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0002_append_only'),
        ('training', '0010_portfolio_occasions'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='by_renewal',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='programmerevision',
            name='refresh',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='programmerevision',
            name='renewal',
            field=models.JSONField(default=dict),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
