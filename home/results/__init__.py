"""The results page: published figures as tables, bars and downloads."""
