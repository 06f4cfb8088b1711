"""The screens of directives."""
