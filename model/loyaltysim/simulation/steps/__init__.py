"""The steps of a day, in the order of the table `DAY`, and what they work out."""
