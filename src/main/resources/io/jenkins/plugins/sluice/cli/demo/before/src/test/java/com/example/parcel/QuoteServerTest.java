package com.example.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuoteServerTest {

    @Test
    void pathIsPriced() {
        Tariff tariff = new Tariff(new int[] {2_000}, new int[] {549});
        assertEquals("1098 cents\n", new QuoteServer(new PriceCalculator(tariff)).quote("/quote/FR/1500"));
    }
}
