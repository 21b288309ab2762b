package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes paths of artifact locations: SARIF 2.1.0 §3.4, §3.14.14 and §3.24. */
final class SarifPlaces {

    static final int MOST_ARTIFACTS = 100_000;

    private static final int MOST_BASES = 1_000;
    private static final int DEEPEST_BASE = 16;
    private static final int MOST_CACHED = 4096;
    private static final int MOST_CACHED_CHARS = 1024 * 1024;

    /** Artifacts beyond so many characters of their paths are left out. */
    private static final int MOST_ARTIFACT_CHARS = 16 * 1024 * 1024;

    private final Map<String, Location> bases = new HashMap<>();
    private final List<Location> artifacts = new ArrayList<>();
    private final Map<Location, String> cache = new HashMap<>();
    private boolean artifactsLeftOut;
    private int artifactChars;
    private int cachedChars;

    /** Parts of an artifact location. */
    private record Location(@Nullable String uri, @Nullable String base) {

        int length() {
            return (uri == null ? 0 : uri.length()) + (base == null ? 0 : base.length());
        }
    }

    void readBases(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String name; (name = parser.nextFieldName()) != null; ) {
            Location location = parser.nextToken() == JsonToken.START_OBJECT ? location(parser) : null;
            parser.skipChildren();
            if (location != null && bases.size() < MOST_BASES) {
                bases.put(name, location);
            }
        }
    }

    void readArtifacts(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Location location = new Location(null, null);
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                for (String name; (name = parser.nextFieldName()) != null; ) {
                    if (parser.nextToken() == JsonToken.START_OBJECT && name.equals("location")) {
                        location = location(parser);
                    }
                    parser.skipChildren();
                }
            }
            parser.skipChildren();
            artifactsLeftOut |= artifacts.size() == MOST_ARTIFACTS || artifactChars > MOST_ARTIFACT_CHARS;
            if (!artifactsLeftOut) {
                artifacts.add(location);
                artifactChars += location.length();
            }
        }
    }

    private static Location location(JsonParser parser) throws IOException {
        String uri = null;
        String base = null;
        for (String name; (name = parser.nextFieldName()) != null; ) {
            parser.nextToken();
            if (name.equals("uri")) {
                uri = JsonInput.text(parser);
            } else if (name.equals("uriBaseId")) {
                base = JsonInput.text(parser);
            }
            parser.skipChildren();
        }
        return new Location(cut(uri == null ? null : uri.strip()), cut(base));
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : TextCut.cut(text, ReadLimits.DEFAULT.textBytes());
    }

    boolean artifactsLeftOut() {
        return artifactsLeftOut;
    }

    /** How many artifacts are kept. */
    int artifacts() {
        return artifacts.size();
    }

    /**
     * The path of a location: absolute or relative, with percent-encoded characters decoded and without {@code file:};
     * a URI of another scheme stays as it is. Null when the location names nothing.
     */
    @Nullable
    String path(@Nullable KnownText uri, @Nullable KnownText base, int artifact) {
        if (uri != null) {
            return path(uri, base);
        }
        if (artifact < 0 || artifact >= artifacts.size()) {
            return null;
        }
        Location location = artifacts.get(artifact);
        return location.uri() == null ? null : path(location.uri(), location.base());
    }

    @SuppressWarnings("ReferenceEquality") // a base that is equal only is looked up below
    private String path(KnownText uri, @Nullable KnownText base) {
        String known = uri.path;
        if (known != null && uri.base == base && uri.places == this) {
            return known;
        }
        String path = path(uri.text, base == null ? null : base.text);
        if (uri.comesAgain()) {
            uri.path = path;
            uri.base = base;
            uri.places = this;
            uri.tally = null;
        }
        return path;
    }

    private String path(String uri, @Nullable String base) {
        if ((base == null || bases.isEmpty()) && uri.indexOf('%') < 0 && uri.indexOf(':') < 0) {
            return uri;
        }
        Location key = new Location(uri, base);
        String known = cache.get(key);
        if (known == null) {
            if (cache.size() >= MOST_CACHED || cachedChars > MOST_CACHED_CHARS) {
                cache.clear();
                cachedChars = 0;
            }
            known = plain(joined(base(base, 0), uri));
            cachedChars += uri.length() + known.length();
            cache.put(key, known);
        }
        return known;
    }

    private String base(@Nullable String id, int depth) {
        Location base = id == null || depth > DEEPEST_BASE ? null : bases.get(id);
        if (base == null) {
            return "";
        }
        return joined(base(base.base(), depth + 1), base.uri() == null ? "" : base.uri());
    }

    private static String joined(String base, String uri) {
        if (base.isEmpty() || hasScheme(uri) || uri.startsWith("/")) {
            return uri;
        }
        return base.endsWith("/") ? base + uri : base + "/" + uri;
    }

    /** A scheme has two letters or more here: {@code C:} is a drive. */
    private static boolean hasScheme(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 2) {
            return false;
        }
        for (int i = 0; i < colon; i++) {
            char c = uri.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
                return false;
            }
        }
        return true;
    }

    private static String plain(String uri) {
        if (!hasScheme(uri)) {
            return decoded(uri);
        }
        if (!uri.regionMatches(true, 0, "file:", 0, 5)) {
            return uri;
        }
        String path = uri.substring(5);
        if (path.startsWith("//")) {
            int slash = path.indexOf('/', 2);
            String host = slash < 0 ? path.substring(2) : path.substring(2, slash);
            if (host.isEmpty() || host.equalsIgnoreCase("localhost")) {
                path = slash < 0 ? "/" : path.substring(slash);
            }
        }
        path = decoded(path);
        boolean drive = path.length() > 2 && path.charAt(0) == '/' && path.charAt(2) == ':';
        return drive ? path.substring(1) : path;
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int size = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
            if (low >= 0) {
                bytes[size++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[size++] = bytes[i];
            }
        }
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
