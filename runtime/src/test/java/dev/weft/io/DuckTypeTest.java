package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuckTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VARCHAR",
                "DECIMAL(18,2)",
                "TIMESTAMP WITH TIME ZONE",
                "INTEGER[]",
                "VARCHAR[][]",
                "MAP(VARCHAR, DECIMAL(38,9)[])",
                "STRUCT(\"a b\" INTEGER, \"say \"\"hi\"\"\" DATE[])",
                "STRUCT(\"s\" STRUCT(\"m\" MAP(VARCHAR, STRUCT(\"x\" DOUBLE))))[]"
            })
    void whatIsReadIsSaidAgain(String sql) {
        assertThat(DuckType.parse(sql).sql()).isEqualTo(sql);
    }

    @Test
    void namesNeedNoQuotes() {
        assertThat(DuckType.parse("STRUCT(a INTEGER, \"at\" TIMESTAMP_NS)[]").sql())
                .isEqualTo("STRUCT(\"a\" INTEGER, \"at\" TIMESTAMP_NS)[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INTEGER | INTEGER | INTEGER",
                "DECIMAL(18,1) | DECIMAL(18,3) | DECIMAL(38,3)",
                "DECIMAL(18,2) | DECIMAL(38,2) | DECIMAL(38,2)",
                "DECIMAL(38,2) | DECIMAL(18,9) | VARCHAR",
                "TIMESTAMP | TIMESTAMP_NS | TIMESTAMP_NS",
                "VARCHAR | TIMESTAMP_NS | VARCHAR",
                "STRUCT(a INTEGER) | STRUCT(b DATE) | STRUCT(\"a\" INTEGER, \"b\" DATE)",
                "STRUCT(d DECIMAL(18,1))[] | STRUCT(d DECIMAL(18,0))[] | STRUCT(\"d\" DECIMAL(38,1))[]",
                "MAP(VARCHAR, TIMESTAMP) | MAP(VARCHAR, TIMESTAMP_NS) | MAP(VARCHAR, TIMESTAMP_NS)"
            })
    void twoTypesHaveOneThatHoldsBoth(String one, String other, String both) {
        assertThat(DuckType.parse(one).with(DuckType.parse(other)).map(DuckType::sql))
                .hasValue(both);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INTEGER | BIGINT",
                "VARCHAR | INTEGER",
                "INTEGER | INTEGER[]",
                "STRUCT(a INTEGER) | STRUCT(a BIGINT)",
                "MAP(VARCHAR, DATE) | STRUCT(a DATE)"
            })
    void otherTypesHaveNone(String one, String other) {
        assertThat(DuckType.parse(one).with(DuckType.parse(other))).isEmpty();
    }
}
