"""What can be found, and its full-text index on whichever database this is."""

from django.db import migrations, models

from training.models import search


def install(apps, editor):
    search.install(editor)


def remove(apps, editor):
    search.remove(editor)


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0004_lookup_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('lesson', 'Lesson'), ('module', 'Module'), ('claim', 'Claim'), ('belief', 'Belief'), ('term', 'Term')], max_length=12)),
                ('ref', models.CharField(max_length=200)),
                ('title', models.CharField(max_length=300)),
                ('place', models.CharField(blank=True, max_length=500)),
                ('strength', models.CharField(blank=True, max_length=12)),
                ('route', models.CharField(max_length=60)),
                ('route_args', models.JSONField(default=list)),
                ('sections', models.JSONField(default=list)),
                ('title_words', models.TextField()),
                ('heading_words', models.TextField(blank=True)),
                ('text_words', models.TextField(blank=True)),
                ('weight', models.FloatField(default=1.0)),
                ('position', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'ref'), name='one_entry_per_thing')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
