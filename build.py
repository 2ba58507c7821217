"""Arguments -> exit code: `python build.py` builds the site, `python build.py --help` lists the rest."""

import os
import sys

if __name__ == "__main__":  # worker processes import this file again, and must not build
    if sys.version_info < (3, 11):
        sys.stderr.write("build.py needs Python 3.11 or newer; this is " + sys.version.split()[0] + "\n")
        sys.exit(2)
    try:
        from press.cli import main

        code = main()
        os._exit(code)  # everything is written and flushed; freeing the objects of a large site one by one takes longer
    except KeyboardInterrupt:  # before or after the commands themselves, which know what to do
        sys.exit(130)
    except ModuleNotFoundError as missing:
        if (missing.name or "press").startswith("press."):  # a fault of the engine, not a missing package
            raise
        package = str(missing.name).partition(".")[0]
        sys.stderr.write("build.py: the package '" + package + "' is not installed\n")
        sys.stderr.write("  hint: install what requirements.txt lists (in a checkout of the engine: make site)\n")
        sys.exit(3)
