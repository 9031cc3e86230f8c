"""Who lives in the demo data and what they say; `demo_data.py` writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One person; `mates` are the usernames that they follow."""

    username: str
    display_name: str
    bio: str
    mates: tuple[str, ...]
    link: str = ""


@dataclass(frozen=True, slots=True)
class DemoPost:
    """One post. `key` names it for others of this file; `likes` is how many of the people like it."""

    key: str
    author: str
    minutes_ago: int
    body: str = ""
    reply_to: str = ""
    repost_of: str = ""
    quote_of: str = ""
    likes: int = 0


HOST = "mira"

PEOPLE = (
    DemoPerson(
        HOST,
        "Mira Holm",
        "Weaver by day, cyclist by weather. Notes on wool, repair and slow #software.",
        ("ana", "priya", "ben.okafor", "jun_t", "tomas.l", "yara"),
        "https://miraholm.example",
    ),
    DemoPerson("ana", "Ana Duarte", "Canals, bridges, and the long way home.", ("mira", "tomas.l", "jun_t", "noor")),
    DemoPerson("priya", "Priya Nair", "Potter. The kiln decides.", ("mira", "yara", "lucia.v", "ben.okafor")),
    DemoPerson("ben.okafor", "Ben Okafor", "Small tools, plain text, strong tea.", ("noor", "mira", "finn_b")),
    DemoPerson("jun_t", "Jun Takeda", "Repairs what others throw away.", ("yara", "mira", "ana")),
    DemoPerson(
        "yara", "Yara Haddad", "Sews tents and patches jackets. Aleppo, then Malmö.", ("jun_t", "mira", "priya")
    ),
    DemoPerson("tomas.l", "Tomas Lind", "Sunday group rides, any weather.", ("ana", "mira", "carla")),
    DemoPerson("noor", "Noor Aziz", "Writes programs that fit on one screen.", ("ben.okafor", "finn_b", "mira")),
    DemoPerson("finn_b", "Finn Berg", "Runs the repair evenings at the library.", ("jun_t", "yara", "noor", "ana")),
    DemoPerson("lucia.v", "Lucía Vega", "Bakes before sunrise, sketches after lunch.", ("priya", "carla", "ana")),
    DemoPerson("carla", "Carla Moreno", "Match reports from the cheap seats.", ("tomas.l", "lucia.v", "sam")),
    DemoPerson("sam", "Sam Whitlock", "Old cars, new gaskets.", ("carla", "finn_b", "jun_t")),
    DemoPerson("aiko", "Aiko Mori", "Watches one anime a night and regrets none.", ("jun_t", "lucia.v", "noor")),
    DemoPerson("leo", "Leo Brandt", "Cooks from the market, never from a list.", ("lucia.v", "priya", "ana")),
)

