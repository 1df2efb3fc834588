# SPDX-License-Identifier: EUPL-1.2
"""``samenspel people``: the first administrator of a new site."""

from __future__ import annotations

import secrets

import click

from samenspel.cli.site import migrate, setup_django

SITE = "Beheer van Samenspel"


@click.group(epilog="Example: samenspel people add-administrator beheer@gemeente.example")
def people() -> None:
    """People of the site, where no page can do it yet."""


@people.command("add-administrator")
@click.argument("email")
@click.option("--name", default="", help="Name of the person.")
@click.option(
    "--site",
    "address",
    required=True,
    help="Address of the site, for the link: https://samenspel.gemeente.example",
)
@click.option("--mail", is_flag=True, help="Send the link by e-mail instead of printing it.")
def add_administrator(email: str, name: str, address: str, *, mail: bool) -> None:
    """Invite an administrator: prints a link that works once, for 14 days.

    \b
    Example:
        samenspel people add-administrator beheer@gemeente.example \\
            --site https://samenspel.gemeente.example
    """
    setup_django()
    migrate()
    from django.core.exceptions import ValidationError
    from django.core.validators import URLValidator, validate_email
    from django.utils import timezone

    from samenspel.accounts import actions
    from samenspel.accounts.mail import invitation_path, mail_works, send_invitation
    from samenspel.accounts.models import Organisation, Role
    from samenspel.accounts.rules import operator

    try:
        validate_email(email)
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        raise click.BadParameter(error.messages[0]) from error
    if mail and not mail_works():
        raise click.ClickException("set SAMENSPEL_EMAIL_URL to send e-mail, or leave out --mail")
    by, at, token = operator("samenspel people"), timezone.now(), secrets.token_urlsafe(32)
    site = Organisation.objects.filter(kind=Organisation.Kind.SITE).order_by("pk").first()
    if site is None:
        site = actions.ensure_organisation(name=SITE, kind="site", by=by, at=at)
    invited = actions.Invited(
        email=email, name=name, kind=Role.Kind.ADMINISTRATOR.value, organisation=site
    )
    try:
        invitation = actions.invite(invited=invited, token=token, by=by, at=at)
    except actions.ManageRefused as refusal:
        raise click.ClickException(refusal.message) from refusal
    link = address.rstrip("/") + invitation_path(token, invitation.language)
    if not mail:
        click.echo(link)
    elif not send_invitation(invitation, link=link):
        raise click.ClickException("the mail server refused it; use the command without --mail")


@people.command("add-site")
@click.argument("name")
@click.option(
    "--address", required=True, help="Address of the other site: https://other.gemeente.example"
)
@click.option(
    "--provider", required=True, help='The "id" of this site in SAMENSPEL_OIDC of the other one.'
)
def add_site(name: str, address: str, provider: str) -> None:
    """Let another site log people in through this one (SAMENSPEL_IDENTITY_PROVIDER).

    Prints the client id and the secret for SAMENSPEL_OIDC of that site; the secret is shown once.

    \b
    Example:
        samenspel people add-site "Samenspel Noord" --provider gemeente \\
            --address https://samenspel.noord.example
    """
    setup_django()
    migrate()
    from django.core.exceptions import ValidationError
    from django.core.validators import URLValidator
    from django.utils import timezone

    from samenspel.accounts import actions
    from samenspel.accounts.rules import operator

    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        raise click.BadParameter(error.messages[0]) from error
    secret = secrets.token_urlsafe(32)
    client_id = actions.register_site(
        name=name,
        come_back=f"{address.rstrip('/')}/oidc/{provider}/terug/",
        secret=secret,
        by=operator("samenspel people"),
        at=timezone.now(),
    )
    click.echo(f"client_id: {client_id}\nsecret: {secret}")
