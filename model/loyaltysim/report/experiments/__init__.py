"""How plans that were carried out are told and drawn."""
