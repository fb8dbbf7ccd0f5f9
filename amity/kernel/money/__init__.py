"""Money as integers: amounts in minor units, prices, quantities and rates in millionths, currencies of ISO 4217."""

MILLION = 1_000_000

# Bounds of one figure, so that the sum of a few thousand of the largest still fits a 64-bit column.
LARGEST_MILLIONTHS = 10**15
LARGEST_MINOR = 10**15
