"""The blocks of a scenario file: what each may say, and what holds where it says nothing."""
