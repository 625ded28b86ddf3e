"""Run the command line as ``python -m controlatlas``."""

import sys

from .cli.main import main

sys.exit(main())
