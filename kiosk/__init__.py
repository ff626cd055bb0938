"""The touchscreen at the door."""
