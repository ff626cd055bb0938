"""What all pages share: the look, the base template and the stream client."""
