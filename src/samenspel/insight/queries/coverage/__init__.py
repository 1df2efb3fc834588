# SPDX-License-Identifier: EUPL-1.2
"""Tasks, and which arrangements carry them out."""
