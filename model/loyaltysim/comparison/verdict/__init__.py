"""From effects to an answer in words: who leads, how sure that is, and why."""
