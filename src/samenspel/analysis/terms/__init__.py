# SPDX-License-Identifier: EUPL-1.2
"""Terms: until when may a council say something, and when must a board be ready?

``compute`` gives a date with every step that led to it; ``rules`` has the table of the law,
``holidays`` the days on which a term does not end, ``recess`` what a term means for a council that
does not meet all year. No clock, no language: steps carry keys and plain values.
"""

from samenspel.analysis.terms.compute import (
    LONGEST_OWN,
    Computed,
    Own,
    Step,
    by_rule,
    chosen,
    compute,
    count,
    given,
)
from samenspel.analysis.terms.errors import TermsError
from samenspel.analysis.terms.holidays import (
    FIRST_YEAR,
    HOLIDAYS,
    LAST_YEAR,
    closed_on,
    holidays_between,
    holidays_of,
)
from samenspel.analysis.terms.recess import Closed, recess_warnings
from samenspel.analysis.terms.rules import (
    RULES,
    Direction,
    Extension,
    Rule,
    Start,
    Unit,
    rule_keys,
    rule_on,
    versions_of,
)

__all__ = [
    "FIRST_YEAR",
    "HOLIDAYS",
    "LAST_YEAR",
    "LONGEST_OWN",
    "RULES",
    "Closed",
    "Computed",
    "Direction",
    "Extension",
    "Own",
    "Rule",
    "Start",
    "Step",
    "TermsError",
    "Unit",
    "by_rule",
    "chosen",
    "closed_on",
    "compute",
    "count",
    "given",
    "holidays_between",
    "holidays_of",
    "recess_warnings",
    "rule_keys",
    "rule_on",
    "versions_of",
]
