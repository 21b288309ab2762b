package com.example.parcel;

import java.util.Locale;
import java.util.Set;

/** How far a parcel goes. */
public enum Zone {
    DOMESTIC,
    EUROPE,
    WORLD;

    private static final Set<String> NEIGHBOURS = Set.of("AT", "BE", "CZ", "DK", "FR", "LU", "NL", "PL");

    /** The zone of a country, given by its two letters. */
    public static Zone of(String country) {
        String code = country.trim().toUpperCase(Locale.ROOT);
        if (code.length() != 2) {
            throw new IllegalArgumentException("a country has two letters, was '" + country + "'");
        }
        if (code.equals("DE")) {
            return DOMESTIC;
        }
        return NEIGHBOURS.contains(code) ? EUROPE : WORLD;
    }
}
