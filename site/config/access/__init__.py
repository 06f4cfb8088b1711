"""The access matrix: every role × every address of the admin, own and foreign records."""
