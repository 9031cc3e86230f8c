"""Let people made by code use a running Skein: they write, read and react by their interests, round by round.

Their bio says FAKE_USER. Texts come from the Ollama server at OLLAMA_HOST when it has OLLAMA_MODEL, else from
templates. For a Skein with visitors of its own this is not meant.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import httpx

from app.launch.processes import LaunchError
from app.launch.services import with_kept_values
from simulation import steps
from simulation.api import Skein
from simulation.people import LARGEST, SMALLEST
from simulation.writing import choose_writer

if TYPE_CHECKING:
    import argparse

    from app.settings import Settings

HELP = "let people made by code use a running Skein"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--url", help="address of the Skein; usual: the one of this machine")
    parser.add_argument("--people", type=int, default=8, help=f"how many people, {SMALLEST} to {LARGEST}")
    parser.add_argument("--posts", type=int, default=20, help="posts in each round")
    parser.add_argument("--rounds", type=int, default=1, help="how many rounds; 0: until Ctrl-C, one a minute")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other people")
    parser.add_argument("--no-train", action="store_true", help="leave training to the worker")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Run the rounds, and print what each did."""
    settings = with_kept_values(settings)
    path = settings.skein_data / f"simulation-{arguments.seed}.json"
    url = arguments.url or f"http://127.0.0.1:{settings.port}"
    dice = random.Random(arguments.seed)  # noqa: S311  not a secret
    writer = choose_writer()
    try:
        with Skein(url) as skein:
            cast = steps.fake_users(skein, path, size=arguments.people, seed=arguments.seed)
            done = 0
            while arguments.rounds == 0 or done < arguments.rounds:
                if done:
                    time.sleep(60 if arguments.rounds == 0 else 0)
                steps.generated_posts(skein, path, cast, writer, posts=arguments.posts, dice=dice)
                counts = steps.simulated_interactions(skein, path, cast, dice)
                done += 1
                print(
                    f"Round {done}: {arguments.posts} posts, {counts.views} views, {counts.likes} likes, "
                    f"{counts.replies} replies, {counts.reposts} reposts; texts from {writer.source}"
                )
                if not arguments.no_train:
                    print(steps.trained_model())
    except (httpx.HTTPError, ValueError, RuntimeError) as error:
        raise LaunchError(f"{url}: {error}") from error
    return 0
