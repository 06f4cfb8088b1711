"""The screens of spreadsheets: upload, preview and decision, the workbook given back, template, export."""

from .exporting import ExportView
from .importing import ImportBatchView, ImportView, MarkedWorkbookView
from .templates import TemplateView

__all__ = ["ExportView", "ImportBatchView", "ImportView", "MarkedWorkbookView", "TemplateView"]
