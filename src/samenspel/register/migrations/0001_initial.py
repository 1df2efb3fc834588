# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrangement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=700, unique=True)),
            ],
            options={
                'verbose_name': 'arrangement',
                'verbose_name_plural': 'arrangements',
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=500)),
                ('name', models.CharField(max_length=500)),
                ('abbreviation', models.CharField(blank=True, max_length=500)),
                ('tooi_code', models.CharField(blank=True, max_length=500)),
                ('kvk', models.CharField(blank=True, max_length=500)),
                ('founded_on', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('website', models.CharField(blank=True)),
            ],
            options={
                'verbose_name': 'body',
                'verbose_name_plural': 'bodies',
            },
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=500, unique=True)),
                ('title', models.CharField()),
                ('description', models.TextField(blank=True)),
                ('kind', models.CharField(choices=[('register', 'register with periods'), ('inventory', 'inventory of one day'), ('example', 'example')], max_length=10)),
                ('country', models.CharField(choices=[('nl', 'Netherlands'), ('be', 'Flanders')], max_length=2)),
                ('observed_on', models.DateField()),
                ('complete_from', models.DateField(blank=True, null=True)),
                ('loaded_at', models.DateTimeField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('licences', models.JSONField(default=list)),
                ('sources', models.JSONField(default=list)),
                ('notices', models.JSONField(default=list)),
                ('table_rows', models.JSONField(default=dict)),
                ('unlinked_rows', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'collection',
                'verbose_name_plural': 'collections',
                'ordering': ['country', '-observed_on', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='ArrangementVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=500)),
                ('name', models.CharField(max_length=500)),
                ('citation_title', models.CharField(blank=True)),
                ('legal_form', models.CharField(blank=True, max_length=60)),
                ('is_compulsory', models.BooleanField(blank=True, null=True)),
                ('purpose', models.TextField(blank=True)),
                ('powers', models.CharField(blank=True)),
                ('legal_bases', models.TextField(blank=True)),
                ('decree_urls', models.TextField(blank=True)),
                ('status', models.CharField(choices=[('active', 'active'), ('inactive', 'no longer active'), ('unknown', 'unknown')], default='active', max_length=8)),
                ('status_note', models.CharField(blank=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('seat_place', models.CharField(blank=True, max_length=500)),
                ('seat_postcode', models.CharField(blank=True, max_length=500)),
                ('website', models.CharField(blank=True)),
                ('source', models.CharField()),
                ('source_url', models.CharField(blank=True)),
                ('last_changed_on', models.DateField(blank=True, null=True)),
                ('last_confirmed_on', models.DateField(blank=True, null=True)),
                ('search_text', models.TextField(blank=True)),
                ('search_digest', models.CharField(blank=True, max_length=64)),
                ('arrangement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='register.arrangement')),
                ('previous', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='next', to='register.arrangementversion')),
                ('seat_municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.municipality')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='versions', to='register.body')),
                ('collection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='register.collection')),
            ],
            options={
                'verbose_name': 'version of an arrangement',
                'verbose_name_plural': 'versions of arrangements',
                'ordering': ['valid_from', 'key'],
                'indexes': [models.Index(fields=['collection', 'valid_from', 'valid_to'], name='version_in_force')],
                'constraints': [models.UniqueConstraint(fields=('collection', 'key'), name='version_once_per_collection'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='version_period'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='version_has_source')],
            },
        ),
        migrations.CreateModel(
            name='Board',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('general', 'general board'), ('executive', 'executive board'), ('other', 'other meeting')], max_length=10)),
                ('name', models.CharField(max_length=500)),
                ('quota', models.PositiveIntegerField(blank=True, null=True)),
                ('total_seats', models.PositiveIntegerField(blank=True, null=True)),
                ('source', models.CharField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='boards', to='register.arrangementversion')),
            ],
            options={
                'verbose_name': 'board',
                'verbose_name_plural': 'boards',
                'constraints': [models.UniqueConstraint(fields=('version', 'kind', 'name'), name='board_once'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='board_has_source')],
            },
        ),
        migrations.AddField(
            model_name='body',
            name='collection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='register.collection'),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='collection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrangements', to='register.collection'),
        ),
        migrations.CreateModel(
            name='Competence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('article', models.CharField(blank=True)),
                ('text', models.TextField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competences', to='register.arrangementversion')),
            ],
            options={
                'verbose_name': 'article on powers',
                'verbose_name_plural': 'articles on powers',
                'ordering': ['version', 'position'],
                'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='competence_once')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=500)),
                ('title', models.CharField()),
                ('kind', models.CharField(blank=True, max_length=500)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('pages', models.PositiveIntegerField(blank=True, null=True)),
                ('url', models.CharField(blank=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='register.arrangementversion')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'constraints': [models.UniqueConstraint(fields=('version', 'key'), name='document_once_per_version')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('municipality', 'municipality'), ('province', 'province'), ('water_board', 'water board'), ('state', 'national government'), ('intermunicipal_body', 'intermunicipal body'), ('foreign_municipality', 'municipality abroad'), ('foreign_other', 'other body abroad'), ('business', 'business'), ('knowledge_institution', 'knowledge institution'), ('civil_society', 'civil society organisation'), ('other', 'other'), ('unresolved', 'could not be read')], max_length=22)),
                ('code', models.CharField(blank=True, max_length=500)),
                ('name', models.CharField(max_length=500)),
                ('name_in_source', models.CharField(blank=True)),
                ('roles', models.CharField(blank=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('share_percent', models.FloatField(blank=True, null=True)),
                ('source', models.CharField()),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='places.municipality')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='register.arrangementversion')),
            ],
            options={
                'verbose_name': 'participation',
                'verbose_name_plural': 'participations',
                'constraints': [models.UniqueConstraint(fields=('version', 'kind', 'code', 'name'), name='participant_once_per_version'), models.UniqueConstraint(condition=models.Q(('municipality__isnull', False)), fields=('version', 'municipality'), name='municipality_once_per_version'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'municipality'), _negated=True), ('municipality__isnull', False), _connector='OR'), name='participation_municipality_has_code'), models.CheckConstraint(condition=models.Q(('share_percent__isnull', True), models.Q(('share_percent__gte', 0), ('share_percent__lte', 100)), _connector='OR'), name='participation_share_is_percentage'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='participation_has_source'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='participation_period')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('amount_eur', models.DecimalField(decimal_places=2, max_digits=14)),
                ('cost_key', models.CharField(blank=True)),
                ('source', models.CharField()),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='register.participation')),
            ],
            options={
                'verbose_name': 'contribution',
                'verbose_name_plural': 'contributions',
                'constraints': [models.UniqueConstraint(fields=('participation', 'year'), name='contribution_once_per_year'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='contribution_has_source')],
            },
        ),
        migrations.CreateModel(
            name='Resemblance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_similarity', models.FloatField()),
                ('member_jaccard', models.FloatField()),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='register.arrangementversion')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resemblances', to='register.arrangementversion')),
            ],
            options={
                'verbose_name': 'resemblance',
                'verbose_name_plural': 'resemblances',
                'constraints': [models.UniqueConstraint(fields=('version', 'other'), name='resemblance_once')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seats', models.PositiveIntegerField(blank=True, null=True)),
                ('votes', models.PositiveIntegerField(blank=True, null=True)),
                ('source', models.CharField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='register.board')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='register.participation')),
            ],
            options={
                'verbose_name': 'seat in a board',
                'verbose_name_plural': 'seats in boards',
                'constraints': [models.UniqueConstraint(fields=('board', 'participation'), name='seat_once_per_board'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='seat_has_source')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=60)),
                ('value', models.CharField()),
                ('source', models.CharField()),
                ('on', models.DateField()),
                ('is_withdrawn', models.BooleanField(default=False)),
                ('record_uri', models.CharField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='register.arrangementversion')),
            ],
            options={
                'verbose_name': 'statement of a source',
                'verbose_name_plural': 'statements of sources',
                'constraints': [models.UniqueConstraint(fields=('version', 'field', 'source', 'on', 'record_uri', 'value'), name='statement_once')],
            },
        ),
        migrations.CreateModel(
            name='VersionDomain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scheme', models.CharField(choices=[('policy_area', 'policy area'), ('theme', 'theme')], max_length=12)),
                ('key', models.CharField(max_length=500)),
                ('is_guess', models.BooleanField(default=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='register.arrangementversion')),
            ],
            options={
                'verbose_name': 'domain of a version',
                'verbose_name_plural': 'domains of versions',
                'constraints': [models.UniqueConstraint(fields=('version', 'scheme', 'key'), name='domain_once_per_version')],
            },
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.UniqueConstraint(fields=('collection', 'key'), name='body_once_per_collection'),
        ),
    ]
