"""Spreadsheet files, read and written: plain code on plain values that knows no register, page or request.

`reading` makes a table of whatever people upload, `cells` reads what stands in one cell, `writing` makes
files that Excel and LibreOffice open, and `problems` are the refusals of all three. What a register does with
rows stands in `reform/registers/spreadsheets/`, what the public site does in `home/service_sheets/`.
"""
