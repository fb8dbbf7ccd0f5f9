"""Money as integers: amounts in minor units, prices, quantities and rates in millionths, currencies of ISO 4217."""

MILLION = 1_000_000
