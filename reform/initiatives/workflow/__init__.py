"""What may happen to an initiative, a council, a decision of recognition and a score sheet: four tables."""

from .councils import COUNCILS
from .decisions import DECISIONS
from .initiatives import INITIATIVES
from .sheets import SHEETS

__all__ = ["COUNCILS", "DECISIONS", "INITIATIVES", "SHEETS"]
