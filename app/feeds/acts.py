"""What an act says about taste; the place in the array is the `kind` of the queries."""

from __future__ import annotations

import numpy as np

from recsys import ACTION_WEIGHTS

LESS_LIKE = 7
SAVE_WEIGHT = 1.2
# Somebody who asks for less of a post means it more than somebody who likes one.
LESS_LIKE_WEIGHT = -2.0

# 0: one's own post, 1: like, 2: save, 3: share, 4: reply, 5: repost or quote, 6: click, 7: less like this, 8: view.
WEIGHTS = np.array(
    [
        0.0,
        ACTION_WEIGHTS["like"],
        SAVE_WEIGHT,
        ACTION_WEIGHTS["share"],
        ACTION_WEIGHTS["reply"],
        ACTION_WEIGHTS["repost"],
        ACTION_WEIGHTS["click"],
        LESS_LIKE_WEIGHT,
        ACTION_WEIGHTS["view"],
    ],
    dtype=np.float32,
)

# Ids hold the milliseconds since this moment (2026-01-01) above 22 bits.
EPOCH_SECONDS = 1_767_225_600.0
ID_BITS = 22


def seconds_of_id(post_id: int) -> float:
    """When a row with this id was made, in seconds since 1970."""
    return (post_id >> ID_BITS) / 1000 + EPOCH_SECONDS
