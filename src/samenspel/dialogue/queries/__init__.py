# SPDX-License-Identifier: EUPL-1.2
"""What pages and files of dialogues read."""
