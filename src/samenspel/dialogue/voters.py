# SPDX-License-Identifier: EUPL-1.2
"""Who reacts to statements, as a keyed digest: enough to count everybody once, and no more.

The digest is another one in every round, so that reactions to two rounds cannot be laid side by
side. Without the secret of the site it leads to nobody.
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from samenspel.accounts.models import User
from samenspel.dialogue.models import Round

_SALT = "samenspel.dialogue.voters"


def voter_of_token(round_: Round, token: str) -> str:
    """The digest of a browser: ``token`` is the random value of its cookie."""
    return _digest(round_, f"browser {token}")


def voter_of_user(round_: Round, user: User) -> str:
    """The digest of somebody with an account."""
    return _digest(round_, f"user {user.pk}")


def _digest(round_: Round, who: str) -> str:
    return salted_hmac(_SALT, f"{round_.pk} {who}", algorithm="sha256").hexdigest()
