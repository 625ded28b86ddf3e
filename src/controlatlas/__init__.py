"""Control Atlas: who held what, on which day, and on whose word."""

from .history.compare import changes_between
from .history.timeline import ControlPeriod, control_on, control_periods
from .load import load_dataset
from .records.model import Dataset

__version__ = "0.1.0"

__all__ = ["ControlPeriod", "Dataset", "changes_between", "control_on", "control_periods", "load_dataset"]
