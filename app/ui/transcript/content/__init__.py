"""What is costly to make for a row, made beside the frame: code colours, formulas, pictures."""
