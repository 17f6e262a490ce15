package dev.weft.code;

import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import java.util.HashMap;
import java.util.List;

/**
 * What counts of a method's declaration beside its instructions: its types, and which parameter gets which upstream. The names of parameters are
 * in no instruction, and yet swapping two of them changes the result. What is compared elsewhere (inputs, partitions, store, tags) is left out.
 */
final class Declaration {

    private Declaration() {}

    static String text(Producer producer, int output, String signature) {
        var text = new StringBuilder(signature).append('\n').append(producer.returns());
        if (producer.outputs().size() > 1) {
            text.append("\noutput ").append(output);
        }
        var inputs = producer.inputs();
        if (inputs.size() > 1) {
            text.append(bindings(inputs));
        }
        return text.toString();
    }

    /** With one input, what it reads is all there is to know, and the inputs of a version say that. */
    private static String bindings(List<Parameter.Input> inputs) {
        var counts = new HashMap<Object, Integer>();
        inputs.forEach(input -> counts.merge(input.upstream(), 1, Integer::sum));
        var text = new StringBuilder();
        for (var input : inputs) {
            text.append('\n').append(input.upstream()).append(' ').append(input.shape());
            if (counts.getOrDefault(input.upstream(), 0) > 1) {
                text.append(' ').append(input.mapping()).append(' ').append(input.version());
            }
        }
        return text.toString();
    }
}
