# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("citylinks", "0002_append_only"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="profileentry",
            name="profile_entry_once",
        ),
        migrations.AddField(
            model_name="profileentry",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="profileentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("municipality", "kind", "theme", "text"),
                name="profile_entry_once",
            ),
        ),
    ]
