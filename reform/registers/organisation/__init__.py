"""The screens of the ground floor: authorities, units, accounts, roles and the calendar.

They stand here and not in `reform.organisation`, because that knows nothing of registers: imports only ever
point down.
"""
