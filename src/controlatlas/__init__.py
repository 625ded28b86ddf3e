"""Control Atlas: who held what, on which day, and on whose word."""

from .compare import changes_between
from .load import load_dataset
from .model import Dataset
from .timeline import ControlPeriod, control_on, control_periods

__version__ = "0.1.0"

__all__ = ["ControlPeriod", "Dataset", "changes_between", "control_on", "control_periods", "load_dataset"]
