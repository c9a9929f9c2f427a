"""Questions and beliefs as they are published. Front door: import from here.

Publishing is idempotent by digest: what has not changed makes nothing new, what has changed makes
a new immutable version, and what is no longer there is retired, never deleted.
"""

from quizzes.bank.beliefs import BeliefText, publish_beliefs
from quizzes.bank.publishing import Published, UnknownBelief, publish_bank

__all__ = [
    "BeliefText",
    "Published",
    "UnknownBelief",
    "publish_bank",
    "publish_beliefs",
]
