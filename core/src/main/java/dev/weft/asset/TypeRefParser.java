package dev.weft.asset;

import java.util.ArrayList;
import java.util.List;

/** Reads a {@link TypeRef} from its text, by recursive descent. */
final class TypeRefParser {

    private final String text;
    private int at;

    TypeRefParser(String text) {
        this.text = text;
    }

    TypeRef parse() {
        var type = type();
        if (at != text.length()) {
            throw wrong();
        }
        return type;
    }

    private TypeRef type() {
        int start = at;
        while (at < text.length() && "<>,".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        var name = text.substring(start, at);
        if (name.isEmpty()) {
            throw wrong();
        }
        return new TypeRef(name, at < text.length() && text.charAt(at) == '<' ? arguments() : List.of());
    }

    private List<TypeRef> arguments() {
        var arguments = new ArrayList<TypeRef>();
        do {
            at++;
            arguments.add(type());
        } while (at < text.length() && text.charAt(at) == ',');
        if (at >= text.length() || text.charAt(at) != '>') {
            throw wrong();
        }
        at++;
        return arguments;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("\"%s\" is not a type (at column %d).".formatted(text, at + 1));
    }
}
