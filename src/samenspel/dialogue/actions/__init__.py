# SPDX-License-Identifier: EUPL-1.2
"""What changes a dialogue: one transaction each, the right checked, the event logged."""
