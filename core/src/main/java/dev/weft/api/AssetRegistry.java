package dev.weft.api;

import java.util.List;

/**
 * Receives the assets that an {@link AssetFactory} defines.
 *
 * @param <F> the factory's class, handed to each asset's function
 */
public interface AssetRegistry<F> {

    /**
     * Declares an asset.
     *
     * @param key the key below the factory's prefix, such as {@code "orders"}
     * @param spec the record that says how this one differs from its likes; part of its code version
     * @param upstream full keys of upstream assets, in the order in which the function finds them in its inputs
     * @param row the record of its rows
     * @param function makes the rows; it may capture nothing (checked)
     */
    <S extends Record, R extends Record> void rows(
            String key, S spec, List<String> upstream, Class<R> row, RowsFunction<F, S, R> function);

    /** As {@link #rows(String, Record, List, Class, RowsFunction) rows}, with what else the asset says of itself. */
    <S extends Record, R extends Record> void rows(
            String key,
            S spec,
            List<String> upstream,
            Class<R> row,
            AssetOptions options,
            RowsFunction<F, S, R> function);

    /** As {@link #rows(String, Record, List, Class, RowsFunction) rows}, for one value that is stored as JSON. */
    <S extends Record, T> void value(
            String key, S spec, List<String> upstream, Class<T> type, ValueFunction<F, S, T> function);

    /** As {@link #value(String, Record, List, Class, ValueFunction) value}, with what else the asset says of itself. */
    <S extends Record, T> void value(
            String key,
            S spec,
            List<String> upstream,
            Class<T> type,
            AssetOptions options,
            ValueFunction<F, S, T> function);

    /**
     * Declares a check of one of this factory's assets. The context gives the value that is about to be published under the asset's key, and published ones of
     * the upstreams named here.
     *
     * @param key the key of the checked asset below the factory's prefix
     * @param name the check's name
     * @param upstream full keys of the other assets that it reads
     */
    <S extends Record> void check(String key, String name, S spec, List<String> upstream, CheckFunction<F, S> function);

    /** As {@link #check}; a failure keeps the new version from being published. */
    <S extends Record> void blockingCheck(
            String key, String name, S spec, List<String> upstream, CheckFunction<F, S> function);

    /** Makes the rows of an asset from the factory, the asset's specification and its inputs. */
    @FunctionalInterface
    interface RowsFunction<F, S, R> extends java.io.Serializable {
        java.util.stream.Stream<R> make(F factory, S spec, FactoryContext context) throws Exception;
    }

    /** Makes the value of an asset from the factory, the asset's specification and its inputs. */
    @FunctionalInterface
    interface ValueFunction<F, S, T> extends java.io.Serializable {
        T make(F factory, S spec, FactoryContext context) throws Exception;
    }

    /** Checks the value of an asset. */
    @FunctionalInterface
    interface CheckFunction<F, S> extends java.io.Serializable {
        CheckResult check(F factory, S spec, FactoryContext context) throws Exception;
    }

    /** What a factory's function may ask: the step's context and the upstream values, loaded when asked for. */
    interface FactoryContext extends AssetContext {

        /** Returns the rows of an upstream that was named when the asset was declared. */
        <R extends Record> java.util.stream.Stream<R> rows(String upstream, Class<R> row);

        /** Returns the value of an upstream that was named when the asset was declared. */
        <T> T value(String upstream, Class<T> type);
    }
}
