"""Who lives in the demo."""

from __future__ import annotations

from dataclasses import dataclass

from app.jobs.demo.portraits import Looks


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One person. People of one circle follow each other and like the same things; the first one matters most."""

    username: str
    display_name: str
    bio: str
    circles: tuple[str, ...]
    # A face, the name of a picture, or nothing: then initials stand for them.
    avatar: Looks | str = ""
    link: str = ""


HOST = "mira"

PEOPLE = (
    DemoPerson(HOST, "Mira Holm", "Weaver by day, cyclist by weather. Notes on wool, repair and slow #software.", ("wool", "cycling", "repair", "code"), Looks(1, 3, "bob", "freckles"), "https://miraholm.example"),
    DemoPerson("ana", "Ana Duarte", "Canals, bridges, and the long way home.", ("cycling", "city"), Looks(3, 0, "long")),
    DemoPerson("priya", "Priya Nair", "Potter. The kiln decides.", ("ceramics", "food", "wool"), Looks(4, 0, "bun", "rings")),
    DemoPerson("ben.okafor", "Ben Okafor", "Small tools, plain text, strong tea.", ("code", "books"), Looks(6, 0, "short", "glasses beard")),
    DemoPerson("jun_t", "Jun Takeda", "Repairs what others throw away.", ("repair", "anime"), Looks(1, 0, "short")),
    DemoPerson("yara", "Yara Haddad", "Sews tents and patches jackets. Aleppo, then Malmö.", ("repair", "wool"), Looks(2, 1, "scarf")),
    DemoPerson("tomas.l", "Tomas Lind", "Sunday group rides, any weather.", ("cycling", "sports"), Looks(0, 4, "cap", "beard")),
    DemoPerson("noor", "Noor Aziz", "Writes programs that fit on one screen.", ("code", "city"), Looks(3, 0, "curls", "glasses")),
    DemoPerson("finn_b", "Finn Berg", "Runs the repair evenings at the library.", ("repair", "books", "code"), Looks(0, 5, "short", "glasses beard"), "https://repair-evenings.example"),
    DemoPerson("lucia.v", "Lucía Vega", "Bakes before sunrise, sketches after lunch.", ("food", "art"), Looks(2, 1, "bun")),
    DemoPerson("carla", "Carla Moreno", "Match reports from the cheap seats.", ("sports", "cycling"), Looks(3, 2, "long", "freckles")),
    DemoPerson("sam", "Sam Whitlock", "Old cars, new gaskets.", ("cars", "repair"), Looks(1, 2, "cap")),
    DemoPerson("aiko", "Aiko Mori", "Watches one anime a night and regrets none.", ("anime", "art"), Looks(0, 0, "bob", "glasses")),
    DemoPerson("leo", "Leo Brandt", "Cooks from the market, never from a list.", ("food", "garden"), Looks(1, 3, "curls", "beard")),
    DemoPerson("ines", "Inês Carvalho", "Surf report, sardines, salt in everything.", ("sea", "food"), "sea"),
    DemoPerson("olu", "Olu Adeyemi", "Astronomer on a roof. Bring a blanket.", ("stars", "photo"), "northern_lights"),
    DemoPerson("greta.w", "Greta Winter", "Allotment 14. Tomatoes, slugs, hope.", ("garden", "food"), "sunflower"),
    DemoPerson("hassan", "Hassan Idris", "Night bus driver. Reads at the terminus.", ("books", "city"), Looks(5, 0, "short", "beard")),
    DemoPerson("mei", "Mei Lin", "Quilts. Geometry you can sleep under.", ("wool", "art"), "quilt"),
    DemoPerson("pavel", "Pavel Dvořák", "Piano tuner. Everything is a little flat.", ("music", "repair"), Looks(0, 6, "bald", "glasses")),
    DemoPerson("zola", "Zola Mbeki", "Trail runner. If you find a shoe, it is mine.", ("sports", "mountains"), Looks(6, 0, "bun", "rings")),
    DemoPerson("kasper", "Kasper Juhl", "Hikes slowly, photographs quickly.", ("mountains", "photo"), "mountain_lake"),
    DemoPerson("rosa.k", "Rosa Klein", "Bookbinder. Paper has a direction, so have I.", ("books", "art"), "books"),
    DemoPerson("dmitri", "Dmitri Sokolov", "Databases, mostly the boring parts.", ("code", "music"), Looks(0, 1, "short", "glasses")),
    DemoPerson("amara", "Amara Diallo", "Double bass, small rooms.", ("music", "city"), Looks(5, 0, "curls", "rings")),
    DemoPerson("tove", "Tove Nilsen", "Ferry engineer. Sunrises from below deck.", ("sea", "cars"), Looks(0, 4, "long", "freckles")),
    DemoPerson("emil", "Emil Larsen", "Draws maps of places that are nearly there.", ("art", "mountains"), "flow_lines"),
    DemoPerson("sunita", "Sunita Rao", "Statistics teacher. Ask me about the median.", ("code", "books"), Looks(4, 0, "long", "glasses")),
    DemoPerson("paulo", "Paulo Reis", "Tiles, façades, and the cracks between.", ("city", "photo"), "truchet"),
    DemoPerson("hedda", "Hedda Strand", "Knits on trains. Misses stops.", ("wool", "books"), "knitting"),
    DemoPerson("kofi", "Kofi Mensah", "Coffee roaster. First crack is my favourite song.", ("food", "music"), "coffee"),
    DemoPerson("lena.p", "Lena Petrova", "Physio for a second-division club. Stretch.", ("sports",), Looks(1, 7, "bob")),
    DemoPerson("ravi", "Ravi Menon", "Ramen in winter, cricket in summer.", ("food", "sports"), "ramen"),
    DemoPerson("isla", "Isla Fraser", "Bothy to bothy with a wet dog.", ("mountains", "stars"), Looks(0, 7, "curls", "freckles")),
    DemoPerson("matteo", "Matteo Conti", "Vespa, not for sale.", ("cars", "city"), Looks(2, 0, "short", "beard")),
    DemoPerson("yuki", "Yuki Sato", "In-betweener. You never see my drawings, only the movement.", ("anime", "art"), Looks(1, 0, "long")),
    DemoPerson("bram", "Bram de Wit", "Boats, bikes, rain.", ("cycling", "sea"), "canal"),
    DemoPerson("nadia", "Nadia Karim", "Glaze chemist. It is all just glass and patience.", ("ceramics", "code"), "glaze_tiles"),
    DemoPerson("oskar", "Oskar Lund", "", ("garden", "repair")),
    DemoPerson("fay", "Fay Collins", "New here. Mostly listening.", ("books", "wool")),
)  # fmt: skip
