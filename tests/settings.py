# SPDX-License-Identifier: EUPL-1.2
"""Settings of the tests: those of the product, reached without https."""

import os

os.environ.setdefault("SAMENSPEL_HTTPS", "off")

from samenspel.web.settings import *  # noqa: E402, F403

# The real one is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
