"""For translators: the file of a language is prepared, kept up to date and looked over."""
