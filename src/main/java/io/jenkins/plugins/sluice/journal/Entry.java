package io.jenkins.plugins.sluice.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * What a caller has to say, without the place in the chain. The journal knows no domain type: who owns a type owns the
 * shape of its data and the meaning of its version. Immutable: the data is copied on the way in and on the way out.
 *
 * <p>Numbers in the data are integers within ±(2^53−1), as I-JSON (RFC 7493) has them; anything else is a string. This
 * is checked when the entry is appended. Equality is that of Jackson's nodes: an {@code int} 1 is not a {@code long} 1.
 *
 * @param type lower-case words joined by dots or hyphens, e.g. {@code gate.verdict}, at most 64 characters
 * @param version the version of the data's shape, from 1
 * @param data a JSON object
 */
public record Entry(String type, int version, ObjectNode data) {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*");
    private static final int LONGEST_TYPE = 64;

    /** @throws IllegalArgumentException for a type or version out of range */
    public Entry {
        if (!isType(type)) {
            throw new IllegalArgumentException("an entry's type is lower-case words joined by dots or hyphens, at most "
                    + LONGEST_TYPE + " characters, e.g. gate.verdict; was '" + type + "'");
        }
        if (version < 1) {
            throw new IllegalArgumentException("an entry's version counts from 1, was " + version + " in " + type);
        }
        data = data.deepCopy();
    }

    /** A copy of the data. */
    @Override
    public ObjectNode data() {
        return data.deepCopy();
    }

    /** The data itself, for readers in this package that do not change it. */
    ObjectNode sharedData() {
        return data;
    }

    static boolean isType(String type) {
        return type.length() <= LONGEST_TYPE && TYPE.matcher(type).matches();
    }
}
