"""Page models by kind, one file each."""

from home.models.article import ArticlePage, RelatedArticle
from home.models.field import ReformField
from home.models.home import HomePage
from home.models.news import NewsIndexPage
from home.models.standard import StandardPage

__all__ = ["ArticlePage", "HomePage", "NewsIndexPage", "ReformField", "RelatedArticle", "StandardPage"]
