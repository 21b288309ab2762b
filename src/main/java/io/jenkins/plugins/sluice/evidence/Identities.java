package io.jenkins.plugins.sluice.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of identities in sorted columns. Up to {@value #ROWS_IN_MEMORY} rows stay in memory (24 bytes a row); more are
 * written to a temporary file as sorted runs, which a cursor merges.
 */
public final class Identities {

    /** Rows that are sorted at once and kept in memory when there are no more. */
    public static final int ROWS_IN_MEMORY = 500_000;

    private static final IdentityRows NONE = new InMemory(new long[0], new long[0], new long[0], 0);

    private Identities() {}

    /** No rows. */
    public static IdentityRows none() {
        return NONE;
    }

    /**
     * A builder of rows.
     *
     * @param spillFolder an existing folder for the temporary file, which is made only when it is needed
     */
    public static Builder builder(Path spillFolder) {
        return new Builder(spillFolder, ROWS_IN_MEMORY);
    }

    static Builder builder(Path spillFolder, int rowsInMemory) {
        return new Builder(spillFolder, rowsInMemory);
    }

    /** Takes rows in any order. Close it when it is not built, so that no file stays. */
    public static final class Builder implements AutoCloseable {

        private final Path spillFolder;
        private final int rowsInMemory;
        private long[] high;
        private long[] low;
        private long[] pathAndTag;
        private int size;
        private @Nullable Spill spill;
        private boolean built;

        private Builder(Path spillFolder, int rowsInMemory) {
            this.spillFolder = spillFolder;
            this.rowsInMemory = rowsInMemory;
            int room = Math.min(64, rowsInMemory);
            high = new long[room];
            low = new long[room];
            pathAndTag = new long[room];
        }

        /**
         * Adds a row.
         *
         * @param path the path's index, or -1
         * @param tag 0 or more
         * @throws UncheckedIOException when the temporary file cannot be written
         */
        public void add(long high, long low, int path, int tag) {
            if (path < -1 || tag < 0) {
                throw new IllegalArgumentException("path " + path + ", tag " + tag);
            }
            if (size == this.high.length) {
                makeRoom();
            }
            this.high[size] = high;
            this.low[size] = low;
            pathAndTag[size++] = ((long) path << 32) | tag;
        }

        private void makeRoom() {
            if (size == rowsInMemory) {
                spillRun();
                return;
            }
            int room = Math.min(2 * size, rowsInMemory);
            high = Arrays.copyOf(high, room);
            low = Arrays.copyOf(low, room);
            pathAndTag = Arrays.copyOf(pathAndTag, room);
        }

        private void spillRun() {
            if (spill == null) {
                spill = new Spill(spillFolder);
            }
            RowSort.sort(high, low, pathAndTag, size);
            spill.append(high, low, pathAndTag, size);
            size = 0;
        }

        /** The rows so far; the builder takes no more. */
        public IdentityRows build() {
            return build(null);
        }

        /**
         * The rows so far, each with another tag; the builder takes no more.
         *
         * @param tags the tag of each row by the tag it was added with; order among rows alike in identity and path
         *     follows the new tags
         */
        public IdentityRows build(int @Nullable [] tags) {
            if (built) {
                throw new IllegalStateException("built already");
            }
            built = true;
            if (spill != null) {
                if (size > 0) {
                    spillRun();
                }
                IdentityRows rows = new InFile(spill, tags);
                drop();
                return rows;
            }
            if (tags != null) {
                for (int i = 0; i < size; i++) {
                    pathAndTag[i] = retagged(pathAndTag[i], tags);
                }
            }
            RowSort.sort(high, low, pathAndTag, size);
            IdentityRows rows = size == 0 ? none() : trimmed();
            drop();
            return rows;
        }

        private IdentityRows trimmed() {
            if (high.length - size > size / 4) {
                high = Arrays.copyOf(high, size);
                low = Arrays.copyOf(low, size);
                pathAndTag = Arrays.copyOf(pathAndTag, size);
            }
            return new InMemory(high, low, pathAndTag, size);
        }

        private void drop() {
            high = low = pathAndTag = new long[0];
            size = 0;
            spill = null;
        }

        /** Deletes the temporary file of a builder that was not built; without effect after {@link #build()}. */
        @Override
        public void close() {
            if (!built) {
                built = true;
                if (spill != null) {
                    spill.close();
                }
                drop();
            }
        }
    }

    private static long retagged(long pathAndTag, int[] tags) {
        return (pathAndTag & 0xffff_ffff_0000_0000L) | tags[(int) pathAndTag];
    }

    private static final class InMemory implements IdentityRows {

        private final long[] high;
        private final long[] low;
        private final long[] pathAndTag;
        private final int rows;

        InMemory(long[] high, long[] low, long[] pathAndTag, int rows) {
            this.high = high;
            this.low = low;
            this.pathAndTag = pathAndTag;
            this.rows = rows;
        }

        @Override
        public long size() {
            return rows;
        }

        @Override
        public Cursor cursor() {
            return new Cursor() {
                private int at = -1;

                @Override
                public boolean advance() {
                    if (at + 1 >= rows) {
                        return false;
                    }
                    at++;
                    return true;
                }

                @Override
                public long high() {
                    return high[at];
                }

                @Override
                public long low() {
                    return low[at];
                }

                @Override
                public int path() {
                    return (int) (pathAndTag[at] >> 32);
                }

                @Override
                public int tag() {
                    return (int) pathAndTag[at];
                }

                @Override
                public void close() {
                    // nothing is held
                }
            };
        }

        @Override
        public void close() {
            // the rows are garbage like any other object
        }
    }

    /** Sorted runs, one after another, in a temporary file. */
    private static final class Spill {

        static final int ROW_BYTES = 3 * Long.BYTES;
        private static final int WRITE_ROWS = 4096;

        private final Path file;
        private final FileChannel channel;
        private final List<Integer> runs = new ArrayList<>();

        Spill(Path folder) {
            try {
                file = Files.createTempFile(folder, "sluice-identities-", ".tmp");
                channel = FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a temporary file in " + folder, e);
            }
        }

        void append(long[] high, long[] low, long[] pathAndTag, int rows) {
            ByteBuffer buffer = ByteBuffer.allocate(WRITE_ROWS * ROW_BYTES);
            try {
                for (int i = 0; i < rows; i++) {
                    buffer.putLong(high[i]).putLong(low[i]).putLong(pathAndTag[i]);
                    if (!buffer.hasRemaining()) {
                        drain(buffer);
                    }
                }
                drain(buffer);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the temporary file " + file, e);
            }
            runs.add(rows);
        }

        private void drain(ByteBuffer buffer) throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }

        void read(ByteBuffer buffer, long position) {
            try {
                while (buffer.hasRemaining()) {
                    int read = channel.read(buffer, position + buffer.position());
                    if (read < 0) {
                        throw new IOException("ends at " + (position + buffer.position()));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the temporary file " + file, e);
            }
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete the temporary file " + file, e);
            }
        }
    }

    private static final class InFile implements IdentityRows {

        private final Spill spill;
        private final int @Nullable [] tags;
        private final long size;

        InFile(Spill spill, int @Nullable [] tags) {
            this.spill = spill;
            this.tags = tags;
            size = spill.runs.stream().mapToLong(Integer::longValue).sum();
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public Cursor cursor() {
            return new MergingCursor(spill, tags);
        }

        @Override
        public void close() {
            spill.close();
        }
    }

    /** Reads each run through a small buffer and gives the least row of all; a heap keeps the runs in order. */
    private static final class MergingCursor implements IdentityRows.Cursor {

        private static final int MOST_BUFFER_BYTES = 8 * 1024 * 1024;

        private final Run[] heap;
        private int live;
        private boolean started;

        MergingCursor(Spill spill, int @Nullable [] tags) {
            int rows =
                    Math.max(64, Math.min(2048, MOST_BUFFER_BYTES / Math.max(1, spill.runs.size()) / Spill.ROW_BYTES));
            heap = new Run[spill.runs.size()];
            long position = 0;
            for (int run : spill.runs) {
                Run next = new Run(spill, position, run, rows, tags);
                position += (long) run * Spill.ROW_BYTES;
                if (next.advance()) {
                    heap[live++] = next;
                }
            }
            for (int i = live / 2 - 1; i >= 0; i--) {
                sink(i);
            }
        }

        @Override
        public boolean advance() {
            if (live == 0) {
                return false;
            }
            if (!started) {
                started = true;
                return true;
            }
            if (!heap[0].advance()) {
                heap[0] = heap[--live];
            }
            sink(0);
            return live > 0;
        }

        private void sink(int from) {
            int at = from;
            while (true) {
                int least = at;
                for (int child = 2 * at + 1; child <= 2 * at + 2 && child < live; child++) {
                    if (heap[child].compareTo(heap[least]) < 0) {
                        least = child;
                    }
                }
                if (least == at) {
                    return;
                }
                Run moved = heap[at];
                heap[at] = heap[least];
                heap[least] = moved;
                at = least;
            }
        }

        @Override
        public long high() {
            return heap[0].high;
        }

        @Override
        public long low() {
            return heap[0].low;
        }

        @Override
        public int path() {
            return (int) (heap[0].pathAndTag >> 32);
        }

        @Override
        public int tag() {
            return (int) heap[0].pathAndTag;
        }

        @Override
        public void close() {
            live = 0;
        }
    }

    private static final class Run implements Comparable<Run> {

        private final Spill spill;
        private final ByteBuffer buffer;
        private final int @Nullable [] tags;
        private long position;
        private long rowsToRead;
        private long[] rows = new long[0];
        private int at;
        private int end;
        long high;
        long low;
        long pathAndTag;

        Run(Spill spill, long position, int rows, int bufferRows, int @Nullable [] tags) {
            this.spill = spill;
            this.position = position;
            this.rowsToRead = rows;
            this.tags = tags;
            buffer = ByteBuffer.allocate(bufferRows * Spill.ROW_BYTES);
        }

        boolean advance() {
            if (at == end && !fill()) {
                return false;
            }
            high = rows[at];
            low = rows[at + 1];
            pathAndTag = rows[at + 2];
            at += 3;
            return true;
        }

        private boolean fill() {
            if (rowsToRead == 0) {
                return false;
            }
            int some = (int) Math.min(rowsToRead, buffer.capacity() / Spill.ROW_BYTES);
            buffer.clear().limit(some * Spill.ROW_BYTES);
            spill.read(buffer, position);
            buffer.flip();
            position += buffer.limit();
            rowsToRead -= some;
            if (rows.length == 0) {
                rows = new long[3 * (buffer.capacity() / Spill.ROW_BYTES)];
            }
            end = 3 * some;
            buffer.asLongBuffer().get(rows, 0, end);
            if (tags != null) {
                retag(tags);
            }
            at = 0;
            return true;
        }

        private void retag(int[] tags) {
            for (int i = 2; i < end; i += 3) {
                rows[i] = retagged(rows[i], tags);
            }
        }

        @Override
        public int compareTo(Run other) {
            return RowSort.compare(high, low, pathAndTag, other.high, other.low, other.pathAndTag);
        }
    }
}
