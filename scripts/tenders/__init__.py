"""The offers of the example tenders: what each supplier wrote, and the shapes of its files."""
