# SPDX-License-Identifier: EUPL-1.2
"""City links: queries, a file per subject."""
