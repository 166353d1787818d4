"""A picture that somebody sent as a link: fetched when the person asks for it, and shown in front."""

import io
import queue
import re
import tkinter as tk
import urllib.request
from collections.abc import Callable
from pathlib import PurePosixPath
from threading import Thread
from tkinter import filedialog
from urllib.parse import quote, unquote, urlsplit

import msgspec
from PIL import Image

from malmadang.desktop.cards import Card
from malmadang.desktop.desk import Desk
from malmadang.desktop.phrases import Word
from malmadang.desktop.pictures import photo_of

LIMIT_BYTES, LIMIT_PIXELS = 10_000_000, 50_000_000
_TIMEOUT_S = 15.0
_POLL_MS = 40
_LINK = re.compile(r"https?://[^\s<>\"'`]+?\.(?:png|jpe?g|gif|webp)(?=[?#\s]|$)[^\s<>\"'`]*", re.IGNORECASE)


class Fetched(msgspec.Struct, frozen=True):
    """What came of a link: the file and its picture, or `why` not."""

    data: bytes = b""
    picture: Image.Image | None = None
    why: str = ""


def picture_link(text: str) -> str:
    """Return the first link to a picture in a text, "" for none."""
    found = _LINK.search(text)
    return found[0] if found is not None else ""


def fetch(url: str) -> Fetched:
    """Fetch a picture; for a thread of its own. What is too large or no picture is not kept."""
    if urlsplit(url).scheme.lower() not in {"http", "https"}:
        return Fetched(why=url)
    address = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
    request = urllib.request.Request(address, headers={"User-Agent": "malmadang", "Accept": "image/*"})
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:
            data = answer.read(LIMIT_BYTES + 1)
        if len(data) > LIMIT_BYTES:
            return Fetched(why=f"> {LIMIT_BYTES // 1_000_000} MB")
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > LIMIT_PIXELS:
                return Fetched(why=f"{picture.width} x {picture.height}")
            return Fetched(data, picture.convert("RGBA"))
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        return Fetched(why=str(error))


class PictureViewer:
    """Shows one picture at a time; Esc closes."""

    def __init__(self, desk: Desk, *, get: Callable[[str], Fetched] = fetch) -> None:
        self.desk = desk
        self._get = get
        self._photo: tk.PhotoImage | None = None
        self.card: Card | None = None

    def open(self, url: str) -> None:
        """Fetch a picture and show it."""
        desk = self.desk
        say = desk.speech.say
        card = self.card = Card(desk.root, desk.skin, say(Word.PICTURE_COMING), width=420)
        card.text(urlsplit(url).hostname or url)
        card.buttons((say(Word.CANCEL), card.close))
        card.open()
        desk.put_card(card)
        answers: queue.SimpleQueue[Fetched] = queue.SimpleQueue()
        Thread(target=lambda: answers.put(self._get(url)), name="picture", daemon=True).start()

        def look() -> None:
            if not card.is_open:
                return
            if answers.empty():
                desk.root.after(_POLL_MS, look)
            else:
                card.close()
                self._show(url, answers.get())

        look()

    def _show(self, url: str, fetched: Fetched) -> None:
        desk = self.desk
        say, root = desk.speech.say, desk.root
        picture = fetched.picture
        name = unquote(PurePosixPath(urlsplit(url).path).name)
        if picture is None:
            card = Card(root, desk.skin, say(Word.PICTURE_FAILED), width=420)
            card.text(fetched.why)
            card.buttons((say(Word.CLOSE), card.close))
        else:
            room = (max(200, root.winfo_width() - 160), max(200, root.winfo_height() - 240))
            shown = picture.copy()
            shown.thumbnail(room, Image.Resampling.LANCZOS)
            self._photo = photo_of(shown, root)
            width = max(360, round((shown.width + 2) * 100 / desk.skin.percent) + 64)
            card = Card(root, desk.skin, name, width=width)
            ground = desk.skin.colour("bg")
            tk.Label(card.body, image=self._photo, borderwidth=0, background=ground).pack()
            card.buttons(
                (say(Word.CLOSE), card.close), (say(Word.SAVE), lambda: self._save(name, fetched.data))
            )
        card.open()
        desk.put_card(card)
        self.card = card

    def _save(self, name: str, data: bytes) -> None:
        path = filedialog.asksaveasfilename(parent=self.desk.root, initialfile=name)
        if path:
            with open(path, "wb") as file:
                file.write(data)
