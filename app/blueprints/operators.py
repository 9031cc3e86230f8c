"""What only operators may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.blueprints.current import require_viewer
from app.errors import Forbidden

if TYPE_CHECKING:
    from app.store.sessions import Viewer


def require_operator() -> Viewer:
    """The signed-in operator.

    Raises:
        NotSignedIn: nobody is.
        Forbidden: somebody else is.
    """
    person = require_viewer()
    if person.role != "operator":
        raise Forbidden("This page is for the people who run this server.")
    return person
