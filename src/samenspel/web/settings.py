# SPDX-License-Identifier: EUPL-1.2
"""Settings of the application; every deployment-specific one is an environment variable.

The help texts beside the variables are printed in the manual (``samenspel settings``).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from samenspel.web.settings_login import *  # noqa: F403
from samenspel.web.settings_login import LOGIN_HELP


def month_and_day(text: str) -> tuple[int, int]:
    """The month and day of ``10-01``; a day that every year has."""
    try:
        month, day = (int(part) for part in text.split("-"))
        date(2023, month, day)
    except ValueError as error:
        raise ImproperlyConfigured(f"{text!r} is no month and day, such as 10-01") from error
    return month, day


PACKAGE = Path(__file__).resolve().parent.parent
env = environ.Env()

# name -> what it is for; tested to be complete.
HELP = {
    "SAMENSPEL_DATABASE_URL": "Where the data lives; PostgreSQL in production "
    "(postgres://user:password@host/name). Default: samenspel.sqlite3 in the current folder.",
    "SAMENSPEL_SECRET_KEY": "Secret for sessions and signatures, 50 characters or more; "
    "required unless SAMENSPEL_DEBUG is on.",
    "SAMENSPEL_DEBUG": "Developer mode; never on a server. Default: off.",
    "SAMENSPEL_ALLOWED_HOSTS": "Host names under which the site is reached, separated by commas.",
    "SAMENSPEL_HTTPS": "Site is reached by https: secure cookies and HSTS. Default: on.",
}

DEBUG = env.bool("SAMENSPEL_DEBUG", default=False)
SECRET_KEY = env.str("SAMENSPEL_SECRET_KEY", default="")
if not SECRET_KEY:
    # Commands that need no secret (check, migrate, tests) run without; wsgi.py refuses it.
    SECRET_KEY = "not-a-secret-" * 5
ALLOWED_HOSTS = env.list("SAMENSPEL_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.bool("SAMENSPEL_HTTPS", default=True)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin.apps.SimpleAdminConfig",  # ours stands in accounts.admin
    "samenspel.web",  # before django.forms: its form templates are ours
    "django.forms",
    "csp",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "samenspel.places",
    "samenspel.accounts",  # before allauth: its templates are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.idp.oidc",
    "samenspel.register",
    "samenspel.stewardship",
    "samenspel.mobility",
    "samenspel.dialogue",
    "samenspel.citylinks",
    "samenspel.insight",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samenspel.accounts.middleware.SecondFactorMiddleware",
    "samenspel.web.api.middleware.api_problems",  # last: the others put their headers on it
]

ROOT_URLCONF = "samenspel.web.urls"
WSGI_APPLICATION = "samenspel.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "samenspel.web.templatetags.addresses",
                "samenspel.web.templatetags.components",
                "samenspel.web.templatetags.figures",
                "samenspel.web.templatetags.menus",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.db("SAMENSPEL_DATABASE_URL", default="sqlite:///samenspel.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers do not wait for a writer, and two writers wait instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["CONN_MAX_AGE"] = 60
else:
    raise ImproperlyConfigured("SAMENSPEL_DATABASE_URL must be sqlite or postgres")
# Shared by all processes, so that failed log-ins are counted once (made by `samenspel serve`).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "samenspel_cache",
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files come from the packages themselves: no step before the first start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3_600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS and not DEBUG
SECURE_SSL_REDIRECT = HTTPS and not DEBUG
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS and not DEBUG else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS and not DEBUG
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# What the organisation that runs the site says about itself; see web/site_settings.py.
SAMENSPEL_CONTACT = env.str("SAMENSPEL_CONTACT", default="")
SAMENSPEL_ACCESSIBILITY_URL = env.str("SAMENSPEL_ACCESSIBILITY_URL", default="")
SAMENSPEL_ACCESSIBILITY_STATUS = env.str("SAMENSPEL_ACCESSIBILITY_STATUS", default="")
SAMENSPEL_SECURITY_CONTACT = env.list("SAMENSPEL_SECURITY_CONTACT", default=[])
SAMENSPEL_SECURITY_EXPIRES = env.str("SAMENSPEL_SECURITY_EXPIRES", default="")
SAMENSPEL_PROXIES = env.int("SAMENSPEL_PROXIES", default=0)
HELP |= {
    "SAMENSPEL_CONTACT": "E-mail address for questions and accessibility problems; on the page "
    "about accessibility.",
    "SAMENSPEL_ACCESSIBILITY_URL": "Address (https) of the accessibility statement of this site.",
    "SAMENSPEL_ACCESSIBILITY_STATUS": "Status in that statement: A, B, C, D or E.",
    "SAMENSPEL_SECURITY_CONTACT": "Where to report a vulnerability, for security.txt: mailto: or "
    "https: addresses, separated by commas. Without it there is no security.txt.",
    "SAMENSPEL_SECURITY_EXPIRES": "Until when that holds: 2027-01-31, at most a year ahead.",
    "SAMENSPEL_PROXIES": "Number of own proxies in front that set X-Forwarded-For; failed log-ins "
    "are counted per address. Default: 0.",
}
HELP |= LOGIN_HELP

# The yearly confirm round; see stewardship/actions/rounds.py.
SAMENSPEL_ADDRESS = env.str("SAMENSPEL_ADDRESS", default="http://localhost:8000").rstrip("/")
SAMENSPEL_ROUND_DAY = month_and_day(env.str("SAMENSPEL_ROUND_DAY", default="10-01"))
SAMENSPEL_ROUND_WEEKS = env.int("SAMENSPEL_ROUND_WEEKS", default=8)
HELP |= {
    "SAMENSPEL_ADDRESS": "Address of the site, for the links in reminders that commands send. "
    "Default: http://localhost:8000.",
    "SAMENSPEL_ROUND_DAY": "Day of the year (month-day) from which `samenspel remind` starts the "
    "confirm round of each municipality. Default: 10-01.",
    "SAMENSPEL_ROUND_WEEKS": "Weeks from the begin of a confirm round to its last day. Default: 8.",
}
# Long computations; see mobility/actions/runs.py. `samenspel work` does them.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SAMENSPEL_RUNS_WAITING = env.int("SAMENSPEL_RUNS_WAITING", default=10)
SAMENSPEL_RUNS_KEPT_DAYS = env.int("SAMENSPEL_RUNS_KEPT_DAYS", default=90)
HELP |= {
    "SAMENSPEL_RUNS_WAITING": "How many long computations that visitors asked for may wait at "
    "the same time. Default: 10.",
    "SAMENSPEL_RUNS_KEPT_DAYS": "Days that computed regions are kept after somebody last looked "
    "at them. Default: 90.",
}
# Asked from inside the machine room, without https.
SECURE_REDIRECT_EXEMPT = [r"^gezondheid/$"]
CSRF_FAILURE_VIEW = "samenspel.web.views.csrf_failure"
