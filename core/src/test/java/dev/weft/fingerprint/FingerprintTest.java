package dev.weft.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void itIsTheHashOfTheTextsEachAfterItsLength() throws Exception {
        var random = new Random(3);
        var reused = new Fingerprint();
        for (int round = 0; round < 300; round++) {
            var texts = new ArrayList<String>();
            for (int i = random.nextInt(8); i > 0; i--) {
                texts.add("aä東".repeat(random.nextInt(random.nextInt(10) == 0 ? 400 : 20)));
            }
            texts.forEach(reused::add);

            assertThat(reused.text()).isEqualTo(expected(texts)).isEqualTo(Fingerprint.of(texts));
        }
    }

    @Test
    void aNumberIsFourBytes() throws Exception {
        assertThat(new Fingerprint().add(0x01020304).add("").text())
                .isEqualTo(hash(new byte[] {1, 2, 3, 4, 0, 0, 0, 0}));
    }

    private static String expected(List<String> texts) throws Exception {
        var bytes = new ByteArrayOutputStream();
        for (var text : texts) {
            var encoded = text.getBytes(StandardCharsets.UTF_8);
            bytes.write(ByteBuffer.allocate(4).putInt(encoded.length).array());
            bytes.write(encoded);
        }
        return hash(bytes.toByteArray());
    }

    private static String hash(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    }
}
