from .adoptions import AdoptionResource
from .decisions import DecisionResource
from .initiatives import InitiativeResource

__all__ = ["AdoptionResource", "DecisionResource", "InitiativeResource"]
