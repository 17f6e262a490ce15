package dev.weft.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

    @Test
    void aLineHasExponentOne() {
        assertThat(growth(n -> n / 1e6).exponent()).isCloseTo(1, within(1e-9));
        assertThat(growth(n -> n / 1e6).isWorseThanNLogN()).isFalse();
    }

    @Test
    void nLogNIsNotWorseThanItself() {
        assertThat(growth(n -> n * Math.log(n)).isWorseThanNLogN()).isFalse();
    }

    @Test
    void aSquareIsWorseThanNLogN() {
        assertThat(growth(n -> n * n).exponent()).isCloseTo(2, within(1e-9));
        assertThat(growth(n -> n * n).isWorseThanNLogN()).isTrue();
    }

    @Test
    void aSquareBehindAFixedCostShowsBetweenTheLastTwoSizes() {
        var growth = growth(n -> 1 + n * n / 5e6);

        assertThat(growth.exponent()).isLessThan(1.2);
        assertThat(growth.lastExponent()).isGreaterThan(1.5);
        assertThat(growth.isWorseThanNLogN()).isTrue();
    }

    private static Growth growth(DoubleUnaryOperator seconds) {
        return new Growth(
                "work",
                "asset",
                IntStream.of(1000, 2000, 4000, 8000)
                        .mapToObj(n -> new Growth.Point(n, seconds.applyAsDouble(n)))
                        .toList());
    }
}
