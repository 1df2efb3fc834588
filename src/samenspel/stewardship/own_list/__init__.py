# SPDX-License-Identifier: EUPL-1.2
"""A municipality's own list: understanding its columns, comparing, the template."""
