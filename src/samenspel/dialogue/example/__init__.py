# SPDX-License-Identifier: EUPL-1.2
"""The dialogue of the built-in example: the round of 2012 of the Stadsregio Amsterdam."""

from samenspel.dialogue.example.loading import load_example

__all__ = ["load_example"]
