#!/bin/sh
# Prints the interpreter to build .venv with: the first that is new enough and has tkinter and venv, else the first
# that is new enough (tools/prepare.py then names what it lacks). Asked for with PYTHON=..., that one alone is tried.
# The system's own comes first: one compiled by hand or by a version manager often lacks the optimised build, which
# costs the server half its speed, and Xft, which costs the window its Korean.
new='import sys; sys.exit(sys.version_info < (3, 11))'
whole='import sys, venv, ensurepip, _tkinter; sys.exit(sys.version_info < (3, 11))'
candidates=${PYTHON:-/usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11}
for test in "$whole" "$new"; do
    for candidate in $candidates; do
        if "$candidate" -c "$test" >/dev/null 2>&1; then
            echo "$candidate"
            exit 0
        fi
    done
done
{
    echo "Python 3.11 이상을 찾지 못했어요. (찾아본 곳: $candidates)"
    echo "  설치: sudo apt install python3 python3-venv python3-tk"
    echo "No Python 3.11 or newer was found. (Tried: $candidates)"
    echo "  To install: sudo apt install python3 python3-venv python3-tk"
} >&2
exit 1
