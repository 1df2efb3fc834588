# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samenspel.accounts.append_only import forbid_changes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Representative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("arrangement_slug", models.CharField(db_index=True, max_length=700)),
                ("board", models.CharField(blank=True, max_length=160)),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("mayor", "mayor"),
                            ("alderman", "alderman"),
                            ("councillor", "councillor"),
                            ("official", "official"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "member"),
                            ("substitute", "substitute member"),
                            ("chair", "chair"),
                        ],
                        default="member",
                        max_length=10,
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=300)),
                ("is_withdrawn", models.BooleanField(default=False)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representatives",
                        to="places.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "representative in a board",
                "verbose_name_plural": "representatives in boards",
                "ordering": ["municipality", "arrangement_slug", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RepresentativeName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=160)),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="insight.representative",
                    ),
                ),
            ],
            options={
                "verbose_name": "name of a representative",
                "verbose_name_plural": "names of representatives",
            },
        ),
        migrations.AddField(
            model_name="representative",
            name="name",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="insight.representativename",
            ),
        ),
        migrations.CreateModel(
            name="RepresentativeChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("add", "entered"),
                            ("correct", "corrected"),
                            ("end", "ended"),
                            ("remove_name", "name removed"),
                            ("undo", "undone"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
                ("before", models.JSONField(blank=True, default=dict)),
                ("after", models.JSONField(blank=True, default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="insight.representative",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="insight.representativechange",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a representative",
                "verbose_name_plural": "changes of representatives",
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "undo"), ("undoes__isnull", False)),
                            models.Q(
                                models.Q(("kind", "undo"), _negated=True), ("undoes__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="representative_undo_if_and_only_if",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="representative_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="representative_has_source"
            ),
        ),
        forbid_changes("insight_representativechange"),
    ]
