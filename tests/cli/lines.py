"""What a command wrote to standard error besides how far it was."""


def besides_progress(err):
    """Leave out the lines that a command writes where it takes longer than usual, and empty ones."""
    lines = (line for line in err.splitlines() if line.strip())
    return [line for line in lines if " passed, " not in line]
