# SPDX-License-Identifier: EUPL-1.2
"""Handing out a stored file so that no browser runs what is in it and none keeps it too long."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from samenspel.citylinks.models import StoredFile

PUBLIC_SECONDS = 60
"""How long a browser may show a file of everybody without asking: a consent can be withdrawn."""


def served(
    request: HttpRequest, file: StoredFile, *, name: str, as_attachment: bool, is_public: bool
) -> HttpResponse:
    """The bytes, or 304 when the browser has them; the bytes are read only when they are needed.

    Never kept by what lies between browser and site (``private``); what is for members is asked
    for again each time.
    """
    etag = f'"{file.digest}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(bytes(file.content), content_type=file.media_type)
        disposition = content_disposition_header(as_attachment, name)
        answer["Content-Disposition"] = cast("str", disposition)
    answer["ETag"] = etag
    answer["Cache-Control"] = (
        f"private, max-age={PUBLIC_SECONDS}, must-revalidate" if is_public else "private, no-cache"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
