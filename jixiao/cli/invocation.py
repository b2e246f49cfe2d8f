"""How the clerk starts the program, so that help and messages name what can really be typed.

Texts are written with ``python generate.py``; an installed ``jixiao`` or a ``jixiao.exe`` says its own name.
"""

from __future__ import annotations

import sys
from pathlib import PurePath

_IN_A_CHECKOUT = "python generate.py"


def program_name(started_as: str | None = None) -> str:
    """The program's name for usage lines: ``program_name("/usr/bin/jixiao") == "jixiao"``; None takes the process's."""
    name = PurePath(sys.argv[0] if started_as is None else started_as).name
    return name.removesuffix(".exe") if name.startswith("jixiao") else "generate.py"


def in_own_name(text: str, started_as: str | None = None) -> str:
    """The text with the commands in it as they are typed here.

    >>> in_own_name("请运行 python generate.py new", "jixiao.exe")
    '请运行 jixiao new'
    """
    name = program_name(started_as)
    return text if name == "generate.py" else text.replace(_IN_A_CHECKOUT, name)
