# SPDX-License-Identifier: EUPL-1.2
"""Consultations among councils: documents, opinions, replies, balance, votes, actions."""
