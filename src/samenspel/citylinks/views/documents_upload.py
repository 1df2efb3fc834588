# SPDX-License-Identifier: EUPL-1.2
"""Taking a file from a form without keeping more of it than can be stored.

Django puts no bound on files. Here at most so many bytes of a request are kept, in memory; what
comes after is counted and forgotten, so that the page can say what is wrong and nothing that was
typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any, Concatenate, ParamSpec

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class BoundedUploadHandler(FileUploadHandler):
    """Keeps the files of a request while they have ``most`` bytes together.

    A file that goes over the bound comes out empty, with its real size in ``size``.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._room = most
        self._held = BytesIO()

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin with a file."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self._held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a part of the file, or forget it when it is too much."""
        self._room -= len(raw_data)
        if self._room >= 0:
            self._held.write(raw_data)
        else:
            self._held = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, with what was kept of it."""
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held,
            self.field_name,
            self.file_name or "",
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


def sent_with_file(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent and its files, or None twice when the page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def takes_files(most: int) -> Callable[[View[P]], View[P]]:
    """Bound the files of a view to ``most`` bytes a request.

    The check against forged forms reads the request, so it comes after the bound is set.
    """

    def decorate(view: View[P]) -> View[P]:
        checked: View[P] = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            request.upload_handlers = [BoundedUploadHandler(most)]
            return checked(request, *args, **kwargs)

        return inner

    return decorate
