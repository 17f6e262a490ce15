package dev.weft.code;

import java.util.Collection;
import java.util.Map;

/** Keeps texts about versions of code, each under an id that stands for its content. */
public interface CodeMemory {

    /** Nothing is kept: changes cannot be told by place. */
    CodeMemory NONE = new CodeMemory() {
        @Override
        public Map<String, String> texts(Collection<String> ids) {
            return Map.of();
        }

        @Override
        public void keep(Map<String, String> texts) {
            // Nobody will ask.
        }
    };

    /** Returns those texts that are kept, by id. */
    Map<String, String> texts(Collection<String> ids);

    /** Keeps texts by id; may return before they are durable. */
    void keep(Map<String, String> texts);
}
