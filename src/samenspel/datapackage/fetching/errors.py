# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong when data is fetched."""


class FetchError(Exception):
    """The data did not come; the message is plain and says what to do where that is known."""
