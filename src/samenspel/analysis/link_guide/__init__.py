# SPDX-License-Identifier: EUPL-1.2
"""The decision guide: from answers to an advice with reasons.

Questions, answers, points, advices and all texts are data: one file, ``link_guide.toml``, whose
header explains it to who does not program. :func:`read_guide` checks such a file and names
everything that is wrong with it; :func:`weigh` adds up whole numbers, so the same answers always
give the same advice, in whatever order they were given.
"""

from samenspel.analysis.link_guide.advising import (
    Change,
    Outcome,
    Reason,
    RuledOut,
    Standing,
    weigh,
    what_would_change,
)
from samenspel.analysis.link_guide.answering import (
    Answers,
    AnswersError,
    Taken,
    questions_shown,
    take,
)
from samenspel.analysis.link_guide.guide import (
    Advice,
    Answer,
    Guide,
    KnockOut,
    Part,
    Question,
    Text,
)
from samenspel.analysis.link_guide.reading import (
    GuideError,
    guide_text,
    link_guide,
    read_guide,
)

__all__ = [
    "Advice",
    "Answer",
    "Answers",
    "AnswersError",
    "Change",
    "Guide",
    "GuideError",
    "KnockOut",
    "Outcome",
    "Part",
    "Question",
    "Reason",
    "RuledOut",
    "Standing",
    "Taken",
    "Text",
    "guide_text",
    "link_guide",
    "questions_shown",
    "read_guide",
    "take",
    "weigh",
    "what_would_change",
]
