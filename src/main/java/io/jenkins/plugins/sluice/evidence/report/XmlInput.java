package io.jenkins.plugins.sluice.evidence.report;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns an XML document of any encoding into UTF-8 without byte order mark and XML declaration, as XML 1.0 appendix F
 * detects it: a byte order mark decides, else the pattern of the first bytes, else what is declared, else UTF-8.
 */
final class XmlInput {

    /** A declaration is read to its end within so many bytes; a longer one is left to the parser to refuse. */
    private static final int MOST_DECLARATION = 1024;

    private static final Pattern DECLARATION = Pattern.compile("^<\\?xml[ \\t\\r\\n][^>]*?\\?>");
    private static final Pattern ENCODING =
            Pattern.compile("[ \\t\\r\\n]encoding[ \\t\\r\\n]*=[ \\t\\r\\n]*[\"']([^\"']*)[\"']");

    private XmlInput() {}

    static InputStream utf8(InputStream in) throws IOException {
        byte[] start = in.readNBytes(MOST_DECLARATION);
        int mark = byteOrderMark(start);
        Charset family = family(start);
        String text = new String(start, mark, start.length - mark, family);
        Matcher declaration = DECLARATION.matcher(text);
        Charset charset = family;
        int declared = 0;
        if (declaration.find()) {
            declared = declaration.end();
            if (mark == 0 && family.equals(StandardCharsets.ISO_8859_1)) {
                charset = declaredCharset(declaration.group());
            }
        } else if (family.equals(StandardCharsets.ISO_8859_1)) {
            charset = StandardCharsets.UTF_8;
        }
        if (mark == 3) {
            charset = StandardCharsets.UTF_8;
        }
        // Kept as white space so that lines and columns in messages are those of the file.
        byte[] blank = text.substring(0, declared).replaceAll("[^\\r\\n]", " ").getBytes(StandardCharsets.ISO_8859_1);
        int skipped = mark + declared * (family.equals(StandardCharsets.ISO_8859_1) ? 1 : Math.max(2, width(family)));
        InputStream rest = new SequenceInputStream(
                new ByteArrayInputStream(start, skipped, start.length - skipped), new Unclosed(in));
        InputStream body = charset.equals(StandardCharsets.UTF_8) ? rest : new Transcoded(rest, charset);
        return new Utf8Sieve(new SequenceInputStream(new ByteArrayInputStream(blank), body));
    }

    private static int byteOrderMark(byte[] start) {
        if (starts(start, 0xef, 0xbb, 0xbf)) {
            return 3;
        }
        if (starts(start, 0xff, 0xfe, 0, 0) || starts(start, 0, 0, 0xfe, 0xff)) {
            return 4;
        }
        return starts(start, 0xff, 0xfe) || starts(start, 0xfe, 0xff) ? 2 : 0;
    }

    /** The encoding as far as the first bytes tell it; ISO-8859-1 stands for all that write ASCII as ASCII. */
    private static Charset family(byte[] start) {
        if (starts(start, 0xff, 0xfe, 0, 0) || starts(start, '<', 0, 0, 0)) {
            return Charset.forName("UTF-32LE");
        }
        if (starts(start, 0, 0, 0xfe, 0xff) || starts(start, 0, 0, 0, '<')) {
            return Charset.forName("UTF-32BE");
        }
        if (starts(start, 0xff, 0xfe) || starts(start, '<', 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if (starts(start, 0xfe, 0xff) || starts(start, 0, '<')) {
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.ISO_8859_1;
    }

    private static int width(Charset family) {
        return family.name().startsWith("UTF-32") ? 4 : 2;
    }

    private static boolean starts(byte[] start, int... bytes) {
        if (start.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((start[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static Charset declaredCharset(String declaration) throws UnreadableReport {
        Matcher encoding = ENCODING.matcher(declaration);
        if (!encoding.find()) {
            return StandardCharsets.UTF_8;
        }
        String name = encoding.group(1);
        try {
            Charset charset = Charset.forName(name);
            // UTF-16 without its bytes: a tool that changed the text's encoding but not the declaration. And of two
            // readings of bytes that ASCII has not, UTF-8 is the one that shows.
            return charset.name().startsWith("UTF-") || charset.equals(StandardCharsets.US_ASCII)
                    ? StandardCharsets.UTF_8
                    : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnreadableReport("unknown encoding '" + name + "' in the XML declaration", e);
        }
    }

    /** A sequence closes its parts when it is through with them; the file's stream is not ours to close. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, length);
        }

        @Override
        public void close() {}
    }

    /** Characters of one encoding as the bytes of UTF-8; what cannot be decoded becomes U+0001, as in {@link Utf8Sieve}. */
    private static final class Transcoded extends InputStream {

        private final Reader reader;
        private final CharBuffer characters = CharBuffer.allocate(8 * 1024).flip();
        private final CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(new byte[] {1});
        private final ByteBuffer bytes = ByteBuffer.allocate(32 * 1024).flip();
        private boolean ended;

        Transcoded(InputStream in, Charset charset) {
            reader = new InputStreamReader(
                    in,
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE)
                            .replaceWith("\u0001"));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            while (!bytes.hasRemaining()) {
                if (ended) {
                    return -1;
                }
                characters.compact();
                ended = reader.read(characters) < 0;
                characters.flip();
                bytes.clear();
                encoder.encode(characters, bytes, ended);
                bytes.flip();
            }
            int count = Math.min(length, bytes.remaining());
            bytes.get(target, offset, count);
            return count;
        }
    }
}
