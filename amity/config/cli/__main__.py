"""`python -m amity.config.cli`: the `amity` command in a checkout."""

import sys

from amity.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
