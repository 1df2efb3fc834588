# SPDX-License-Identifier: EUPL-1.2
"""What is read about flows and regions."""
