def active_template(kind, root):
    return None
