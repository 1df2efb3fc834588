# SPDX-License-Identifier: EUPL-1.2
"""Lists that people send, CSV or XLSX: read safely, heads understood, rows handed back to mend."""
