# SPDX-License-Identifier: EUPL-1.2
"""Pages about the site itself, what machines ask of it, and the pages for errors."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe

from samenspel import __version__
from samenspel.web.site_settings import ACCESSIBILITY_STATUSES, security_expires

logger = logging.getLogger(__name__)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Samenspel is, for whom, and under which licence."""
    context = {"version": __version__, "breadcrumb": [(_("About Samenspel"), "")]}
    return render(request, "web/about.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the site is, how that was tested, and the statement of who runs it."""
    status = settings.SAMENSPEL_ACCESSIBILITY_STATUS
    context = {
        "statement_url": settings.SAMENSPEL_ACCESSIBILITY_URL,
        "status": status,
        "status_text": ACCESSIBILITY_STATUSES.get(status, ""),
        "contact": settings.SAMENSPEL_CONTACT,
        "breadcrumb": [(_("Accessibility"), "")],
    }
    return render(request, "web/accessibility.html", context)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a vulnerability (RFC 9116); 404 where nobody said so."""
    contacts = settings.SAMENSPEL_SECURITY_CONTACT
    expires = security_expires(settings.SAMENSPEL_SECURITY_EXPIRES)
    if not contacts or expires is None or expires <= timezone.now():
        raise Http404("no contact for security")
    lines = [
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(reverse('security-txt'))}",
    ]
    text = "".join(f"{line}\r\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be found, except pages that are of one person."""
    lines = ["User-agent: *"]
    for language, _name in settings.LANGUAGES:
        with override(language):
            lines += [f"Disallow: {reverse(view)}" for view in ("login", "logout", "my-page")]
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers: 200 with status ``ok``, else 503 with ``unavailable``."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        logger.exception("the database does not answer")
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, in the frame of the site."""
    return _error(request, 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, in the frame of the site."""
    return _error(request, 403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, in the frame of the site; the address is not repeated on the page."""
    return _error(request, 404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500, without context: it must work when database and session do not."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from this site, or came too late."""
    logger.warning("form refused: %s", reason)
    context = {"reason": _("This form was open for too long, or cookies are off. Go back, reload.")}
    return render(request, "400.html", context, status=403)


def _error(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"{status}.html", status=status)
