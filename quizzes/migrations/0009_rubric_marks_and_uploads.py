"""The levels a person chose, kept as they were chosen, and the files that came with an answer."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from quizzes.models import append_only


def install(apps, editor):
    append_only.install(editor, ["quizzes_rubricmark"])


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0008_regrades'),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('kept_as', models.CharField(blank=True, max_length=64)),
                ('media_type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to='quizzes.attemptitem')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RubricMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion', models.CharField(max_length=64)),
                ('level', models.CharField(max_length=64)),
                ('mark', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rubric', to='quizzes.mark')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('mark', 'criterion'), name='one_level_per_criterion')],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
