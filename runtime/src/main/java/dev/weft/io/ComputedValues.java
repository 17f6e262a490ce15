package dev.weft.io;

import com.fasterxml.jackson.databind.JavaType;
import dev.weft.asset.AssetPartition;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values that were computed just now and are stored nowhere, as another type takes them: with the rules that hold for stored ones. */
public final class ComputedValues {

    private ComputedValues() {}

    /**
     * Returns rows as another record: of the columns that it has.
     *
     * @param what what the rows belong to, for messages
     * @throws IllegalStateException if the record needs a column that is not there
     */
    public static <R extends Record> Stream<R> rows(
            Stream<? extends Record> rows, Class<?> made, Class<R> wanted, AssetPartition what) {
        if (wanted.isAssignableFrom(made)) {
            return rows.map(wanted::cast);
        }
        var from = RowType.of(made);
        var to = RowType.of(wanted);
        var places = to.places(from.names(), what);
        return rows.map(row -> wanted.cast(to.record(cells(from, to, places, from.cells(row)), what)));
    }

    private static @Nullable Object[] cells(RowType from, RowType to, int[] places, @Nullable Object[] given) {
        @Nullable Object[] cells = new Object[places.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = places[i] < 0
                    ? null
                    : CellText.as(
                            to.fields().get(i).kind(),
                            from.fields().get(places[i]).kind(),
                            given[places[i]]);
        }
        return cells;
    }

    /** Returns a value as another type: itself where it is one. */
    public static Object value(Object value, Type wanted) {
        var raw = wanted instanceof ParameterizedType parameterized ? parameterized.getRawType() : wanted;
        boolean fits = raw instanceof Class<?> type && (type.isPrimitive() || type.isInstance(value));
        return fits ? value : converted(value, JsonValues.MAPPER.constructType(wanted));
    }

    private static Object converted(Object value, JavaType wanted) {
        try {
            return JsonValues.MAPPER.convertValue(value, wanted);
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof IOException problem) {
                throw new IllegalArgumentException(
                        "A %s is no %s: %s"
                                .formatted(
                                        value.getClass().getSimpleName(),
                                        wanted.getRawClass().getSimpleName(),
                                        JsonValues.problem(problem)),
                        problem);
            }
            throw e;
        }
    }
}
