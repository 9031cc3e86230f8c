"""What the people of the demo say while somebody watches: the first line starts a conversation, the rest answer it."""

from __future__ import annotations

Line = tuple[str, str]

CONVERSATIONS: tuple[tuple[Line, ...], ...] = (
    (
        ("tomas.l", "Wind from the west, twenty-two degrees of excuses. Who rides tonight? #slowcycling"),
        ("ana", "I do. Eight at the lock?"),
        ("bram", "I will wave from the deck."),
        ("tomas.l", "Bring the pancakes out this time."),
    ),
    (
        ("lucia.v", "The oven is on, the street smells of rye. #baking"),
        ("leo", "Two minutes away. Do not slice it."),
        ("lucia.v", "Too late for the first one."),
    ),
    (
        ("noor", "Deleted four hundred lines today. Nothing broke, and I have checked twice. #software"),
        ("dmitri", "The best commit is the one that goes down."),
        ("ben.okafor", "Frame the diff."),
        ("noor", "It is already the wallpaper."),
    ),
    (
        ("olu", "Clear sky until two. Saturn is up, and it has its rings on. #stars"),
        ("isla", "Dog and I are outside. Where do I look?"),
        ("olu", "South, the bright one that does not twinkle."),
        ("isla", "FOUND IT. The dog is unmoved."),
    ),
    (
        ("priya", "Opening the kiln in an hour. Nobody talk to me until then. #ceramics"),
        ("nadia", "…"),
        ("kofi", "…"),
        ("priya", "It is GREEN. It was never meant to be green. I love it."),
    ),
    (
        ("carla", "Ninetieth minute, and they bring on the physio. #sports"),
        ("lena.p", "I can hear you from the bench, you know."),
        ("carla", "Then score!"),
    ),
    (
        ("hedda", "There is a child on this train who wants to know where wool comes from before it is wool. #wool"),
        ("mei", "What did you say?"),
        ("hedda", "A sheep. She said: and before that?"),
    ),
    (
        ("hassan", "Terminus, ten minutes, chapter one of something with a lighthouse. #books"),
        ("rosa.k", "Is it the thin blue one?"),
        ("hassan", "It is. How do you know?"),
        ("rosa.k", "I bound it."),
    ),
    (
        ("sam", "New noise. Left side, only downhill. #cars"),
        ("jun_t", "Like a bird or like a drawer?"),
        ("sam", "Like a drawer full of birds."),
        ("tove", "Gauge."),
    ),
    (
        ("greta.w", "A hedgehog has moved in under the beans. Rent is one slug a night. #garden"),
        ("oskar", "Does he do viewings?"),
        ("greta.w", "By appointment, after dark."),
    ),
    (
        ("amara", "New strings. The bass sounds like a cathedral that had coffee. #music"),
        ("pavel", "Give them three days, they will calm down."),
        ("kofi", "Which coffee, though?"),
    ),
    (
        ("aiko", "Tonight: the one with the train that runs on water. Seventh time. #anime"),
        ("yuki", "Watch the lamp in the carriage. It swings once by itself."),
        ("aiko", "Seven times, and I never saw it."),
    ),
    (
        ("kasper", "The hut has one stove, four strangers and a guitar with three strings. #mountains"),
        ("zola", "So a good night, then."),
        ("emil", "Mark it on my map as loud."),
    ),
    (
        ("yara", "A tent from 1974 on my table. Older than me, and in better shape. #repair"),
        ("finn_b", "What is it waxed with?"),
        ("yara", "Hope, I think. And candles."),
    ),
    (
        ("sunita", "A student asked if the average of two opinions is wrong twice. Full marks. #statistics"),
        ("dmitri", "Only if they are independent."),
        ("ben.okafor", "They never are."),
    ),
    (
        ("ines", "Small clean waves, nobody out, sardines after. #sea"),
        ("bram", "Save me two."),
        ("ines", "Waves or sardines?"),
    ),
)
