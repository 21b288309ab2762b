package com.example.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QuoteServerTest {

    @Test
    void pathIsPriced() {
        Tariff tariff = new Tariff(new int[] {2_000}, new int[] {549});
        QuoteServer server = new QuoteServer(new PriceCalculator(tariff), new Vouchers(Map.of("SPRING", 10)));
        assertEquals("1098 cents\n", server.quote("/quote/FR/1500"));
        assertEquals("989 cents\n", server.quote("/quote/FR/1500/SPRING"));
    }
}
