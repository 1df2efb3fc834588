# SPDX-License-Identifier: EUPL-1.2
"""The e-mail address of everybody who has an account already counts as verified.

Nobody could make an account themselves: the administrator who made it knew the address.
"""

from django.db import migrations


def forwards(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    known = set(EmailAddress.objects.values_list("user_id", flat=True))
    taken = set()
    for user in User.objects.exclude(pk__in=known).order_by("pk"):
        email = user.email.lower()
        EmailAddress.objects.create(
            user_id=user.pk, email=email, verified=email not in taken, primary=True
        )
        taken.add(email)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_invitations"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
