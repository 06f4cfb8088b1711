"""The official papers of the register: submission, council's minutes, decision of recognition, certificates.

Their words are Vietnamese, as the law wants papers to be; an authority changes them by a template of its own.
"""
