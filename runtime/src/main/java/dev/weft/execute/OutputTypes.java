package dev.weft.execute;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.ValueType;
import dev.weft.discovery.UserCode;
import java.lang.reflect.Type;
import java.util.Optional;

/** The Java types of what methods make. */
public final class OutputTypes {

    private OutputTypes() {}

    /** Returns the type that a store is told: of rows the record, of anything else the value's own. */
    public static Type stored(UserCode code, AssetDefinition asset) {
        var type = value(code, asset);
        return asset.value() instanceof ValueType.Rows ? JavaTypes.raw(JavaTypes.argument(type, 0)) : type;
    }

    private static Type value(UserCode code, AssetDefinition asset) {
        var producer = asset.producer();
        var returned = code.returnType(producer);
        return switch (producer.returns()) {
            case OPTIONAL_VALUE -> JavaTypes.argument(returned, 0);
            case OUTPUTS -> {
                int index = producer.outputs().indexOf(asset.key());
                var component =
                        JavaTypes.raw(returned).getRecordComponents()[index].getGenericType();
                yield JavaTypes.raw(component) == Optional.class ? JavaTypes.argument(component, 0) : component;
            }
            case WRITERS -> {
                int index = producer.parameters().stream()
                        .map(parameter ->
                                parameter instanceof Parameter.Output output ? output.output() : producer.place())
                        .toList()
                        .indexOf(asset.key());
                yield code.parameterTypes(producer).get(index);
            }
            case VALUE, OBSERVATION, CHECK, NOTHING -> returned;
        };
    }
}
