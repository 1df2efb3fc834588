# SPDX-License-Identifier: EUPL-1.2
"""What pages about people show."""

from samenspel.accounts.queries.own import Account, HeldRole, account_of, roles_of

__all__ = ["Account", "HeldRole", "account_of", "roles_of"]
