"""What citizens send, and what they think of pages."""

from .message import Category, CitizenMessage
from .rating import PageRating, PageRemark, SatisfactionCount

__all__ = ["Category", "CitizenMessage", "PageRating", "PageRemark", "SatisfactionCount"]
