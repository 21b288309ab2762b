package com.example.parcel;

/** The price of a parcel, in cents. */
public final class PriceCalculator {

    private static final int BULKY_CENTS = 2_300;

    private final Tariff tariff;

    public PriceCalculator(Tariff tariff) {
        this.tariff = tariff;
    }

    /** What the sender pays. */
    public int price(Parcel parcel, Zone zone, boolean express) {
        int cents = tariff.cents(parcel.chargedGrams()) * factor(zone);
        if (parcel.bulky()) {
            cents += BULKY_CENTS;
        }
        return express ? expressPrice(cents) : cents;
    }

    private static int factor(Zone zone) {
        return switch (zone) {
            case DOMESTIC -> 1;
            case EUROPE -> 2;
            case WORLD -> 5;
        };
    }

    /** Half as much again, rounded up to whole 10 cents. */
    private static int expressPrice(int cents) {
        int exact = cents * 3 / 2;
        return (exact + 9) / 10 * 10;
    }
}
