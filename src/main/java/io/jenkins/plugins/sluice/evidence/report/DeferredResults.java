package io.jenkins.plugins.sluice.evidence.report;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Results that wait for the rest of their run: in memory up to 1 MiB, then in a temporary file. First all are added,
 * then all are taken, in the same order.
 */
final class DeferredResults implements Closeable {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final int READ_BYTES = 1 << 16;

    private final Path folder;
    private final CharText scratch = new CharText();
    /** Numbered texts that were written, each at its number. */
    private @Nullable KnownText[] labels = new @Nullable KnownText[64];

    private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();
    private final CharsetDecoder decoder = StandardCharsets.ISO_8859_1.newDecoder();
    private final Writer writer = new Writer();
    private final Reader reader = new Reader();
    private ByteBuffer buffer = ByteBuffer.allocate(1024);
    private @Nullable FileChannel file;
    private long waiting;
    private boolean taking;

    DeferredResults(Path folder) {
        this.folder = folder;
    }

    void add(SarifResult result) throws IOException {
        result.writeTo(writer);
        waiting++;
    }

    /** Reads the next one into {@code result}; false when there are no more. */
    boolean next(SarifResult result) throws IOException {
        if (waiting == 0) {
            return false;
        }
        if (!taking) {
            taking = true;
            startTaking();
        }
        waiting--;
        result.readFrom(reader);
        return true;
    }

    private void startTaking() throws IOException {
        if (file == null) {
            buffer.flip();
        } else {
            drain(file);
            file.position(0);
            buffer = ByteBuffer.allocate(READ_BYTES).limit(0);
        }
    }

    private void drain(FileChannel to) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
        buffer.clear();
    }

    private void makeRoom(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        if (buffer.position() + bytes <= BUFFER_BYTES) {
            int room = Math.min(BUFFER_BYTES, Math.max(2 * buffer.capacity(), buffer.position() + bytes));
            buffer = ByteBuffer.allocate(room).put(buffer.flip());
            return;
        }
        if (file == null) {
            Path path = Files.createTempFile(folder, "sluice-results-", ".tmp");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        drain(file);
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes);
        }
    }

    private void require(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        if (file == null) {
            throw new EOFException("deferred results end early");
        }
        if (bytes > buffer.capacity()) {
            buffer = ByteBuffer.allocate(bytes).put(buffer).flip();
        }
        buffer.compact();
        while (buffer.position() < bytes) {
            if (file.read(buffer) < 0) {
                throw new EOFException("deferred results end early");
            }
        }
        buffer.flip();
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    /** Writes a result's parts. A text is -1 for null, or twice its length, plus one when two bytes a character follow. */
    final class Writer {

        private @Nullable String last;

        void number(int number) throws IOException {
            makeRoom(Integer.BYTES);
            buffer.putInt(number);
        }

        void text(@Nullable CharSequence text) throws IOException {
            if (text == null) {
                number(-1);
                return;
            }
            int length = text.length();
            makeRoom(Integer.BYTES + 2 * length);
            int start = buffer.position();
            CharBuffer chars =
                    text instanceof CharText same ? CharBuffer.wrap(same.chars, 0, length) : CharBuffer.wrap(text);
            buffer.putInt(2 * length);
            if (encoder.reset().encode(chars, buffer, true).isError()) {
                buffer.position(start);
                buffer.putInt(2 * length + 1);
                for (int i = 0; i < length; i++) {
                    buffer.putChar(text.charAt(i));
                }
            }
        }

        /** Writes a text that is mostly the same object as before: then only -3. */
        @SuppressWarnings("ReferenceEquality") // a text that is equal only is written again
        void again(@Nullable String text) throws IOException {
            if (text != null && text == last) {
                number(-3);
                return;
            }
            last = text;
            text(text);
        }

        /** Writes a text that may have a number: the number, -2 for null, or -1 and the text. */
        void label(@Nullable KnownText text) throws IOException {
            if (text == null) {
                number(-2);
                return;
            }
            int slot = text.number();
            if (slot == KnownText.UNNUMBERED) {
                number(-1);
                text(text.text);
                return;
            }
            if (slot >= labels.length) {
                labels = Arrays.copyOf(labels, Math.min(TextPool.MOST_NUMBERS, Math.max(slot + 1, 2 * labels.length)));
            }
            labels[slot] = text;
            number(slot);
        }
    }

    /** Reads what the writer wrote. */
    final class Reader {

        private @Nullable String last;

        int number() throws IOException {
            require(Integer.BYTES);
            return buffer.getInt();
        }

        @Nullable
        KnownText label() throws IOException {
            int slot = number();
            if (slot == -1) {
                String text = text();
                return text == null ? null : KnownText.once(text);
            }
            return slot < 0 ? null : labels[slot];
        }

        /** A text that is mostly the same as before. */
        @Nullable
        String again() throws IOException {
            require(Integer.BYTES);
            if (buffer.getInt(buffer.position()) == -3) {
                number();
                return last;
            }
            last = text();
            return last;
        }

        @Nullable
        String text() throws IOException {
            return text(scratch) ? scratch.toString() : null;
        }

        /** Reads into {@code text}; false for null. */
        boolean text(CharText text) throws IOException {
            int header = number();
            if (header < 0) {
                text.clear();
                return false;
            }
            int length = header >> 1;
            boolean narrow = (header & 1) == 0;
            require(narrow ? length : 2 * length);
            char[] chars = text.room(length);
            if (narrow) {
                int end = buffer.limit();
                buffer.limit(buffer.position() + length);
                decoder.reset().decode(buffer, CharBuffer.wrap(chars, 0, length), true);
                buffer.limit(end);
                return true;
            }
            for (int i = 0; i < length; i++) {
                chars[i] = buffer.getChar();
            }
            return true;
        }
    }
}
