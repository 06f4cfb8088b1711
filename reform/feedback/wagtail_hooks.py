"""Registration of the screens of citizens' messages with Wagtail."""

from wagtail import hooks

from reform.registers.admin import register_screens

from .admin import opinions
from .admin.landing import show_what_citizens_wait_for
from .admin.messages import FeedbackGroup

register_screens(FeedbackGroup)
hooks.register("register_admin_urls", opinions.addresses)
hooks.register("register_reports_menu_item", opinions.menu_item)
# After the unit's own work, which heads the page.
hooks.register("construct_homepage_panels", show_what_citizens_wait_for, order=1)
