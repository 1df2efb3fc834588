# SPDX-License-Identifier: EUPL-1.2
"""City links: forms, a file per subject."""
