"""What all parts of the hall share: its rules, its messages, its words and its look."""
