# SPDX-License-Identifier: EUPL-1.2
"""City links: actions, a file per subject."""
