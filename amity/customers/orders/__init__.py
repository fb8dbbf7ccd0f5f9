"""What customers bought and gave back, and the totals that follow."""
