package io.jenkins.plugins.sluice.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The disk, as much of it as writing a journal needs; the place where tests let it fail. */
interface Storage {
    /**
     * Opens a file to write at its end.
     *
     * @param length how long it must be; 0 creates it when it is missing
     * @throws IOException also when it has another length: somebody else wrote or cut it
     */
    OpenFile open(Path file, long length) throws IOException;

    /** Makes durable which files a folder has. */
    void forceFolder(Path folder) throws IOException;

    /** A file open for writing. */
    interface OpenFile extends Closeable {
        /** Writes all that remains in the buffer. */
        void write(ByteBuffer bytes) throws IOException;

        /** Makes what was written durable, the file's length included. */
        void force() throws IOException;

        /** Cuts the file, and goes on from there. */
        void truncate(long length) throws IOException;
    }
}
