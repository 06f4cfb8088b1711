"""Places in dispatches for templates."""

from django import template

from reform.directives.admin.places import anchor_words

register = template.Library()
register.filter("anchor_words", anchor_words)
