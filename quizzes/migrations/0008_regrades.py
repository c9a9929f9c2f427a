"""What was ruled about a question that turned out to be wrong, and what that changed."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from quizzes.models import append_only


TABLES = [
    "quizzes_mark",
    "quizzes_regrade",
    "quizzes_regradeverdict",
    "quizzes_correction",
]


def install(apps, editor):
    append_only.install(editor, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0007_contests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='mark',
            name='state',
            field=models.CharField(choices=[('right', 'Right'), ('partly', 'Partly'), ('wrong', 'Wrong'), ('blank', 'Blank'), ('waiting', 'Waiting'), ('void', 'Void')], max_length=10),
        ),
        migrations.CreateModel(
            name='Regrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('versions', models.JSONField()),
                ('treatment', models.CharField(choices=[('void', 'Void'), ('credit_all', 'Credit All'), ('accept_also', 'Accept Also'), ('new_key', 'New Key'), ('newest', 'Newest')], max_length=20)),
                ('response', models.JSONField(blank=True, null=True)),
                ('never_lower', models.BooleanField()),
                ('needs_second', models.BooleanField()),
                ('plan_digest', models.CharField(max_length=64)),
                ('figures', models.JSONField()),
                ('reason_digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regrades', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regrades', to='quizzes.question')),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regrades', to='quizzes.space')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='regrades_to', to='quizzes.questionversion')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regrades', to='quizzes.questionversion')),
            ],
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('after', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='quizzes.result')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='quizzes.attempt')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrected', to='quizzes.result')),
                ('mark', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='quizzes.mark')),
                ('regrade', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='quizzes.regrade')),
            ],
        ),
        migrations.CreateModel(
            name='RegradeReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('regrade', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reason', to='quizzes.regrade')),
            ],
        ),
        migrations.CreateModel(
            name='RegradeVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('approved', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regrade_verdicts', to=settings.AUTH_USER_MODEL)),
                ('regrade', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='verdict', to='quizzes.regrade')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='regrade',
            index=models.Index(fields=['space', 'question'], name='regrades_of_a_question'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(fields=('regrade', 'attempt'), name='one_correction_per_attempt'),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
