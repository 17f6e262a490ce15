package dev.weft.selection;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints a selection with as few parentheses as it needs. */
final class SelectionPrinter implements Selection.Visitor<SelectionPrinter.Printed> {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_/]*");
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_*][A-Za-z0-9_/*]*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private static final int OR = 0;
    private static final int AND = 1;
    private static final int NOT = 2;
    private static final int TRAVERSAL = 3;
    private static final int ATOM = 4;

    /** A text and how tightly it is bound. */
    record Printed(String text, int binding) {

        private String atLeast(int needed) {
            return binding >= needed ? text : "(" + text + ")";
        }
    }

    static String print(Selection selection) {
        return selection.accept(new SelectionPrinter()).text();
    }

    @Override
    public Printed all(Selection.All all) {
        return new Printed("*", TRAVERSAL);
    }

    @Override
    public Printed attribute(Selection.Attribute attribute) {
        var name = attribute.name();
        var value = attribute.value().map(text -> quotedIfNeeded(name, text)).orElse("<null>");
        if (name.isFunction()) {
            return new Printed("%s(%s)".formatted(name.word(), value), ATOM);
        }
        var detail = attribute.detail().isEmpty() ? "" : "=" + quotedIfNeeded(name, attribute.detail());
        return new Printed(name.word() + ":" + value + detail, ATOM);
    }

    private static String quotedIfNeeded(AttributeName name, String text) {
        var plain = name == AttributeName.KEY ? PLAIN_KEY : PLAIN;
        boolean isNumber = name == AttributeName.NOT_MATERIALIZED_IN_HOURS
                && DIGITS.matcher(text).matches();
        return isNumber || plain.matcher(text).matches() ? text : "\"" + text + "\"";
    }

    @Override
    public Printed traversal(Selection.Traversal traversal) {
        var up = traversal.up() == Selection.Traversal.NONE ? "" : depth(traversal.up()) + "+";
        var down = traversal.down() == Selection.Traversal.NONE ? "" : "+" + depth(traversal.down());
        return new Printed(up + traversal.of().accept(this).atLeast(ATOM) + down, TRAVERSAL);
    }

    private static String depth(int depth) {
        return depth == Selection.Traversal.ALL ? "" : Integer.toString(depth);
    }

    @Override
    public Printed not(Selection.Not not) {
        return new Printed("not " + not.of().accept(this).atLeast(NOT), NOT);
    }

    @Override
    public Printed and(Selection.And and) {
        return joined(and.of(), " and ", AND);
    }

    @Override
    public Printed or(Selection.Or or) {
        return joined(or.of(), " or ", OR);
    }

    private Printed joined(List<Selection> selections, String word, int binding) {
        return new Printed(
                selections.stream()
                        .map(selection -> selection.accept(this).atLeast(binding + 1))
                        .collect(Collectors.joining(word)),
                binding);
    }

    @Override
    public Printed roots(Selection.Roots roots) {
        return new Printed("roots(%s)".formatted(print(roots.of())), ATOM);
    }

    @Override
    public Printed sinks(Selection.Sinks sinks) {
        return new Printed("sinks(%s)".formatted(print(sinks.of())), ATOM);
    }

    @Override
    public Printed between(Selection.Between between) {
        return new Printed(
                "between(%s, %s)"
                        .formatted(
                                between.from().accept(this).atLeast(AND),
                                between.to().accept(this).atLeast(AND)),
                ATOM);
    }
}
