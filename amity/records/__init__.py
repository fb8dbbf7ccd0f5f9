"""What any record can have; knows no kind by name."""
