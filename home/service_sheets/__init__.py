"""The catalogue of services as a workbook: out for everybody who writes it, in as drafts.

One sheet holds the services, a row each; another one their figures, a row for each period. What is read in
becomes drafts and never goes public by itself. django-import-export saves records; drafts are revisions of
pages, so that the rows are judged and written here.
"""
