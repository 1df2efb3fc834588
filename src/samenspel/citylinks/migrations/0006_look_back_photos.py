# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("citylinks", "0005_file_editions"),
    ]

    operations = [
        migrations.AddField(
            model_name="lookback",
            name="photos",
            field=models.ManyToManyField(
                blank=True, related_name="look_backs", to="citylinks.photo"
            ),
        ),
    ]
