package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class IdentityHashTest {

    @Test
    void givenTexts_whenHashed_thenItIsTheBeginningOfTheirFramedSha256() throws NoSuchAlgorithmException {
        byte[] umlaut = "wäre €".getBytes(StandardCharsets.UTF_8);
        ByteBuffer framed = ByteBuffer.allocate(4 + 1 + 4 + umlaut.length);
        framed.putInt(1).put((byte) 'a').putInt(umlaut.length).put(umlaut);
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(framed.array());
        assertThat(IdentityHash.of("a", "wäre €")).hasToString(HexFormat.of().formatHex(Arrays.copyOf(expected, 16)));
    }

    @Test
    void givenTheSameCharactersCutElsewhere_whenHashed_thenIdentitiesDiffer() {
        assertThat(IdentityHash.of("a", "bc")).isNotEqualTo(IdentityHash.of("ab", "c"));
        assertThat(IdentityHash.of("a", "")).isNotEqualTo(IdentityHash.of("a"));
        assertThat(IdentityHash.of("\ud800")).isNotEqualTo(IdentityHash.of("?"));
    }

    @Test
    void givenOneHash_whenUsedAgain_thenNothingIsLeftFromBefore() {
        IdentityHash hash = new IdentityHash();
        hash.field("x".repeat(5_000)).finish();
        assertThat(hash.field("a").field("bc").finish().identity()).isEqualTo(IdentityHash.of("a", "bc"));
    }
}
