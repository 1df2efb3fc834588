# SPDX-License-Identifier: EUPL-1.2
"""Pages of the register: read input, call one function, render."""
