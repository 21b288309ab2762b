package com.example.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ParcelTest {

    @Test
    void heavyParcelIsChargedByWeight() {
        assertEquals(2_000, new Parcel(2_000, 200, 200, 200).chargedGrams());
    }

    @Test
    void lightParcelIsChargedByVolume() {
        assertEquals(12_000, new Parcel(900, 500, 400, 300).chargedGrams());
    }

    @Test
    void longestSideMakesItBulky() {
        assertFalse(new Parcel(900, 1_200, 100, 100).bulky());
        assertTrue(new Parcel(900, 100, 100, 1_201).bulky());
    }

    @Test
    void weightlessParcelIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Parcel(0, 100, 100, 100));
    }

    @Test
    void flatParcelIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Parcel(100, 100, 100, 0));
    }
}
