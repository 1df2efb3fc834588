# SPDX-License-Identifier: EUPL-1.2
"""City links: reports, a file per subject."""
