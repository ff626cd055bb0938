"""What each screen says, as plain values: no Kivy, no clock, only a view and what is known."""
