"""What the pages stand on: the table, the questions asked of it, and how answers are said and drawn."""
