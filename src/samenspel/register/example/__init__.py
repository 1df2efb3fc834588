# SPDX-License-Identifier: EUPL-1.2
"""The built-in example: a small data package written by hand, to show and to try."""

from pathlib import Path

# In a folder of its own: a reader names every file beside the tables as unused.
EXAMPLE = Path(__file__).resolve().parent / "voorbeeld"
"""The folder of the package."""
