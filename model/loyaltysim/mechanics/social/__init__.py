"""What others do: rivals, mates, friends and those who praise."""
