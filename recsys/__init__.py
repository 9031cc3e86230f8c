"""A recommender of its own: arrays and ids in, scores and reasons out. Needs numpy and scipy, nothing of Skein.

`Builder` collects events, `fit` makes an immutable `Model`, `Model.rank` and `Model.explain` serve it, `save` and
`load` keep it in a folder. `python -m recsys` evaluates, tunes and measures on files (docs/recommender.md).
"""

from recsys.interactions import ACTION_WEIGHTS, Builder, Ids, Interactions
from recsys.model import Contribution, Features, Model, Ranked, fit
from recsys.settings import Settings
from recsys.storage import ModelCorrupt, load, save

__all__ = [
    "ACTION_WEIGHTS",
    "Builder",
    "Contribution",
    "Features",
    "Ids",
    "Interactions",
    "Model",
    "ModelCorrupt",
    "Ranked",
    "Settings",
    "fit",
    "load",
    "save",
]
