"""Where the program has its app and its datasets: in a checkout, or in the package as pip installs it."""

from __future__ import annotations

import pathlib

PACKAGE = pathlib.Path(__file__).resolve().parents[1]


def program_folder() -> pathlib.Path:
    """The folder with ``app.py``, ``pages``, ``geodata`` and the settings in ``.streamlit``.

    A wheel has it inside the package, as ``controlatlas/app`` (pyproject.toml, ``targets.wheel.sources``); in a checkout,
    and for an editable installation, it is the folder of the repository.
    """
    installed = PACKAGE / "app"
    return installed if (installed / "app.py").is_file() else PACKAGE.parents[1]
