"""Registration of the screens of citizens' messages with Wagtail."""

from reform.registers.admin import register_screens

from .admin.messages import FeedbackGroup

register_screens(FeedbackGroup)
