"""Which piece of work an observation was about, and when what is signed was seen."""

import django.db.models.deletion
from django.db import migrations, models

from quizzes.models import append_only


def install(apps, editor):
    append_only.install(editor, ["training_observationsignature", "training_occasion"])


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0002_append_only'),
        ('training', "0009_certificates_per_clinic"),
    ]

    operations = [
        migrations.AddField(
            model_name='observationsignature',
            name='seen_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('words_digest', models.CharField(max_length=64)),
                ('observation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='occasion', to='training.observation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OccasionWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=120)),
                ('occasion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='training.occasion')),
            ],
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
