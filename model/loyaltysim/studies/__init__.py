"""Published experiments, replayed: what the model says happened in them, beside what was found."""
