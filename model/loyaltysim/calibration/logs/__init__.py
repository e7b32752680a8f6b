"""Reading purchase records: files of many kinds, columns, dates, amounts, and what became of them."""
