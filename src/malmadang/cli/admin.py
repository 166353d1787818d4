"""Commands that look after a server: its settings."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from malmadang.config import Config, ConfigError, parse_config, sample_config


def run_config(args: argparse.Namespace) -> int:
    """Print the sample settings, or look for mistakes in a file."""
    if args.action == "sample":
        sys.stdout.write(sample_config())
        return 0
    try:
        config = read_config(Path(args.file))
    except ConfigError as error:
        complain_of_settings(error)
        return 2
    for setting in config.ignored:
        print(f"{setting}: 아직 하는 일이 없어요 · has no effect in this version")
    print(f"{args.file}: 좋아요 · fine")
    return 0


def read_config(file: Path) -> Config:
    """Return the settings a file holds.

    Raises:
        ConfigError: it cannot be read, or has a mistake; the text names the file.
    """
    try:
        return parse_config(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8") from error
    except ConfigError as error:
        raise ConfigError(*(f"{file}: {mistake}" for mistake in error.mistakes)) from error


def complain_of_settings(error: ConfigError) -> None:
    """Say on standard error all that is wrong with the settings."""
    complain("\n  ".join(("설정에 틀린 곳이 있어요 · there are mistakes in the settings:", *error.mistakes)))


def already_there(path: Path) -> str:
    """Return what is said where something is already; only a file can be replaced."""
    if path.is_dir():
        return f"{path}: 폴더예요. 그 안에 만들 파일 이름까지 써 주세요 · is a folder; name a file in it"
    return f"{path}: 이미 있어요. --replace를 붙이면 바꿔요 · is there already; --replace replaces it"


def complain(text: str) -> None:
    """Say on standard error what stands in the way."""
    print(f"malmadang: {text}", file=sys.stderr)
