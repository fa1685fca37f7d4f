"""What runs the measurements: their records, their processes, the table."""
