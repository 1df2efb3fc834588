# SPDX-License-Identifier: EUPL-1.2
"""A municipality's own list: reading the file, understanding its columns, the template."""
