"""Control Atlas: who held what, on which day, and on whose word.

A *dataset* describes a span of days. In it *places* (settlements, cells of the control mosaic, corridors), gathered in
*groups*, are controlled by *actors*. *Events* bring *changes*: places pass from one actor to another, with a
*standing* (held, claimed, contested, drawn), and each event *cites* the *sources* that report it. From the changes follow the
*control periods*, recorded or inferred (their *basis*), which may be read through a *lens*: as claimed, or only what
is held.

    dataset = load_dataset()
    control_on(dataset, datetime.date(2020, 11, 8))["shusha"].actor
"""

from importlib.metadata import PackageNotFoundError, version

from .evidence.weigh import Evidence, weigh
from .history.compare import Transition, changes_between
from .history.front import front_line
from .history.timeline import ControlPeriod, control_on, control_periods
from .load import load_dataset
from .records.errors import ControlAtlasError
from .records.model import (
    Actor,
    Basis,
    Change,
    Citation,
    Dataset,
    Event,
    Group,
    Lens,
    Place,
    Source,
    Stance,
    Standing,
)
from .tables.geotables import changes_as_geopandas, to_geopandas

try:
    __version__ = version("controlatlas")
except PackageNotFoundError:  # run from its folder, without having been installed
    __version__ = "unknown"

__all__ = [
    "Actor",
    "Basis",
    "Change",
    "Citation",
    "ControlAtlasError",
    "ControlPeriod",
    "Dataset",
    "Event",
    "Evidence",
    "Group",
    "Lens",
    "Place",
    "Source",
    "Stance",
    "Standing",
    "Transition",
    "changes_as_geopandas",
    "changes_between",
    "control_on",
    "control_periods",
    "front_line",
    "load_dataset",
    "to_geopandas",
    "weigh",
]
