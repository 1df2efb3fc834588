# SPDX-License-Identifier: EUPL-1.2
"""``samenspel demo`` and ``samenspel serve``: the web application from the command line."""

from __future__ import annotations

import gc
import importlib
import os
import secrets
import socket
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samenspel.cli.worker_beside import WorkerBeside

if TYPE_CHECKING:
    from samenspel.accounts.rules import Actor

THREADS = 4
NO_WORKER = click.option(
    "--no-worker",
    is_flag=True,
    help="Without a process for long computations; run `samenspel work` elsewhere.",
)


def setup_django() -> None:
    """Start Django with the settings of the environment.

    Raises
    ------
    click.ClickException
        The application is not installed beside the library, or a setting is wrong.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.web.settings")
    try:
        import django
        import environ  # noqa: F401
    except ModuleNotFoundError as error:
        raise click.ClickException(
            "this command needs the application: install samenspel[web]"
        ) from error
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error


def migrate() -> None:
    """Bring the database to the tables of this version."""
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except OperationalError as error:
        raise click.ClickException(f"the database cannot be used: {error}") from error


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or one of the next twenty when it is taken.

    Raises
    ------
    click.ClickException
        All of them are taken.
    """
    for port in range(wanted, wanted + 20):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise click.ClickException(f"ports {wanted} to {wanted + 19} are all in use")


def run_server(host: str, port: int, *, workers: int, threads: int, has_worker: bool) -> None:
    """Serve until stopped, with or without a worker for long computations beside it."""
    from gunicorn.app.base import BaseApplication
    from gunicorn.util import import_app

    class Server(BaseApplication):  # type: ignore[misc]
        """gunicorn without a configuration file."""

        def load_config(self) -> None:
            options = {
                "bind": f"{host}:{port}",
                "workers": workers,
                "threads": threads,
                "worker_class": "gthread",
                "accesslog": None,
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            application = import_app("samenspel.web.wsgi:application")
            # The first measure and the first term need them, and importing them takes a second.
            importlib.import_module("scipy.sparse")
            importlib.import_module("holidays")
            # The program itself stays: looking through it for garbage would hold up a page.
            gc.collect()
            gc.freeze()
            return application

    with WorkerBeside() if has_worker else nullcontext():
        Server().run()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port; the next free one if taken.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("var"),
    show_default=True,
    help="Where the demo keeps its database.",
)
@NO_WORKER
def demo(host: str, port: int, folder: Path, *, no_worker: bool) -> None:
    """Run the product on the built-in example, with demo people.

    \b
    Example:
        samenspel demo --port 8080
    """
    folder.mkdir(parents=True, exist_ok=True)
    secret = folder / "demo-secret"
    if not secret.exists():
        secret.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        secret.chmod(0o600)
    os.environ.setdefault("SAMENSPEL_DATABASE_URL", f"sqlite:///{folder.resolve()}/demo.sqlite3")
    os.environ.setdefault("SAMENSPEL_SECRET_KEY", secret.read_text(encoding="utf-8"))
    os.environ.setdefault("SAMENSPEL_HTTPS", "off")
    # To look around at once; a real site asks administrators for a second factor.
    os.environ.setdefault("SAMENSPEL_MFA_REQUIRED", "")
    os.environ.setdefault("SAMENSPEL_EMAIL_URL", "consolemail://")
    os.environ.setdefault("SAMENSPEL_ALLOWED_HOSTS", f"{host},localhost,127.0.0.1")
    setup_django()
    migrate()
    from samenspel.accounts.rules import operator

    by = operator("samenspel demo")
    load_example(by)
    logins = make_demo_people(by)
    appoint_demo_secretariat(by)
    load_example_dialogue(by)
    load_example_citylink(by)
    port = free_port(host, port)
    click.echo(f"Samenspel runs on http://{host}:{port}/")
    click.echo("Log in with one of these e-mail addresses and passwords (new at every start):")
    for email, password, role in logins:
        click.echo(f"  {email:<38} {password:<18} {role}")
    click.echo("Stop with Ctrl+C.")
    run_server(host, port, workers=1, threads=THREADS, has_worker=not no_worker)


def load_example(by: Actor) -> None:
    """Load the built-in example into the database."""
    from django.utils import timezone

    from samenspel.datapackage import read_package
    from samenspel.mobility.actions import load_package
    from samenspel.register.example import EXAMPLE

    load_package(package=read_package(EXAMPLE), by=by, at=timezone.now())


def make_demo_people(by: Actor) -> list[tuple[str, str, str]]:
    """People for every role, each with a new password: e-mail address, password, role."""
    from django.utils import timezone

    from samenspel.accounts.demo import demo_people

    return demo_people(by=by, at=timezone.now(), new_password=lambda: secrets.token_urlsafe(9))


def appoint_demo_secretariat(by: Actor) -> None:
    """Let the secretariat of the demo keep the record of the Stadsregio Amsterdam."""
    from django.utils import timezone

    from samenspel.accounts.demo import demo_secretariat
    from samenspel.register.actions import appoint_secretariat
    from samenspel.register.models import Arrangement

    arrangement = Arrangement.objects.get(
        collection__slug="voorbeeld", versions__key="stadsregio-amsterdam"
    )
    if arrangement.secretariat_id is None:
        appoint_secretariat(
            arrangement=arrangement, organisation=demo_secretariat(), by=by, at=timezone.now()
        )


def load_example_dialogue(by: Actor) -> None:
    """The dialogue of 2012, asked by the secretariat of the demo; once."""
    from samenspel.accounts.demo import demo_secretariat
    from samenspel.dialogue.example import load_example

    load_example(organisation=demo_secretariat(), by=by)


def load_example_citylink(by: Actor) -> None:
    """The city link of Amsterdam with three municipalities at the edges of the country; once."""
    from django.utils import timezone

    from samenspel.citylinks.example import load_example

    load_example(by=by, at=timezone.now())


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--threads", default=THREADS, show_default=True, help="Threads per process.")
@NO_WORKER
def serve(host: str, port: int, workers: int, threads: int, *, no_worker: bool) -> None:
    """Run the production server on the database of the settings.

    A process for long computations runs beside it.

    \b
    Example:
        SAMENSPEL_DATABASE_URL=postgres://... SAMENSPEL_SECRET_KEY=... samenspel serve
    """
    setup_django()
    from django.conf import settings

    if settings.SECRET_KEY.startswith("not-a-secret-"):
        raise click.ClickException("set SAMENSPEL_SECRET_KEY (50 characters or more)")
    migrate()
    click.echo(f"Samenspel listens on http://{host}:{port}/", err=True)
    run_server(host, port, workers=workers, threads=threads, has_worker=not no_worker)


@click.command(epilog="Example: samenspel settings")
def settings() -> None:
    """Show the settings: environment variables and what each is for."""
    setup_django()
    from django.conf import settings as found

    for name, text in sorted(found.HELP.items()):
        click.echo(f"{name}\n    {text}")
