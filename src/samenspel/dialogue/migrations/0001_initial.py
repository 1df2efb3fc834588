# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0005_access_tokens"),
        ("accounts", "__first__"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("present", models.JSONField(default=list)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopted", "adopted"),
                            ("rejected", "not adopted"),
                            ("tied", "a tie"),
                            ("void", "not valid: too few took part"),
                        ],
                        max_length=8,
                    ),
                ),
                ("tally", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "ballot",
                "verbose_name_plural": "ballots",
                "ordering": ["proposal", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ballot_outcome_when_closed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("position", models.PositiveSmallIntegerField()),
                ("number", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "clauses",
                "ordering": ["document", "position"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("begins_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=160)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("open", "open"),
                            ("closed", "closed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=9,
                    ),
                ),
                ("quorum_members", models.PositiveSmallIntegerField(default=50)),
                ("quorum_votes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("allows_split", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "meeting of the board",
                "verbose_name_plural": "meetings of the board",
                "ordering": ["round", "begins_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum_members__lt", 100),
                            models.Q(
                                ("quorum_votes__isnull", True),
                                ("quorum_votes__lt", 100),
                                _connector="OR",
                            ),
                        ),
                        name="meeting_quorum",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("introduction", models.TextField(blank=True)),
                ("correction", models.TextField(blank=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField()),
                ("updated_by_name", models.CharField(max_length=160)),
            ],
            options={
                "verbose_name": "opinion",
                "verbose_name_plural": "opinions",
                "ordering": ["round", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Addressee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("council", "council"),
                            ("executive", "executive"),
                            ("other", "other"),
                        ],
                        max_length=9,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("is_guest", models.BooleanField(default=False)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("inhabitants", models.PositiveIntegerField(blank=True, null=True)),
                ("inhabitants_on", models.DateField(blank=True, null=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("term", models.JSONField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "not sent yet"),
                            ("received", "received"),
                            ("on_agenda", "on the agenda"),
                            ("draft", "draft opinion"),
                            ("adopted", "adopted"),
                            ("sent", "sent"),
                            ("too_late", "sent too late"),
                            ("none_wished", "no opinion wished"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=11,
                    ),
                ),
                ("agenda_on", models.DateField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addressed",
                        to="places.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "addressee",
                "verbose_name_plural": "addressees",
                "ordering": ["round", "position", "name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body", "other"), ("municipality__isnull", True)),
                            models.Q(
                                models.Q(("body", "other"), _negated=True),
                                ("municipality__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="addressee_municipality_if_and_only_if",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AddresseeStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "not sent yet"),
                            ("received", "received"),
                            ("on_agenda", "on the agenda"),
                            ("draft", "draft opinion"),
                            ("adopted", "adopted"),
                            ("sent", "sent"),
                            ("too_late", "sent too late"),
                            ("none_wished", "no opinion wished"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=11,
                    ),
                ),
                ("on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="dialogue.addressee",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of an addressee",
                "verbose_name_plural": "steps of addressees",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("owner", models.CharField(max_length=160)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "to be done"),
                            ("busy", "being done"),
                            ("done", "done"),
                            ("dropped", "dropped"),
                        ],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(max_length=160)),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="places.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "commitment",
                "verbose_name_plural": "commitments",
                "ordering": ["round", "due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("owner", ""), _negated=True),
                        name="commitment_has_owner",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitmentStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "to be done"),
                            ("busy", "being done"),
                            ("done", "done"),
                            ("dropped", "dropped"),
                        ],
                        max_length=7,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="dialogue.commitment",
                    ),
                ),
            ],
            options={
                "verbose_name": "progress of a commitment",
                "verbose_name_plural": "progress of commitments",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("adopted", "adopted"), ("rejected", "not adopted")], max_length=8
                    ),
                ),
                ("by_chair", models.BooleanField(default=False)),
                ("tally", models.JSONField()),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="dialogue.ballot",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["proposal"],
            },
        ),
        migrations.AddField(
            model_name="commitment",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="dialogue.decision",
            ),
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("votes", models.PositiveIntegerField()),
                ("is_chair", models.BooleanField(default=False)),
                ("is_present", models.BooleanField(default=False)),
                (
                    "addressee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="dialogue.addressee",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="places.municipality",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="dialogue.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "delegation",
                "verbose_name_plural": "delegations",
                "ordering": ["meeting", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "name"), name="delegation_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_chair", True)),
                        fields=("meeting",),
                        name="delegation_one_chair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Memo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("introduction", models.TextField(blank=True)),
                ("content", models.JSONField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                "verbose_name": "reply memo",
                "verbose_name_plural": "reply memos",
                "ordering": ["round", "number"],
            },
        ),
        migrations.CreateModel(
            name="DraftPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("agree", "agree"),
                            ("wish", "agree, with a wish"),
                            ("object", "object"),
                            ("none", "no position"),
                        ],
                        default="none",
                        max_length=6,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft_points",
                        to="dialogue.clause",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_points",
                        to="dialogue.opinion",
                    ),
                ),
            ],
            options={
                "verbose_name": "point of a draft",
                "verbose_name_plural": "points of drafts",
                "ordering": ["opinion", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("clause__isnull", False)),
                        fields=("opinion", "clause"),
                        name="draft_point_once_per_clause",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_leading", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                (
                    "addressee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="party",
                        to="dialogue.addressee",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="dialogue.opinion",
                    ),
                ),
            ],
            options={
                "verbose_name": "party to an opinion",
                "verbose_name_plural": "parties to opinions",
                "ordering": ["opinion", "-is_leading", "addressee"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_leading", True)),
                        fields=("opinion",),
                        name="opinion_one_leading",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("introduction", models.TextField(blank=True)),
                ("correction", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="dialogue.opinion",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of an opinion",
                "verbose_name_plural": "versions of opinions",
                "ordering": ["opinion", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opinion", "number"), name="opinion_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("correction", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="opinion_correction_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("agree", "agree"),
                            ("wish", "agree, with a wish"),
                            ("object", "object"),
                            ("none", "no position"),
                        ],
                        max_length=6,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinion_points",
                        to="dialogue.clause",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="dialogue.opinionversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "point of an opinion",
                "verbose_name_plural": "points of opinions",
                "ordering": ["version", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "order"), name="opinion_point_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("clause__isnull", False)),
                        fields=("version", "clause"),
                        name="opinion_point_once_per_clause",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("votes_for", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("votes_against", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("votes_abstained", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="dialogue.addressee",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="dialogue.opinionversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "adoption of an opinion",
                "verbose_name_plural": "adoptions of opinions",
                "ordering": ["version", "addressee"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "addressee"), name="adoption_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("arrangement_slug", models.CharField(db_index=True, max_length=700)),
                ("rule", models.CharField(max_length=40)),
                ("weeks", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("source", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                "verbose_name": "term of an arrangement",
                "verbose_name_plural": "terms of arrangements",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weeks__isnull", True),
                            models.Q(("weeks__gte", 1), ("weeks__lte", 520)),
                            _connector="OR",
                        ),
                        name="own_term_weeks",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Preparation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("agree", "agree"),
                            ("wish", "agree, with a wish"),
                            ("object", "object"),
                            ("none", "no position"),
                        ],
                        default="none",
                        max_length=6,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("is_shared", models.BooleanField(default=False)),
                ("updated_at", models.DateTimeField()),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preparations",
                        to="dialogue.addressee",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preparations",
                        to="dialogue.clause",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preparations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "preparation",
                "verbose_name_plural": "preparations",
                "ordering": ["addressee", "user", "clause"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("addressee", "user", "clause"), name="preparation_once_per_clause"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("clause__isnull", True)),
                        fields=("addressee", "user"),
                        name="preparation_once_in_general",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("voting", "being voted on"),
                            ("tied", "a tie: to be voted on again"),
                            ("decided", "decided"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("needs_votes", models.PositiveSmallIntegerField(default=50)),
                ("needs_members", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("needs_of", models.PositiveSmallIntegerField(default=100)),
                ("is_strict", models.BooleanField(default=True)),
                ("is_unanimous", models.BooleanField(default=False)),
                (
                    "tie_rule",
                    models.CharField(
                        choices=[
                            ("again_then_chair", "voted again; then the chair decides"),
                            ("again_then_rejected", "voted again; then not adopted"),
                            ("rejected", "not adopted"),
                        ],
                        default="again_then_chair",
                        max_length=19,
                    ),
                ),
                ("majority_source", models.CharField(blank=True, max_length=300)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="dialogue.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["meeting", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "number"), name="proposal_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_of__gte", 1),
                            ("needs_votes__lte", models.F("needs_of")),
                            models.Q(
                                ("needs_members__isnull", True),
                                ("needs_members__lte", models.F("needs_of")),
                                _connector="OR",
                            ),
                        ),
                        name="proposal_majority",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[("for", "in favour"), ("against", "against"), ("free", "free")],
                        max_length=7,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="dialogue.delegation",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="dialogue.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandate",
                "verbose_name_plural": "mandates",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="proposal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decision",
                to="dialogue.proposal",
            ),
        ),
        migrations.AddField(
            model_name="ballot",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ballots",
                to="dialogue.proposal",
            ),
        ),
        migrations.CreateModel(
            name="Rapporteur",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("appointed_at", models.DateTimeField()),
                ("appointed_by_name", models.CharField(max_length=160)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rapporteurs",
                        to="dialogue.addressee",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rapporteur_of",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "rapporteur",
                "verbose_name_plural": "rapporteurs",
                "ordering": ["addressee", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("addressee", "user"),
                        name="rapporteur_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("begins", models.DateField()),
                ("ends", models.DateField()),
                ("source", models.CharField(max_length=300)),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(max_length=160)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recesses",
                        to="places.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "recess",
                "verbose_name_plural": "recesses",
                "ordering": ["begins", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))), name="recess_period"
                    ),
                    models.UniqueConstraint(
                        fields=("municipality", "begins"), name="recess_begins_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("adopt", "adopted"),
                            ("partly", "adopted in part"),
                            ("reject", "not adopted"),
                            ("later", "for later"),
                        ],
                        max_length=6,
                    ),
                ),
                ("reason", models.TextField()),
                ("change", models.TextField(blank=True)),
                ("clause_key", models.SlugField(blank=True, max_length=60)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField()),
                ("updated_by_name", models.CharField(max_length=160)),
                (
                    "memo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="dialogue.memo",
                    ),
                ),
                (
                    "point",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply",
                        to="dialogue.opinionpoint",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply",
                "verbose_name_plural": "replies",
                "ordering": ["point"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="reply_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict__in", ["adopt", "partly"]), _negated=True),
                            models.Q(("change", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reply_adopted_says_change",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="commitment",
            name="reply",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="dialogue.reply",
            ),
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True)),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("draft_arrangement", "draft arrangement"),
                            ("change", "change of the arrangement"),
                            ("accession", "accession"),
                            ("exit", "exit"),
                            ("budget", "draft budget"),
                            ("budget_change", "change of the budget"),
                            ("accounts", "accounts"),
                            ("framework_note", "framework note"),
                            ("free", "free dialogue"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("preparing", "being prepared"),
                            ("open", "councils answer"),
                            ("weighing", "answers are weighed"),
                            ("deciding", "the board decides"),
                            ("decided", "decided"),
                            ("closed", "closed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="preparing",
                        max_length=10,
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        choices=[("nl", "Netherlands"), ("be", "Flanders")],
                        default="nl",
                        max_length=2,
                    ),
                ),
                ("question", models.TextField()),
                ("background", models.TextField(blank=True)),
                ("arrangement_slug", models.CharField(blank=True, db_index=True, max_length=700)),
                ("arrangement_name", models.CharField(blank=True, max_length=500)),
                ("letter_text", models.TextField(blank=True)),
                ("letter_reference", models.CharField(blank=True, max_length=80)),
                ("signed_by", models.CharField(blank=True, max_length=160)),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("answer_by", models.DateField(blank=True, null=True)),
                ("decides_on", models.DateField(blank=True, null=True)),
                ("minimum_group", models.PositiveSmallIntegerField(default=10)),
                ("withdrawn_because", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(max_length=160)),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dialogue_rounds",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "round",
                "verbose_name_plural": "rounds",
                "ordering": ["-sent_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["preparing", "withdrawn"]),
                            ("sent_on__isnull", False),
                            _connector="OR",
                        ),
                        name="round_sent_if_past_preparing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum_group__gte", 3)), name="round_minimum_group"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionMap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinion_map",
                        to="dialogue.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "map of opinion groups",
                "verbose_name_plural": "maps of opinion groups",
                "ordering": ["round"],
            },
        ),
        migrations.AddField(
            model_name="opinion",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opinions",
                to="dialogue.round",
            ),
        ),
        migrations.AddField(
            model_name="memo",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memos",
                to="dialogue.round",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="dialogue.round",
            ),
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("lessons", models.TextField(blank=True)),
                ("next_on", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="dialogue.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "evaluation",
                "verbose_name_plural": "evaluations",
                "ordering": ["round", "year", "pk"],
            },
        ),
        migrations.AddField(
            model_name="commitment",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="dialogue.round",
            ),
        ),
        migrations.CreateModel(
            name="ChainRecord",
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chain",
                        to="dialogue.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "record of the chain",
                "verbose_name_plural": "records of the chain",
                "ordering": ["round", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="chain_number_once"),
                    models.UniqueConstraint(
                        fields=("round", "previous"), name="chain_previous_once"
                    ),
                    models.UniqueConstraint(fields=("kind", "key"), name="chain_object_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="addressee",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="addressees",
                to="dialogue.round",
            ),
        ),
        migrations.CreateModel(
            name="RoundDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft_80", "80 per cent draft"),
                            ("draft", "draft"),
                            ("final", "final"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("introduction", models.TextField(blank=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="dialogue.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of the text",
                "verbose_name_plural": "versions of the text",
                "ordering": ["round", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="document_number_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="dialogue.rounddocument",
            ),
        ),
        migrations.AddField(
            model_name="opinionversion",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dialogue.rounddocument",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opinions",
                to="dialogue.rounddocument",
            ),
        ),
        migrations.AddField(
            model_name="clause",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="clauses",
                to="dialogue.rounddocument",
            ),
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("introduction", models.TextField(blank=True)),
                ("content", models.JSONField()),
                ("public_from", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="balances",
                        to="dialogue.round",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dialogue.rounddocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "interim balance",
                "verbose_name_plural": "interim balances",
                "ordering": ["round", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="balance_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("is_late", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sending",
                        to="dialogue.opinionversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "sending of an opinion",
                "verbose_name_plural": "sendings of opinions",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DialogueReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("sent", "the question was sent"),
                            ("halfway", "half-way"),
                            ("two_weeks", "two weeks before the last day"),
                            ("last_week", "one week before the last day"),
                            ("last_day", "last day"),
                            ("arrived", "an opinion arrived"),
                        ],
                        max_length=9,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "addressee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="dialogue.addressee",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dialogue_reminders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sending",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="dialogue.sending",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of a dialogue",
                "verbose_name_plural": "reminders of dialogues",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("addressee__isnull", True),
                                ("occasion", "arrived"),
                                ("sending__isnull", False),
                            ),
                            models.Q(
                                models.Q(("occasion", "arrived"), _negated=True),
                                ("addressee__isnull", False),
                                ("sending__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="dialogue_reminder_about_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("addressee__isnull", False)),
                        fields=("email", "addressee", "occasion", "due_on"),
                        name="dialogue_reminder_once_per_moment",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("occasion", "sent")),
                        fields=("email", "addressee"),
                        name="dialogue_reminder_sent_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("sending__isnull", False)),
                        fields=("email", "sending"),
                        name="dialogue_reminder_arrived_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=280)),
                ("is_open", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="dialogue.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": ["round", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "number"), name="statement_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("voter", models.CharField(max_length=64)),
                (
                    "audience",
                    models.CharField(
                        choices=[("resident", "residents"), ("councillor", "councillors")],
                        max_length=10,
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        choices=[("agree", "agree"), ("disagree", "disagree"), ("pass", "pass")],
                        max_length=8,
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reactions",
                        to="dialogue.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "reaction",
                "verbose_name_plural": "reactions",
                "ordering": ["statement", "voter"],
                "constraints": [
                    models.UniqueConstraint(fields=("statement", "voter"), name="reaction_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("resident", "residents"), ("councillor", "councillors")],
                        max_length=10,
                    ),
                ),
                ("agree", models.PositiveIntegerField()),
                ("disagree", models.PositiveIntegerField()),
                ("passed", models.PositiveIntegerField()),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="dialogue.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "published count of a statement",
                "verbose_name_plural": "published counts of statements",
                "ordering": ["statement", "audience"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "audience"), name="statement_count_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("votes_for", models.PositiveIntegerField()),
                ("votes_against", models.PositiveIntegerField()),
                ("votes_abstained", models.PositiveIntegerField()),
                ("is_recorded", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("actor_name", models.CharField(max_length=160)),
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
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="dialogue.ballot",
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cast",
                        to="dialogue.delegation",
                    ),
                ),
            ],
            options={
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
                "ordering": ["ballot", "delegation"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "delegation"), name="vote_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="BalancePart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(blank=True, max_length=60)),
                ("content", models.JSONField()),
                (
                    "balance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="dialogue.balance",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of an interim balance",
                "verbose_name_plural": "parts of interim balances",
                "ordering": ["balance", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("balance", "key"), name="balance_part_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("named_at", models.DateTimeField()),
                ("named_by_name", models.CharField(max_length=160)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegate_of",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delegates",
                        to="dialogue.delegation",
                    ),
                ),
            ],
            options={
                "verbose_name": "delegate",
                "verbose_name_plural": "delegates",
                "ordering": ["delegation", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("delegation", "user"), name="delegate_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                fields=("proposal", "number"), name="ballot_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("proposal",),
                name="ballot_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="memo",
            constraint=models.UniqueConstraint(fields=("round", "number"), name="memo_number_once"),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.UniqueConstraint(
                condition=models.Q(("municipality__isnull", False)),
                fields=("round", "body", "municipality"),
                name="addressee_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.UniqueConstraint(
                fields=("round", "name"), name="addressee_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(fields=("document", "key"), name="clause_key_once"),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(
                fields=("document", "position"), name="clause_position_once"
            ),
        ),
    ]
