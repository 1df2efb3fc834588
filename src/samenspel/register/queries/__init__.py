# SPDX-License-Identifier: EUPL-1.2
"""What is read of the register: typed answers for one page or one export each."""
