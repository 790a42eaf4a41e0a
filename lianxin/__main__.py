"""`python -m lianxin`: the same as the `lianxin` command."""

import sys

from lianxin.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
