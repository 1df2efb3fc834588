# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("citylinks", "0007_link_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="voice",
            name="edition",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
