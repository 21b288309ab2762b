package io.jenkins.plugins.sluice.evidence.reference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * File names for any text: different texts get names that differ on every file system, also where case or Unicode forms
 * do not count. What is not a lower-case letter, a digit, {@code -} or {@code _} is percent-encoded byte by byte; what
 * would be too long ends in a hash after {@code ~}, which stands in no other name.
 */
final class SafeName {

    /** For what has no name. */
    static final String NONE = "~none";

    private static final int LONGEST = 120;
    private static final int KEPT = 60;

    private SafeName() {}

    static String of(String text) {
        StringBuilder name = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char plain = (char) (each & 0xff);
            if ((plain >= 'a' && plain <= 'z') || (plain >= '0' && plain <= '9') || plain == '-' || plain == '_') {
                name.append(plain);
            } else {
                name.append("%%%02X".formatted(each & 0xff));
            }
        }
        if (name.length() <= LONGEST) {
            return name.toString();
        }
        return name.substring(0, KEPT) + "~" + hash(text);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
