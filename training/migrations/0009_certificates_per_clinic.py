"""Each clinic counts its own cycles of a certificate: a second clinic may certify the same person."""

from django.db import migrations, models

from quizzes.models import append_only


def install(apps, editor):
    append_only.install(editor, ["training_certificate"])


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0002_append_only'),
        ('training', '0008_programmes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='certificate',
            name='one_certificate_per_cycle',
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(fields=('person', 'clinic', 'programme', 'cycle'), name='one_certificate_per_cycle'),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
