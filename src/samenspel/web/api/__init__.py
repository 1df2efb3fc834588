# SPDX-License-Identifier: EUPL-1.2
"""The HTTP API, version 1: what the screens show and do, by the NL API Design Rules.

Dutch names, camelCase, problem details (RFC 9457). Reading needs no log-in; writing goes through
the same actions, and so the same rights, as the pages.
"""
