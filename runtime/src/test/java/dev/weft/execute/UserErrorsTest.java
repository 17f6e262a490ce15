package dev.weft.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.io.ComputedValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserErrorsTest {

    @Test
    void whatIsWrongWithAValueIsToldOnceAndWithoutWhatReadsIt() {
        var error = catchThrowable(() -> ComputedValues.value(Map.of("a", "x"), List.class));

        assertThat(UserErrors.describe(error))
                .startsWith("java.lang.IllegalArgumentException: A ")
                .contains(" is no List: Cannot deserialize value of type `java.util.ArrayList")
                .doesNotContain("jackson", "Source", "caused by");
    }

    @Test
    void whatUserCodeReadsItselfIsToldAsItWasThrown() {
        var error =
                new IllegalStateException("no answer", new com.fasterxml.jackson.core.JsonParseException(null, "bad"));

        assertThat(UserErrors.describe(error)).contains("caused by com.fasterxml.jackson.core.JsonParseException: bad");
    }
}
