"""Documents that are no plain text: word processors, tables, data, markup. One file for each syntax."""
