# SPDX-License-Identifier: EUPL-1.2

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from samenspel.accounts.append_only import forbid_changes
from samenspel.accounts.chain import following, plain

FIELDS = (
    "party_id", "agreement_id", "about", "body", "on", "is_adopted", "votes_for", "votes_against",
    "note", "source", "replaces_id", "at", "actor_name",
)  # fmt: skip


def record_decisions(apps: Any, _schema_editor: Any) -> None:
    """The decisions that were there already, in the order in which they were written down."""
    records = apps.get_model("citylinks", "DecisionRecord").objects
    decisions = apps.get_model("citylinks", "PartyDecision").objects
    last: dict[int, Any] = {}
    for row in decisions.prefetch_related("groups").order_by("pk"):
        groups = sorted(row.groups.all(), key=lambda group: group.name)
        told = {name: plain(getattr(row, name)) for name in FIELDS}
        told["groups"] = [[g.name, g.seats, str(g.stance), g.is_coalition] for g in groups]
        held = following(
            last.get(row.link_id), kind="decision", key=str(row.pk), payload=told, at=row.at
        )
        last[row.link_id] = records.create(link_id=row.link_id, **held)


class Migration(migrations.Migration):
    dependencies = [
        ("citylinks", "0008_voice_edition"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=60)),
                ("payload", models.JSONField()),
                ("at", models.DateTimeField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chain",
                        to="citylinks.citylink",
                    ),
                ),
            ],
            options={
                "verbose_name": "record of a decision",
                "verbose_name_plural": "records of decisions",
                "ordering": ["link", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("link", "number"), name="decision_record_number_once"
                    ),
                    models.UniqueConstraint(
                        fields=("kind", "key"), name="decision_record_object_once"
                    ),
                ],
            },
        ),
        migrations.RunPython(record_decisions, migrations.RunPython.noop, elidable=True),
        forbid_changes("citylinks_decisionrecord"),
    ]
