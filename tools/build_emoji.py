"""Build src/malmadang/data/emoji.png and emoji.txt from the npm package emoji-datasource-google.

    npm pack emoji-datasource-google@16.0.0
    python tools/build_emoji.py emoji-datasource-google-16.0.0.tgz

The sheet holds one picture for each emoji without skin tones, 48 x 48, in rows of 44, as an 8-bit PNG;
line n of the index is the code points of picture n.
"""

import io
import sys
import tarfile
from pathlib import Path

import msgspec
from PIL import Image

SIZE = 48
COLUMNS = 44
DATA = Path(__file__).parent.parent / "src" / "malmadang" / "data"


class Entry(msgspec.Struct):
    unified: str
    image: str
    sort_order: int
    has_img_google: bool


def main(archive: str) -> None:
    with tarfile.open(archive) as package:
        entries = _entries(package)
        sheet = Image.new("RGBA", (COLUMNS * SIZE, -(-len(entries) // COLUMNS) * SIZE))
        wanted = {f"package/img/google/64/{entry.image}": at for at, entry in enumerate(entries)}
        placed = 0
        for member in package:
            at = wanted.get(member.name)
            if at is not None:
                sheet.paste(_picture(package, member), (at % COLUMNS * SIZE, at // COLUMNS * SIZE))
                placed += 1
    if placed != len(entries):
        sys.exit(f"{archive}: {len(entries) - placed} pictures are missing")
    small = sheet.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small.save(DATA / "emoji.png", "PNG", optimize=True)
    (DATA / "emoji.txt").write_text("".join(f"{entry.unified}\n" for entry in entries), "ascii")
    print(f"{len(entries)} emoji, {(DATA / 'emoji.png').stat().st_size} bytes")


def _entries(package: tarfile.TarFile) -> list[Entry]:
    table = package.extractfile("package/emoji.json")
    if table is None:
        sys.exit("package/emoji.json is missing")
    every = msgspec.json.decode(table.read(), type=list[Entry])
    return sorted((entry for entry in every if entry.has_img_google), key=lambda entry: entry.sort_order)


def _picture(package: tarfile.TarFile, member: tarfile.TarInfo) -> Image.Image:
    data = package.extractfile(member)
    if data is None:
        sys.exit(f"{member.name} is no file")
    with Image.open(io.BytesIO(data.read())) as picture:
        return picture.convert("RGBA").resize((SIZE, SIZE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
