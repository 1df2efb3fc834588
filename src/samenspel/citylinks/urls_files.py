# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: documents and photos."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import documents, documents_keep, photos, photos_keep

_DOCUMENTS = "stedenbanden/<slug:slug>/stukken"
_DOCUMENT = f"{_DOCUMENTS}/<int:pk>"
_PHOTOS = "stedenbanden/<slug:slug>/fotos"
_PHOTO = f"{_PHOTOS}/<int:pk>"

urlpatterns: list[URLPattern] = [
    path(f"{_DOCUMENTS}/", documents.documents, name="citylink-documents"),
    path(f"{_DOCUMENTS}/nieuw/", documents_keep.new, name="citylink-document-new"),
    path(f"{_DOCUMENT}/bestand/", documents.document_file, name="citylink-document-file"),
    path(f"{_DOCUMENT}/wijzigen/", documents_keep.change, name="citylink-document-change"),
    path(f"{_DOCUMENT}/vervangen/", documents_keep.replace, name="citylink-document-replace"),
    path(f"{_DOCUMENT}/verwijderen/", documents_keep.remove, name="citylink-document-remove"),
    path(f"{_PHOTOS}/", photos.photos, name="citylink-photos"),
    path(f"{_PHOTOS}/nieuw/", photos_keep.new, name="citylink-photos-new"),
    path(f"{_PHOTO}/<slug:size>.jpg", photos.photo_image, name="citylink-photos-image"),
    path(f"{_PHOTO}/wijzigen/", photos_keep.change, name="citylink-photos-change"),
    path(f"{_PHOTO}/toestemming/", photos_keep.withdraw, name="citylink-photos-withdraw"),
    path(f"{_PHOTO}/verwijderen/", photos_keep.remove, name="citylink-photos-remove"),
]
