"""What citizens send: questions, feedback, comments on drafts, and what they think of a page."""
