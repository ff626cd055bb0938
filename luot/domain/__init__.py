"""The rules of the waiting hall, pure: no clock, no disk, no network."""
