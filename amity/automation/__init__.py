"""What Amity does by itself: rules that read facts and act. Knows the customers below, no department above."""
