"""The command line, the only part that knows click.

A command parses, calls the exchange layer and prints.  Results go to stdout, everything else to stderr.
Exit codes: 0 all done, 1 something was refused or failed, 2 wrong usage.
"""

from .main import main

__all__ = ["main"]
