"""`python -m slantscope` is the command line."""

import signal
import sys

from slantscope._slantscope import main as run


def main() -> None:
    """Runs the command line and ends the process with its code."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(run(["slantscope", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
