"""Where installers put LibreOffice, beside what the search path of programs knows.

The facts of each system: what an installer of libreoffice.org does on it, and what Windows keeps in its registry.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PureWindowsPath

#: Environment variables of Windows that name the folders of programs, whichever drive they are on, and what they are
#: where a service started this program without them.
_PROGRAM_FOLDERS = {
    "ProgramW6432": r"C:\Program Files",
    "ProgramFiles": r"C:\Program Files",
    "ProgramFiles(x86)": r"C:\Program Files (x86)",
}
#: Written by every installation, also on another drive (cppuhelper/source/findsofficepath.c of LibreOffice's source).
_UNO_KEY = r"SOFTWARE\LibreOffice\UNO\InstallPath"
_ON_MAC = "Applications/LibreOffice.app/Contents/MacOS/soffice"


def find_installed_office(system: str, environment: Mapping[str, str], home: Path) -> str | None:
    """The LibreOffice that is installed outside the search path; None where there is none.

    ``system`` is what ``sys.platform`` says: win32, darwin, linux.
    """
    if system == "win32":
        places: Iterable[str] = iter_windows_places(environment, registered_folders())
    elif system == "darwin":
        places = (str(folder / _ON_MAC) for folder in (Path("/"), home))
    else:
        # The packages of libreoffice.org go to /opt/libreoffice7.6, /opt/libreoffice24.2: the newest first.
        found = Path("/opt").glob("libreoffice*/program/soffice")
        places = map(str, sorted(found, key=_version, reverse=True))
    return next((place for place in places if Path(place).exists()), None)


def iter_windows_places(environment: Mapping[str, str], registered: Iterable[str] = ()) -> Iterator[str]:
    """Where soffice.exe may be: what the registry names first, then the folders of programs.

    >>> next(iter_windows_places({"ProgramW6432": "D:/Program Files"}))
    'D:\\\\Program Files\\\\LibreOffice\\\\program\\\\soffice.exe'
    """
    for folder in registered:
        yield str(PureWindowsPath(folder) / "soffice.exe")
    folders = (environment.get(name) or usual for name, usual in _PROGRAM_FOLDERS.items())
    for folder in dict.fromkeys(folders):
        yield str(PureWindowsPath(folder) / "LibreOffice" / "program" / "soffice.exe")


def registered_folders() -> list[str]:
    """The program folders that LibreOffice's installers noted in the registry of Windows; elsewhere none."""
    folders: list[str] = []
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):  # a LibreOffice of 64 or of 32 bits
                with contextlib.suppress(OSError), winreg.OpenKey(root, _UNO_KEY, 0, winreg.KEY_READ | view) as key:
                    folders.append(winreg.QueryValue(key, None))
    return folders


def _version(program: Path) -> tuple[int, ...]:
    """(24, 2) of /opt/libreoffice24.2/program/soffice, which is newer than 7.6."""
    digits = "".join(character if character.isdigit() else " " for character in program.parts[2])
    return tuple(map(int, digits.split()))
