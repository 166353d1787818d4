import os
import subprocess
import sys
from pathlib import Path

import pytest

from malmadang.server.folder import DataFolder, FolderError, FolderTaken

HOLD = """
import sys
from pathlib import Path
from malmadang.server.folder import DataFolder
folder = DataFolder(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
folder.close()
"""


def test_a_second_server_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(FolderTaken) as caught:
            DataFolder(folder)
        assert caught.value.pid == str(other.pid)
        other.stdin.close()
        other.wait()
    again = DataFolder(folder)
    assert (folder / "server.pid").read_text() == str(os.getpid())
    again.close()
    assert not (folder / "server.pid").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderError, match="file"):
        DataFolder(tmp_path / "file" / "data")
