# SPDX-License-Identifier: EUPL-1.2
"""A zip file that says nothing of the moment or the machine that made it."""

from __future__ import annotations

import io
import zipfile

# The first moment that a zip file can write down.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def steady(content: bytes) -> bytes:
    """The same files in the same order, each with one fixed time: equal contents, equal bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made,
    ):
        for item in given.infolist():
            entry = zipfile.ZipInfo(item.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            made.writestr(entry, given.read(item))
    return out.getvalue()
