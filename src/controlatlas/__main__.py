"""Run the command line as ``python -m controlatlas``."""

import sys

from .cli import main

sys.exit(main())
