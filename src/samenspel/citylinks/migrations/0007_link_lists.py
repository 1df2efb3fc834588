# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("citylinks", "0006_look_back_photos"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filename", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("uploaded_by_name", models.CharField(max_length=160)),
                ("uploaded_at", models.DateTimeField()),
                ("heads", models.JSONField()),
                ("rows", models.JSONField()),
                ("notices", models.JSONField(default=list)),
                ("left_out", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "checked, nothing written yet"),
                            ("applied", "taken over"),
                            ("undone", "undone"),
                            ("discarded", "thrown away"),
                        ],
                        default="checked",
                        max_length=10,
                    ),
                ),
                ("decided_by_name", models.CharField(blank=True, max_length=160)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("links", models.ManyToManyField(related_name="lists", to="citylinks.citylink")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lists_of_links",
                        to="places.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "list of city links",
                "verbose_name_plural": "lists of city links",
                "ordering": ["-uploaded_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "checked")),
                            models.Q(
                                models.Q(("state", "checked"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="link_list_decided_if_and_only_if",
                    )
                ],
            },
        ),
    ]
