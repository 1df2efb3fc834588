# SPDX-License-Identifier: EUPL-1.2
"""Which links of an imported list are no longer as the import made them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import ManyToOneRel, Model, Q

from samenspel.citylinks.models import Agreement, CityLink, LinkList, Party

FIRST_EDITION = 1
# Made by the import itself. A change of a party counts in the edition of the link.
_MADE = (Agreement, Party)


def touched(imported: LinkList) -> tuple[CityLink, ...]:
    """Those that were changed, or to which something was added; a constant number of queries.

    Whatever refers to a link counts, so that what is kept of a link in later days counts too.
    """
    links = CityLink.objects.filter(lists=imported)
    changed = set(
        links.filter(~Q(edition=FIRST_EDITION) | Q(is_public=True)).values_list("pk", flat=True)
    )
    agreements = Agreement.objects.filter(link__in=links.values("pk"))
    changed.update(
        agreements.exclude(fixed_at=imported.decided_at).values_list("link_id", flat=True)
    )
    for model, field in _referring():
        rows = model._default_manager.filter(**{f"{field}__in": links.values("pk")})
        changed.update(rows.values_list(field, flat=True))
    return tuple(CityLink.objects.filter(pk__in=changed).order_by("name", "pk"))


def _referring() -> Iterator[tuple[type[Model], str]]:
    """Models with the field by which their rows are about a link, but what an import makes."""
    for relation in CityLink._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model not in _MADE:
            model = relation.related_model
            if not model._meta.auto_created:
                yield model, relation.field.name
