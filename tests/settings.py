# SPDX-License-Identifier: EUPL-1.2
"""Settings of the tests: those of the product, reached without https."""

import os

os.environ.setdefault("SAMENSPEL_HTTPS", "off")

from samenspel.web.settings import *  # noqa: F403

# The real one is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The browser tests log in through the cache of the product; here each process has its own.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Long computations are done when they are asked for.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Most tests of rights are refusals: telling each takes longer than some of them.
LOGGING |= {"loggers": {"django.request": {"level": "ERROR"}}}  # noqa: F405
