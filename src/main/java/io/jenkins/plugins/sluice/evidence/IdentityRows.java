package io.jenkins.plugins.sluice.evidence;

import java.io.Closeable;

/**
 * Identities in ascending order, duplicates kept, each with a path and a tag. May lie in a file: close it after use.
 */
public interface IdentityRows extends Closeable {

    /** How many rows there are. */
    long size();

    /** A new walk over all rows, in ascending unsigned order of identity, then path, then tag. */
    Cursor cursor();

    /** Frees what the rows hold; without effect for rows in memory. */
    @Override
    void close();

    /** A walk; starts before the first row. */
    interface Cursor extends Closeable {

        /** Goes to the next row; false when there is none. */
        boolean advance();

        long high();

        long low();

        /** The path's index, or -1. */
        int path();

        int tag();

        @Override
        void close();
    }
}
