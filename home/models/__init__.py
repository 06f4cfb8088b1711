"""Page models by kind, one file each."""

from home.models.alert import AlertBanner
from home.models.article import ArticlePage, ArticleTag, RelatedArticle
from home.models.campaign import CampaignIndexPage, CampaignPage, DailyCount, PrintRun, ShortLink
from home.models.consultation import ConsultationIndexPage, ConsultationPage
from home.models.document import DocumentRelation, LegalDocumentPage
from home.models.document_catalogue import DocumentIssuer, DocumentType
from home.models.document_index import DocumentIndexPage
from home.models.field import ReformField
from home.models.home import HomePage
from home.models.initiative_index import InitiativeIndexPage
from home.models.links import BrokenLink, LinkFault
from home.models.news import NewsIndexPage
from home.models.questions import QuestionsPage
from home.models.results import ResultsPage
from home.models.service import ServicePage
from home.models.service_catalogue import LifeEvent, ServiceField, ServiceLevel, ServiceLevelScheme
from home.models.service_index import ServiceIndexPage
from home.models.service_parts import (
    ServiceFigure,
    ServiceForm,
    ServiceLegalBasis,
    ServicePaper,
    ServiceQuestion,
    ServiceStep,
)
from home.models.standard import StandardPage
from home.models.unit import UnitIndexPage, UnitPage
from home.models.unit_parts import UnitContact, UnitLeader

__all__ = [
    "AlertBanner",
    "ArticlePage",
    "ArticleTag",
    "BrokenLink",
    "CampaignIndexPage",
    "CampaignPage",
    "ConsultationIndexPage",
    "ConsultationPage",
    "DailyCount",
    "DocumentIndexPage",
    "DocumentIssuer",
    "DocumentRelation",
    "DocumentType",
    "HomePage",
    "InitiativeIndexPage",
    "LegalDocumentPage",
    "LifeEvent",
    "LinkFault",
    "NewsIndexPage",
    "PrintRun",
    "QuestionsPage",
    "ReformField",
    "RelatedArticle",
    "ResultsPage",
    "ServiceField",
    "ServiceFigure",
    "ServiceForm",
    "ServiceIndexPage",
    "ServiceLegalBasis",
    "ServiceLevel",
    "ServiceLevelScheme",
    "ServicePage",
    "ServicePaper",
    "ServiceQuestion",
    "ServiceStep",
    "ShortLink",
    "StandardPage",
    "UnitContact",
    "UnitIndexPage",
    "UnitLeader",
    "UnitPage",
]
