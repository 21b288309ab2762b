package com.example.parcel;

/** A parcel as it is handed in. */
public record Parcel(int grams, int lengthMm, int widthMm, int heightMm) {

    private static final int CUBIC_MM_PER_GRAM = 5_000;

    public Parcel {
        if (grams <= 0) {
            throw new IllegalArgumentException("a parcel weighs more than nothing, was " + grams + " g");
        }
        if (lengthMm <= 0 || widthMm <= 0 || heightMm <= 0) {
            throw new IllegalArgumentException("every side of a parcel is longer than 0 mm");
        }
    }

    /** The weight that is paid for: its own, or what a parcel of its size usually weighs. */
    public int chargedGrams() {
        long byVolume = (long) lengthMm * widthMm * heightMm / CUBIC_MM_PER_GRAM;
        return (int) Math.max(grams, byVolume);
    }

    /** Whether it is too long for the sorting belt. */
    public boolean bulky() {
        return Math.max(lengthMm, Math.max(widthMm, heightMm)) > 1_200;
    }
}
