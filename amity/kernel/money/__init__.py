"""Money as integers: amounts in minor units, prices and rates in millionths, currencies of ISO 4217."""
