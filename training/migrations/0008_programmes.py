"""Red-flag sets, portfolios, and certificates that rest on other certificates."""

import django.db.models.deletion
from django.db import migrations, models

from quizzes.models import append_only


def install(apps, editor):
    append_only.install(editor, ["training_certificateevidence"])


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0002_append_only'),
        ('training', "0007_clinical"),
    ]

    operations = [
        migrations.CreateModel(
            name='Portfolio',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('observer', models.CharField(max_length=200)),
                ('count', models.PositiveSmallIntegerField(default=1)),
                ('modules', models.JSONField(default=list)),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('digest', models.CharField(max_length=64)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='certificateevidence',
            name='rests_on',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carries', to='training.certificate'),
        ),
        migrations.AddField(
            model_name='module',
            name='red_flag_lessons',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='module',
            name='red_flags',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='red_flags_of', to='quizzes.quiz'),
        ),
        migrations.AlterField(
            model_name='signofflist',
            name='module',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signoff', to='training.module'),
        ),
        migrations.AddField(
            model_name='signofflist',
            name='portfolio',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signoff', to='training.portfolio'),
        ),
        migrations.AddConstraint(
            model_name='signofflist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('module__isnull', False), ('portfolio__isnull', True)), models.Q(('module__isnull', True), ('portfolio__isnull', False)), _connector='OR'), name='signoff_of_one_thing'),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
