# SPDX-License-Identifier: EUPL-1.2
"""What is read of places: typed answers for one page or export each."""
