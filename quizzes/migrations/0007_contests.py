"""Contests and their answers, kept as they were given."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from quizzes.models import append_only


def install(apps, editor):
    append_only.install(editor, ["quizzes_contest", "quizzes_contestoutcome"])


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0006_tags_for_draws'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(editable=False, unique=True)),
                ('about', models.CharField(choices=[('question', 'Question'), ('mark', 'Mark')], max_length=10)),
                ('text_digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('due_at', models.DateTimeField(db_index=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='quizzes.attemptitem')),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='quizzes.space')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contests', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ContestOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('decision', models.CharField(choices=[('upheld', 'Upheld'), ('declined', 'Declined')], max_length=10)),
                ('text_digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contests_answered', to=settings.AUTH_USER_MODEL)),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='quizzes.contest')),
            ],
        ),
        migrations.CreateModel(
            name='ContestText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('contest', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reason', to='quizzes.contest')),
            ],
        ),
        migrations.CreateModel(
            name='OutcomeText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('outcome', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='quizzes.contestoutcome')),
            ],
        ),
        migrations.AddIndex(
            model_name='contest',
            index=models.Index(fields=['space', 'user'], name='contests_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.UniqueConstraint(fields=('item', 'about'), name='one_contest_per_item_and_kind'),
        ),
        migrations.AddConstraint(
            model_name='contestoutcome',
            constraint=models.UniqueConstraint(fields=('contest', 'number'), name='one_outcome_per_number'),
        ),
        migrations.RunPython(install, migrations.RunPython.noop, elidable=False),
    ]
