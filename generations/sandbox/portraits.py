"""The pictures of the faces that identify-face found, made when first asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import senses
from .account import Account
from .files import denied
from .protocol import Answer, plain

NAME = re.compile(r"([\w-]+)-(\d{1,2})\.jpg", re.ASCII)


@dataclass(frozen=True)
class Portraits:
    """The door for them: it asks for no key, the address is the secret."""

    account: Account

    def answer(self, name: str) -> Answer:
        match = NAME.fullmatch(name)
        session = self.account.session(match[1]) if match else None
        if match is None or session is None:
            return denied()
        faces, number = session.parent.faces, int(match[2])
        if session.token != match[1] or number >= len(faces):
            return denied()
        film = self.account.shelf.folder / session.parent.file
        picture = senses.portrait(film, faces[number])
        return plain(200, picture, "image/jpeg") if picture else denied()
