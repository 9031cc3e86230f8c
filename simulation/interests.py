"""What the people of the simulation care about, and how they speak of it when no language model is there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interest:
    """A subject: its topic, and the parts of which templates make posts."""

    name: str
    things: tuple[str, ...]
    doings: tuple[str, ...]
    feelings: tuple[str, ...]


INTERESTS: dict[str, Interest] = {
    interest.name: interest
    for interest in (
        Interest(
            "sports",
            ("the Sunday league", "my marathon plan", "the penalty shoot-out", "our local derby", "the climbing wall"),
            ("Watched", "Trained for", "Lost a bet on", "Argued about", "Finally understood"),
            ("and my legs know it.", "and nobody scored.", "what a second half.", "best hour of the week."),
        ),
        Interest(
            "tech",
            ("a tiny web server", "the new compiler", "my home lab", "an index scan", "a keyboard with brass switches"),
            ("Built", "Benchmarked", "Broke and repaired", "Read the source of", "Explained to my mother"),
            ("in an evening.", "and it is faster than I feared.", "twice.", "with fewer lines than yesterday."),
        ),
        Interest(
            "anime",
            ("the finale", "that train episode", "a film about a moving castle", "the opening song", "the 1998 series"),
            ("Rewatched", "Cried at", "Recommended", "Drew a scene from", "Could not stop humming"),
            ("and regret nothing.", "with subtitles, as one should.", "until three.", "frame by frame."),
        ),
        Interest(
            "cars",
            ("an old estate car", "the hill climb", "a gearbox", "my first electric one", "the carburettor"),
            ("Drove", "Took apart", "Photographed", "Waxed", "Listened to"),
            ("and it started at once.", "in the rain.", "with one bolt left over.", "for far too long."),
        ),
        Interest(
            "food",
            ("sourdough", "a pot of dal", "grandmother's dumplings", "the market's last figs", "ramen from scratch"),
            ("Cooked", "Burned", "Shared", "Learned to make", "Ate far too much of"),
            ("and the kitchen smells of it.", "third try, first success.", "with friends.", "before noon."),
        ),
    )
}
