# SPDX-License-Identifier: EUPL-1.2
"""City links: finding a partner, weighing it, keeping the file, looking back."""
