"""Texts of posts: from an Ollama server, or out of templates when none is there."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Protocol

from simulation.interests import INTERESTS

if TYPE_CHECKING:
    from simulation.people import FakePerson

MODEL = "gemma3:270m"
LONGEST = 280
SECONDS = 30.0
# So many failures one after the other, and the model is not asked again: a round must not take for ever.
PATIENCE = 3
_PROMPT = (
    "Write one short, friendly post for a social network about {interest}, in the first person, one or two plain "
    "sentences, no hashtags, no quotation marks. You are {name}, who cares about {interest} most of all."
)


class Writer(Protocol):
    """Makes the text of a post."""

    @property
    def source(self) -> str:
        """Where texts have come from so far."""

    def write(self, person: FakePerson, interest: str, dice: random.Random) -> str:
        """One post about an interest, without its topic."""


class TemplateWriter:
    """Puts posts together from parts."""

    @property
    def source(self) -> str:
        """Always the same."""
        return "templates"

    def write(self, person: FakePerson, interest: str, dice: random.Random) -> str:  # noqa: ARG002
        """One post about an interest; `person` makes no difference."""
        parts = INTERESTS[interest]
        return f"{dice.choice(parts.doings)} {dice.choice(parts.things)}, {dice.choice(parts.feelings)}"


class OllamaWriter:
    """Asks a language model; what it cannot answer comes from templates, and `source` says how often."""

    def __init__(self, host: str, model: str) -> None:
        from ollama import Client

        self._asked = self._failed = self._failed_in_a_row = 0
        self._model = model
        self._client = Client(host=host, timeout=SECONDS)
        self._templates = TemplateWriter()

    @property
    def source(self) -> str:
        """The model, and how many texts it did not give."""
        failed = f", {self._failed} of {self._asked} from templates" if self._failed else ""
        return f"ollama ({self._model}){failed}"

    def is_there(self) -> bool:
        """Whether the server answers and has the model."""
        try:
            names = {model.model for model in self._client.list().models}
        except Exception:  # noqa: BLE001  whatever is wrong there: templates are the answer
            return False
        return self._model in names

    def write(self, person: FakePerson, interest: str, dice: random.Random) -> str:
        """One post about an interest, cut to a post's length."""
        text = self._ask(person, interest, dice) if self._failed_in_a_row < PATIENCE else ""
        self._asked += 1
        if text:
            self._failed_in_a_row = 0
            return text
        self._failed += 1
        self._failed_in_a_row += 1
        return self._templates.write(person, interest, dice)

    def _ask(self, person: FakePerson, interest: str, dice: random.Random) -> str:
        prompt = _PROMPT.format(interest=interest, name=person.display_name)
        options = {"seed": dice.randrange(2**31), "num_predict": 80}
        try:
            answer = self._client.generate(model=self._model, prompt=prompt, options=options).response or ""
        except Exception:  # noqa: BLE001  a model that fails now and then
            return ""
        return _usable(answer)


def _usable(answer: str) -> str:
    """A model's answer as a post; empty when nothing of it can be read."""
    printable = "".join(sign if sign.isprintable() else " " for sign in answer)
    text = " ".join(printable.split()).strip('" ')
    if not any(sign.isalpha() for sign in text):
        return ""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rpartition(" ")[0] + "…"


def choose_writer() -> Writer:
    """The model of OLLAMA_MODEL at OLLAMA_HOST where it is reachable, else templates."""
    try:
        writer = OllamaWriter(
            os.environ.get("OLLAMA_HOST", "http://127.0.0.1:11434"), os.environ.get("OLLAMA_MODEL") or MODEL
        )
    except ImportError:
        return TemplateWriter()
    return writer if writer.is_there() else TemplateWriter()
