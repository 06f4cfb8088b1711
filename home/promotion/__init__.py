"""Promotion of services: short addresses, leaflets and posters, and what came of a campaign."""
