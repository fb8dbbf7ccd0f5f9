"""Sixty things a coffee roaster sells, in nine categories: (name, price in euro, how often it is asked for)."""

CATALOGUE: dict[str, tuple[tuple[str, str, int], ...]] = {
    "Coffee > Espresso": (
        ("House espresso, 250 g", "8.90", 60), ("House espresso, 1 kg", "29.50", 70), ("Dark horse, 250 g", "9.40", 25),
        ("Dark horse, 1 kg", "31.00", 30), ("Decaf Sugarcane, 250 g", "9.90", 22), ("Decaf Sugarcane, 1 kg", "33.00", 12),
        ("Brazil Santos, 1 kg", "27.50", 34), ("Monsoon Malabar, 1 kg", "32.00", 14),
    ),
    "Coffee > Filter": (
        ("Yirgacheffe Aricha, 250 g", "11.90", 42), ("Yirgacheffe Aricha, 1 kg", "39.00", 20),
        ("Kenya Gathaithi, 250 g", "13.50", 24), ("Colombia Huila, 250 g", "10.90", 36), ("Colombia Huila, 1 kg", "36.00", 18),
        ("Guatemala Antigua, 250 g", "10.50", 28), ("Rwanda Nyungwe, 250 g", "12.20", 16), ("Sumatra Gayo, 250 g", "11.40", 14),
        ("Costa Rica Tarrazú, 250 g", "12.50", 13),
    ),
    "Coffee > Limited": (
        ("Panama Geisha, 100 g", "24.00", 6), ("Anaerobic Honey, 250 g", "16.50", 9), ("Winter blend, 250 g", "11.50", 26),
        ("Summer blend, 250 g", "11.50", 20), ("Tasting box, 4 × 100 g", "22.00", 24),
    ),
    "Subscriptions": (
        ("Monthly bag, 250 g", "9.50", 40), ("Monthly bag, 1 kg", "32.00", 30), ("Office pack, 5 kg", "139.00", 24),
        ("Office pack, 10 kg", "265.00", 12),
    ),
    "Machines": (
        ("Quiet burr grinder K30", "189.00", 9), ("Hand grinder Lido", "149.00", 8), ("Lever machine Uno", "1290.00", 2),
        ("Two-group machine Duo", "5400.00", 1), ("Filter machine Moka 10", "219.00", 5), ("Batch brewer B12", "780.00", 2),
        ("Cold brew tower", "249.00", 3), ("Kettle with gooseneck", "79.00", 12), ("Scale with timer", "64.00", 11),
        ("Milk steamer", "99.00", 5),
    ),
    "Brewing": (
        ("Ceramic dripper 02", "24.00", 18), ("Paper filters 02, 100", "6.50", 44), ("Paper filters 03, 100", "7.20", 20),
        ("French press, 0.8 l", "39.00", 10), ("Moka pot, 6 cups", "44.00", 9), ("AeroPress", "36.00", 15),
        ("Chemex, 6 cups", "49.00", 8), ("Tamper, 58 mm", "42.00", 7), ("Knock box", "35.00", 6),
    ),
    "Care": (
        ("Descaler set, 500 ml", "18.90", 20), ("Machine cleaner, 900 g", "16.50", 16), ("Grinder cleaner, 430 g", "14.90", 9),
        ("Brush set", "9.90", 8), ("Water filter cartridge", "22.50", 17),
    ),
    "Cups": (
        ("Espresso cup, pair", "19.00", 12), ("Cappuccino cup, pair", "24.00", 14), ("Travel mug, 350 ml", "27.00", 13),
        ("Glass cup, pair", "21.00", 7),
    ),
    "Courses": (
        ("Barista basics, half a day", "95.00", 8), ("Latte art, evening", "65.00", 7), ("Roasting for beginners", "120.00", 4),
        ("Cupping with friends", "39.00", 6), ("Team course, up to 8", "560.00", 2), ("Gift voucher, 50", "50.00", 15),
    ),
}  # fmt: skip
