"""How customers decide, learn and leave: the equations of model/ODD.md, each in its own small file."""
