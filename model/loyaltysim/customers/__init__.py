"""Who the customers are: declared columns, and a view of one customer."""
