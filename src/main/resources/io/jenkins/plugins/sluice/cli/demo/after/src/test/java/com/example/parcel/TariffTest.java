package com.example.parcel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TariffTest {

    private final Tariff tariff = new Tariff(new int[] {2_000, 5_000}, new int[] {549, 699});

    @Test
    void stepIncludesItsUpperEnd() {
        assertEquals(549, tariff.cents(2_000));
        assertEquals(699, tariff.cents(2_001));
    }

    @Test
    void tooHeavyParcelIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> tariff.cents(5_001));
    }

    @Test
    void fileIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tariff.txt"), "1000 450\n\n2000 549\n");
        Tariff read = Tariff.read(file.toFile());
        assertArrayEquals(new int[] {1_000, 2_000}, read.steps());
        assertEquals(549, read.cents(1_500));
    }
}
