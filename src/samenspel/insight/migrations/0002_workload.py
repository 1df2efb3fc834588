# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samenspel.accounts.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0001_representatives"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BurdenAssumption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
                ("legal_form", models.CharField(db_index=True, max_length=60)),
                (
                    "seats",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                (
                    "meetings",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                (
                    "member_hours",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                (
                    "official_hours",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                (
                    "pages",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                ("note", models.TextField(blank=True)),
                ("is_default", models.BooleanField(default=False)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "assumption of the burden",
                "verbose_name_plural": "assumptions of the burden",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("seats__isnull", True),
                                models.Q(("seats__gte", 0), ("seats__lte", 10000)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("meetings__isnull", True),
                                models.Q(("meetings__gte", 0), ("meetings__lte", 10000)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("member_hours__isnull", True),
                                models.Q(("member_hours__gte", 0), ("member_hours__lte", 10000)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("official_hours__isnull", True),
                                models.Q(
                                    ("official_hours__gte", 0), ("official_hours__lte", 10000)
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("pages__isnull", True),
                                models.Q(("pages__gte", 0), ("pages__lte", 10000)),
                                _connector="OR",
                            ),
                        ),
                        name="assumption_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("is_default", True),
                                ("meetings__isnull", True),
                                ("member_hours__isnull", True),
                                ("official_hours__isnull", True),
                                ("pages__isnull", True),
                                ("seats__isnull", True),
                            ),
                            models.Q(
                                ("is_default", False),
                                ("meetings__isnull", False),
                                ("member_hours__isnull", False),
                                ("official_hours__isnull", False),
                                ("pages__isnull", False),
                                ("seats__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="assumption_default_if_and_only_if",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Workload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
                ("arrangement_slug", models.CharField(db_index=True, max_length=700)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "seats",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                (
                    "meetings",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                (
                    "member_hours",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                (
                    "official_hours",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                (
                    "pages",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                ("source", models.TextField(blank=True)),
                ("is_withdrawn", models.BooleanField(default=False)),
                ("organisation_name", models.CharField(blank=True, max_length=160)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "workload of an arrangement",
                "verbose_name_plural": "workloads of arrangements",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("seats__isnull", True),
                                models.Q(("seats__gte", 0), ("seats__lte", 10000)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("meetings__isnull", True),
                                models.Q(("meetings__gte", 0), ("meetings__lte", 10000)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("member_hours__isnull", True),
                                models.Q(("member_hours__gte", 0), ("member_hours__lte", 10000)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("official_hours__isnull", True),
                                models.Q(
                                    ("official_hours__gte", 0), ("official_hours__lte", 10000)
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("pages__isnull", True),
                                models.Q(("pages__gte", 0), ("pages__lte", 10000)),
                                _connector="OR",
                            ),
                        ),
                        name="workload_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_withdrawn", True),
                            models.Q(
                                models.Q(
                                    ("meetings__isnull", True),
                                    ("member_hours__isnull", True),
                                    ("official_hours__isnull", True),
                                    ("pages__isnull", True),
                                    ("seats__isnull", True),
                                    _negated=True,
                                ),
                                models.Q(("source", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="workload_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1900), ("year__lte", 2100)),
                        name="workload_year",
                    ),
                ],
            },
        ),
        forbid_changes("insight_burdenassumption", "insight_workload"),
    ]