POSTS = (
    DemoPost("wool", "mira", 30_000, "Everything I know about washing wool fits in one post, so here it is. Cold water, no wringing, patience. #wool", likes=12),
    DemoPost("kiln", "priya", 8_900, "The kiln at the studio holds its heat overnight now. New bricks, same old door. #ceramics", likes=6),
    DemoPost("screen", "noor", 8_200, "A program you can read in an evening is a program you can still fix in ten years. #python", likes=11),
    DemoPost("bread", "lucia.v", 7_000, "Four loaves, one burnt, three gone before noon. A good morning. #food", likes=8),
    DemoPost("gasket", "sam", 6_300, "Replaced the head gasket on the ’87 estate. It starts, it idles, it leaks somewhere new. #cars", likes=5),
    DemoPost("derby", "carla", 5_800, "Nil–nil, and somehow the best match of the season. The keeper should get the bus named after him. #sports", likes=4),
    DemoPost("film", "aiko", 5_200, "Rewatched the one with the bathhouse. You notice the hands this time: everyone is always carrying something. #anime", likes=9),
    DemoPost("market", "leo", 4_400, "First blood oranges at the market. Fennel, olive oil, salt, nothing else. #food", likes=7),
    DemoPost("typing", "ben.okafor", 3_900, "Turned off autocomplete for a week. I type less and think a little more. #software", likes=6),
    DemoPost("typing.r1", "noor", 3_860, "I kept it off. The errors became mine again.", reply_to="typing", likes=3),
    DemoPost("fog", "mira", 3_100, "Morning fog, then none.", likes=10),
    DemoPost("group", "tomas.l", 2_900, "Sunday’s group ride: over the hill with coffee at the top, or flat along the river? #slowcycling", likes=5),
    DemoPost("group.r1", "ana", 2_870, "Over the hill. The coffee is the argument.", reply_to="group", likes=4),
    DemoPost("group.r2", "mira", 2_850, "Wherever the wind pushes.", reply_to="group", likes=6),
    DemoPost("group.r3", "tomas.l", 2_800, "Wind it is. Eight o’clock at the lock.", reply_to="group.r2", likes=3),
    DemoPost("sketch", "lucia.v", 2_400, "A sketchbook is a place where bad drawings are allowed to live.", likes=9),
    DemoPost("seam", "yara", 2_000, "Re-taped eleven seams today. If your jacket is older than your phone, keep the jacket. #repair", likes=8),
    DemoPost("away", "carla", 1_700, "Away end, row Z, rain from the side. Would do it again. #sports", likes=3),
    DemoPost("opening", "aiko", 1_500, "Ranking openings by how hard it is to skip them. Spoiler: you can’t skip any. #anime", likes=6),
    DemoPost("loom", "mira", 1_300, "Warped the big loom, 640 threads, one mistake, and of course it was thread three. #wool", likes=11),
    DemoPost("loom.r1", "priya", 1_280, "Thread three is always the one.", reply_to="loom", likes=4),
    DemoPost("argument", "ben.okafor", 900, "This is the whole argument for small tools, in one sentence.", quote_of="screen", likes=9),
    DemoPost("radiator", "sam", 760, "The radiator was fine. It was the cap. It is always the cap. #cars", likes=4),
    DemoPost("soup", "leo", 640, "Leeks, potatoes, the rind of the cheese. Winter can start. #food", likes=7),
    DemoPost("evening", "finn_b", 500, "There’s a repair evening at the library on Thursdays. Bring the jacket, we have the machine. #repair", likes=8),
    DemoPost("evening.s", "jun_t", 430, repost_of="evening"),
    DemoPost("jacket", "jun_t", 240, "Does anyone here repair their own rain jackets? The seam tape on mine has given up, and I’d rather sew than buy. #repair", likes=10),
    DemoPost("jacket.r0", "jun_t", 236, "For scale: the jacket is older than my bike, and the bike can vote.", reply_to="jacket", likes=6),
    DemoPost("jacket.r1", "yara", 180, "Seam grip and a warm iron. Go slowly, and test it on the hem first. @mira did hers last spring.", reply_to="jacket", likes=7),
    DemoPost("jacket.r2", "noor", 172, "Seconding the hem. I learned that on a tent.", reply_to="jacket.r1", likes=3),
    DemoPost("jacket.r3", "mira", 160, "Two thin coats, a night between. It held all summer.", reply_to="jacket.r1", likes=4),
    DemoPost("jacket.r4", "finn_b", 150, "Bring it on Thursday, we have the machine.", reply_to="jacket", likes=4),
    DemoPost("glaze", "priya", 95, "First glaze firing of the winter. The blue did what it wanted, as usual. #ceramics", likes=11),
    DemoPost("glaze.s", "yara", 60, repost_of="glaze"),
    DemoPost("canal", "ana", 34, "Rode home the long way, along the canal. Forty minutes instead of fifteen, and I’d take the forty every time. #slowcycling", likes=12),
    DemoPost("canal.r1", "tomas.l", 20, "The heron by the second lock says hello.", reply_to="canal", likes=4),
)  # fmt: skip
