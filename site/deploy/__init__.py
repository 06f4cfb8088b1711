"""How the portal is started, checked and served: `make run`, `make test` and gunicorn's configuration.

What starts before the virtual environment exists uses the standard library alone.
"""
