# SPDX-License-Identifier: EUPL-1.2
"""The web process; refuses to start without a secret."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.web.settings")
if settings.SECRET_KEY.startswith("not-a-secret-") and not settings.DEBUG:
    raise ImproperlyConfigured("set SAMENSPEL_SECRET_KEY (50 characters or more)")
application = get_wsgi_application()
