package com.example.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

class PriceCalculatorTest {

    private final PriceCalculator calculator =
            new PriceCalculator(new Tariff(new int[] {2_000, 31_500}, new int[] {549, 1_649}));
    private final Parcel small = new Parcel(1_500, 300, 200, 100);

    @Test
    void domesticParcelCostsTheTariff() {
        assertEquals(549, calculator.price(small, Zone.DOMESTIC, false));
    }

    @Test
    void farParcelCostsMore() {
        assertEquals(1_098, calculator.price(small, Zone.EUROPE, false));
        assertEquals(2_745, calculator.price(small, Zone.WORLD, false));
    }

    @Test
    void bulkyParcelPaysExtra() {
        assertEquals(3_949, calculator.price(new Parcel(4_000, 1_500, 100, 100), Zone.DOMESTIC, false));
    }

    @Test
    void expressIsRoundedUpToTenCents() {
        assertEquals(830, calculator.price(small, Zone.DOMESTIC, true));
    }

    @Test
    void bulkyExpressParcelPaysExtraOnBoth() {
        assertEquals(5_930, calculator.price(new Parcel(4_000, 1_500, 100, 100), Zone.DOMESTIC, true));
    }

    @Test
    @Disabled("islands have no tariff yet")
    void islandCostsMore() {
        assertEquals(1_149, calculator.price(small, Zone.DOMESTIC, false));
    }
}
