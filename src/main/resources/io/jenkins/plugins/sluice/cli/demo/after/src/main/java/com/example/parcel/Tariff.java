package com.example.parcel;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;

/**
 * Prices by weight: up to {@code grams[i]} a parcel costs {@code cents[i]}. Vouchers are taken off later, see
 * {@link Vouchers}.
 */
public final class Tariff {

    private final int[] grams;
    private final int[] cents;

    Tariff(int[] grams, int[] cents) {
        this.grams = grams.clone();
        this.cents = cents.clone();
    }

    /** Reads lines such as {@code 2000 549}, in ascending order. */
    public static Tariff read(File file) throws IOException {
        try (BufferedReader in = new BufferedReader(new FileReader(file))) {
            int[][] rows = in.lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.trim().split("\\s+"))
                    .map(row -> new int[] {Integer.parseInt(row[0]), Integer.parseInt(row[1])})
                    .toArray(int[][]::new);
            int[] grams = new int[rows.length];
            int[] cents = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                grams[i] = rows[i][0];
                cents[i] = rows[i][1];
            }
            return new Tariff(grams, cents);
        }
    }

    /** What a parcel of this weight costs before any extra. */
    public int cents(int weight) {
        for (int i = 0; i < grams.length; i++) {
            if (weight <= grams[i]) {
                return cents[i];
            }
        }
        throw new IllegalArgumentException(weight + " g is more than this tariff carries");
    }

    /** The upper ends of the weight steps. */
    public int[] steps() {
        return grams;
    }
}
