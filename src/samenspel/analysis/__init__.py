# SPDX-License-Identifier: EUPL-1.2
"""Methods without a framework: arrays and small dataclasses in, results out.

Nothing here reads a file, the clock or a global source of chance, so every result can be repeated.
"""
