"""Pictures that came as links are shown when the person asks for it, and never by themselves."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from PIL import Image

from malmadang.desktop.phrases import Word
from malmadang.desktop.pictureviewer import LIMIT_BYTES, Fetched, fetch, picture_link
from tests.desktop.chat import Chat


def png() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "#3563E9").save(data, "PNG")
    return data.getvalue()


class _Pages(BaseHTTPRequestHandler):
    pages: ClassVar = {
        "/a.png": png(),
        "/%EC%82%AC%EC%A7%84.png": png(),
        "/text.png": b"no picture",
        "/large.png": b"x" * (LIMIT_BYTES + 1),
    }

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.pages[self.path])

    def log_message(self, *_what: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("보세요 https://a.example/b/사진.JPG?x=1 예뻐요", "https://a.example/b/사진.JPG?x=1"),
        ("http://a.example/c.png", "http://a.example/c.png"),
        ("https://a.example/c.pngx", ""),
        ("file:///etc/c.png", ""),
    ],
)
def test_links_to_pictures_are_known_by_their_names(text: str, link: str) -> None:
    assert picture_link(text) == link


def test_a_picture_is_fetched_and_anything_else_is_refused(site: str) -> None:
    fetched = fetch(f"{site}/a.png")
    assert fetched.picture is not None
    assert fetched.picture.size == (40, 30)
    assert fetch(f"{site}/사진.png").picture is not None
    for name in ("text.png", "large.png"):
        assert fetch(f"{site}/{name}").why
    assert fetch("file:///etc/passwd.png").why


def test_the_menu_shows_it_in_front(chat: Chat) -> None:
    chat.wire.say("하늘", "#말마당", "https://a.example/kitten.png 귀여워요")
    chat.driver.until(lambda: "kitten" in chat.messages())
    messages = chat.client.controls.messages
    asked: list[str] = []

    def get(url: str) -> Fetched:
        asked.append(url)
        return Fetched(png(), Image.new("RGBA", (40, 30), "#3563E9"))

    messages.viewer._get = get
    row = messages._row(chat.room("#말마당").rows[-1].id)
    assert row is not None
    assert asked == []
    dict(messages.entries(row))[Word.PICTURE]()
    chat.driver.until(
        lambda: messages.viewer.card is not None and messages.viewer.card.title.text == "kitten.png"
    )
    assert asked == ["https://a.example/kitten.png"]
