"""The official's page."""
