# SPDX-License-Identifier: EUPL-1.2
"""The city link of the built-in example: Amsterdam, Delfzijl, Heerlen and Sluis."""

from samenspel.citylinks.example.loading import SLUG, load_example

__all__ = ["SLUG", "load_example"]
