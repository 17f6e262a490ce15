package dev.weft.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static final String WORD = "s3cr3t \"w/rd+";

    @Test
    void a_text_that_became_a_secret_is_masked_in_all_its_forms() {
        Secret.of(WORD);

        assertThat(Secrets.mask("a " + WORD + " b")).isEqualTo("a *** b");
        assertThat(Secrets.mask("?p=" + URLEncoder.encode(WORD, StandardCharsets.UTF_8)))
                .isEqualTo("?p=***");
        assertThat(Secrets.mask(Base64.getEncoder().encodeToString(WORD.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("***");
        assertThat(Secrets.mask("nothing secret")).isEqualTo("nothing secret");
    }

    @Test
    void json_stays_json() {
        Secret.of("true");
        Secret.of("1234567");
        Secret.of(WORD);

        assertThat(Secrets.maskJson(
                        "{\"true\" : [true,1234567,\"it is true\",\"s3cr3t \\\"w/rd+\",\"1234567\",\"end\\\\\"]}"))
                .isEqualTo("{\"true\" : [true,1234567,\"it is ***\",\"***\",\"***\",\"end\\\\\"]}");
    }

    @Test
    void metadata_keep_their_types_where_they_are_no_secret() {
        Secret.of("7654321");

        assertThat(Secrets.mask(Map.of("rows", (Object) 12L, "pin", 7654321, "text", "a7654321b")))
                .containsEntry("rows", 12L)
                .containsEntry("pin", "***")
                .containsEntry("text", "a***b");
    }

    @Test
    void a_secret_within_a_longer_one_leaves_no_rest() {
        Secret.of("abcdef");
        Secret.of("abcdefghi");

        assertThat(Secrets.mask("abcdefghi")).isEqualTo("***");
    }

    @Test
    void the_lines_of_a_key_are_masked_one_by_one() {
        Secret.of("-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----\n");

        assertThat(Secrets.mask("read MIIEvQIBADANBg")).isEqualTo("read ***");
    }

    @Test
    void a_very_short_secret_is_not_masked_since_it_stands_in_every_word() {
        Secret.of("abc");

        assertThat(Secrets.mask("xabcx")).isEqualTo("xabcx");
    }
}
