# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Province',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8, unique=True)),
                ('name', models.CharField(max_length=500)),
                ('country', models.CharField(choices=[('nl', 'Netherlands'), ('be', 'Flanders')], max_length=2)),
            ],
            options={
                'verbose_name': 'province',
                'verbose_name_plural': 'provinces',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='BoundarySet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(choices=[('nl', 'Netherlands'), ('be', 'Flanders')], max_length=2)),
                ('valid_on', models.DateField()),
                ('name', models.CharField(max_length=500)),
                ('source', models.CharField(max_length=500)),
                ('fingerprint', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'set of boundaries',
                'verbose_name_plural': 'sets of boundaries',
                'constraints': [models.UniqueConstraint(fields=('source', 'name'), name='boundary_set_once_per_source')],
            },
        ),
        migrations.CreateModel(
            name='Division',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=500)),
                ('name_nl', models.CharField(max_length=500)),
                ('name_en', models.CharField(max_length=500)),
                ('domain', models.CharField(blank=True, max_length=500)),
                ('country', models.CharField(choices=[('nl', 'Netherlands'), ('be', 'Flanders')], max_length=2)),
                ('year', models.PositiveSmallIntegerField()),
                ('is_exclusive', models.BooleanField(null=True)),
                ('is_complete', models.BooleanField(null=True)),
                ('source', models.CharField(max_length=500)),
                ('source_file', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'verbose_name': 'division of the country',
                'verbose_name_plural': 'divisions of the country',
                'ordering': ['country', 'domain', 'key'],
                'constraints': [models.UniqueConstraint(fields=('key', 'source'), name='division_once_per_source')],
            },
        ),
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8, unique=True)),
                ('name', models.CharField(max_length=500)),
                ('slug', models.SlugField(max_length=100, unique=True)),
                ('country', models.CharField(choices=[('nl', 'Netherlands'), ('be', 'Flanders')], max_length=2)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('x', models.IntegerField(blank=True, null=True)),
                ('y', models.IntegerField(blank=True, null=True)),
                ('source', models.CharField(max_length=500)),
                ('source_on', models.DateField()),
                ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='places.province')),
            ],
            options={
                'verbose_name': 'municipality',
                'verbose_name_plural': 'municipalities',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='municipality_period'), models.CheckConstraint(condition=models.Q(models.Q(('code__startswith', 'GM'), ('country', 'nl')), ('country', 'be'), _connector='OR'), name='municipality_code_of_country')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, max_length=500)),
                ('name', models.CharField(max_length=500)),
                ('slug', models.SlugField(max_length=140)),
                ('division', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regions', to='places.division')),
            ],
            options={
                'verbose_name': 'region',
                'verbose_name_plural': 'regions',
                'ordering': ['division', 'name'],
                'constraints': [models.UniqueConstraint(fields=('division', 'name'), name='region_once_per_division')],
            },
        ),
        migrations.CreateModel(
            name='RegionMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='region_memberships', to='places.municipality')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='places.region')),
            ],
            options={
                'verbose_name': 'municipality in a region',
                'verbose_name_plural': 'municipalities in regions',
                'constraints': [models.UniqueConstraint(fields=('region', 'municipality'), name='municipality_once_per_region')],
            },
        ),
        migrations.CreateModel(
            name='Boundary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8)),
                ('path_country', models.TextField()),
                ('path_detail', models.TextField()),
                ('x', models.IntegerField()),
                ('y', models.IntegerField()),
                ('left', models.IntegerField()),
                ('top', models.IntegerField()),
                ('right', models.IntegerField()),
                ('bottom', models.IntegerField()),
                ('boundary_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shapes', to='places.boundaryset')),
            ],
            options={
                'verbose_name': 'boundary',
                'verbose_name_plural': 'boundaries',
                'constraints': [models.UniqueConstraint(fields=('boundary_set', 'code'), name='boundary_once_per_set')],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=60)),
                ('on', models.DateField(blank=True, null=True)),
                ('value', models.FloatField()),
                ('source', models.CharField(max_length=500)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='places.municipality')),
            ],
            options={
                'verbose_name': 'figure',
                'verbose_name_plural': 'figures',
                'constraints': [models.UniqueConstraint(condition=models.Q(('on__isnull', False)), fields=('municipality', 'indicator', 'on', 'source'), name='figure_once_per_date_and_source'), models.UniqueConstraint(condition=models.Q(('on__isnull', True)), fields=('municipality', 'indicator', 'source'), name='undated_figure_once_per_source')],
            },
        ),
        migrations.CreateModel(
            name='MunicipalityChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('kind', models.CharField(choices=[('merge', 'merger'), ('split', 'split'), ('rename', 'new name and code'), ('transfer', 'transfer of territory')], max_length=8)),
                ('area_share', models.FloatField(blank=True, null=True)),
                ('source', models.CharField(blank=True)),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes_in', to='places.municipality')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes_out', to='places.municipality')),
            ],
            options={
                'verbose_name': 'municipal change',
                'verbose_name_plural': 'municipal changes',
                'ordering': ['date', 'old__code', 'new__code'],
                'constraints': [models.UniqueConstraint(fields=('date', 'old', 'new'), name='municipal_change_once'), models.CheckConstraint(condition=models.Q(('area_share__isnull', True), models.Q(('area_share__gte', 0), ('area_share__lte', 1)), _connector='OR'), name='municipal_change_area_share'), models.CheckConstraint(condition=models.Q(('old', models.F('new')), _negated=True), name='municipal_change_between_two')],
            },
        ),
        migrations.CreateModel(
            name='MunicipalityName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=500)),
                ('kind', models.CharField(choices=[('official', 'official name'), ('alias', 'other name or spelling'), ('popular', 'popular name')], max_length=8)),
                ('source', models.CharField(max_length=500)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='places.municipality')),
            ],
            options={
                'verbose_name': 'name of a municipality',
                'verbose_name_plural': 'names of municipalities',
                'constraints': [models.UniqueConstraint(fields=('municipality', 'name', 'source'), name='municipality_name_once_per_source')],
            },
        ),
    ]
