"""The local server: the one writer, the journal and the pages."""
