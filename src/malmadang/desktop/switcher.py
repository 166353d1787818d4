"""Ctrl+K: go to a room or a person by a few letters of the name. Pure but for the words."""

from collections.abc import Iterable

from malmadang.clientcore.view import Room, RoomKind, View
from malmadang.desktop.kit import ListRow, Presence
from malmadang.desktop.matching import rank
from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech
from malmadang.wire.names import Folded, casefold

PERSON, ROOM, NEW = "person ", "room ", "new "
"""What a row's key begins with: somebody to talk to, a room that is open, one to enter."""

_MANY = 60


def switch_rows(view: View, query: str, speech: Speech) -> list[ListRow]:
    """Return what the letters fit: open rooms by their last message, people, rooms of the server's list."""
    found: list[tuple[int, int, int, ListRow]] = []
    for room in view.rooms:
        place = rank(query, _title(room)) if room.kind is not RoomKind.SERVER else None
        if place is not None:
            found.append((place, 0, -room.last_ms, _room_row(view, room)))
    talks = {room.key for room in view.rooms if room.kind is RoomKind.PRIVATE}
    if query:
        found += _people(view, query, talks)
        found += _listed(view, query, speech)
    found.sort(key=lambda one: (one[0], one[1], one[2], one[3].title.casefold()))
    rows = [one[3] for one in found[:_MANY]]
    if query and not any(row.title.casefold() == query.lstrip("#").casefold() for row in rows):
        name = query if query[:1] in view.features.channel_types else f"#{query}"
        rows.append(ListRow(f"{NEW}{name}", speech.say(Word.SWITCH_NEW, room=name), sign="+"))
    return rows


def _title(room: Room) -> str:
    return room.name.lstrip("#") if room.kind is RoomKind.CHANNEL else room.name


def _room_row(view: View, room: Room) -> ListRow:
    badge = f"@ {room.unread}" if room.mentions else str(room.unread or "")
    key = f"{ROOM}{room.key}"
    if room.kind is RoomKind.PRIVATE:
        person = view.people.get(casefold(room.name))
        presence = None
        if person is not None and person.online is not None:
            presence = Presence.AWAY if person.away else Presence.HERE if person.online else Presence.OFFLINE
        return ListRow(key, room.name, avatar=room.name, presence=presence, badge=badge)
    return ListRow(key, _title(room), sign=room.name[:1], note=room.topic[:24], badge=badge)


def _people(view: View, query: str, talks: set[Folded]) -> Iterable[tuple[int, int, int, ListRow]]:
    for key, person in view.people.items():
        place = rank(query, person.nick)
        if place is not None and key not in talks and key != casefold(view.nick):
            presence = Presence.AWAY if person.away else Presence.HERE
            yield (
                place,
                1,
                0,
                ListRow(f"{PERSON}{person.nick}", person.nick, avatar=person.nick, presence=presence),
            )


def _listed(view: View, query: str, speech: Speech) -> Iterable[tuple[int, int, int, ListRow]]:
    entered = {room.key for room in view.rooms}
    for listed in view.directory:
        place = rank(query, listed.name.lstrip("#"))
        if place is not None and casefold(listed.name) not in entered:
            note = speech.say(Word.PEOPLE_COUNT, count=listed.people)
            row = ListRow(f"{NEW}{listed.name}", listed.name.lstrip("#"), sign="#", note=note, faded=True)
            yield place, 2, -listed.people, row
