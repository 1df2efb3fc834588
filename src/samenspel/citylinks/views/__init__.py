# SPDX-License-Identifier: EUPL-1.2
"""City links: views, a file per subject."""
