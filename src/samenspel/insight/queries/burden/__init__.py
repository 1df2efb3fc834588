# SPDX-License-Identifier: EUPL-1.2
"""The burden of arrangements: figures, pages, and what people told."""
