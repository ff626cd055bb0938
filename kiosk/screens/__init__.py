"""What the citizen sees, a screen a module."""
