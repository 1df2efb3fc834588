# SPDX-License-Identifier: EUPL-1.2
"""Django's administration as a looking glass: administrators read every row, and change none.

What changes something goes through the pages of the site, where rights, history and log are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Field, Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.actors import actor_of
from samenspel.accounts.models import Event, Invitation, Organisation, Role, User
from samenspel.accounts.rules import may_see_log

HIDDEN = frozenset({"password", "token_hash"})


class LookingGlass(AdminSite):
    """The site of the administration: for administrators, and to read only."""

    site_header = _("Samenspel: looking into the database")
    site_title = _("Samenspel")
    index_title = _("Tables (to read only)")
    empty_value_display = "–"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Administrators, with their second factor."""
        return may_see_log(actor_of(request), on=timezone.localdate())

    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The log-in page of the site; who is logged in and comes here lacks the right."""
        return _log_in(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Not here: on one's account."""
        raise PermissionDenied("passwords are changed on one's account")


@secure_admin_login  # type: ignore[untyped-decorator]
@login_required
def _log_in(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("for administrators")


site = LookingGlass(name="admin")


if TYPE_CHECKING:
    _Base = ModelAdmin[Model]
else:
    _Base = ModelAdmin


class ReadOnlyAdmin(_Base):
    """Every column of a table, and no way to change one; secrets are left out."""

    list_per_page = 50
    show_full_result_count = False
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who may enter may read all."""
        return site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Idem."""
        return site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """All columns but the secret ones."""
        return [f.name for f in self.model._meta.fields if f.name not in HIDDEN]

    def get_list_display(self, request: HttpRequest) -> Any:
        """The record itself, and its first few columns that are no long text or relation."""
        columns = [f.name for f in self.model._meta.fields if _is_short(f)]
        return ["__str__", *columns[:5]]


def _is_short(field: Field[Any, Any]) -> bool:
    kinds = {"CharField", "EmailField", "DateField", "DateTimeField", "BooleanField"}
    return field.get_internal_type() in kinds and field.name not in HIDDEN


def register(*models: type[Model]) -> None:
    """Show these tables."""
    for model in models:
        site.register(model, ReadOnlyAdmin)


register(User, Organisation, Role, Invitation, Event)
