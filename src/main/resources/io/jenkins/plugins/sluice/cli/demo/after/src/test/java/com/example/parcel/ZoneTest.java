package com.example.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneTest {

    @ParameterizedTest
    @CsvSource({"DE, DOMESTIC", "fr, EUROPE", "' PL', EUROPE", "BR, WORLD"})
    void countryHasItsZone(String country, Zone zone) {
        assertEquals(zone, Zone.of(country));
    }

    @Test
    void longCountryNameIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Zone.of("Germany"));
    }
}
