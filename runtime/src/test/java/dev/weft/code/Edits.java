package dev.weft.code;

import java.util.List;
import java.util.stream.Stream;

/** The table of edits: {@code docs/code-versions.md} shows it. */
final class Edits {

    private static final String[] ALL_OF_SHOP_BUT_INNER = {
        "area",
        "captured",
        "caught",
        "code",
        "colours",
        "customers",
        "difference",
        "even",
        "handled",
        "joined",
        "nested",
        "orders",
        "paid",
        "parsed",
        "plugged",
        "poem",
        "rank",
        "read",
        "reflected",
        "reversed",
        "rounded",
        "settled",
        "sorted",
        "total"
    };

    private Edits() {}

    static List<Edit> all() {
        return Stream.of(notSeenByMachines(), notReached(), inMethods(), inTypes(), aroundMethods(), safeButNeedless())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Edit> notSeenByMachines() {
        return List.of(
                Edit.of("a comment", "// a comment", "// another comment, on\n// two lines"),
                Edit.of("a documentation comment", "/** What the shop knows. */", "/** All that it knows. */"),
                Edit.of("a local variable's name", "double start = 1.2345;", "double begin = 1.2345;")
                        .and("normalize(start)", "normalize(begin)"),
                Edit.of("formatting", "double sum = 0;\n", "double sum\n   =\n   0;\n\n\n"),
                Edit.of("an import removed", "import java.util.stream.*;\n", ""),
                Edit.of(
                        "an import added",
                        "import java.util.stream.*;\n",
                        "import java.util.stream.*;import java.time.*;\n"),
                Edit.of(
                        "a parameter's name in a helper",
                        "round(double value) { return Math.rint(value *",
                        "round(double x) { return Math.rint(x *"),
                Edit.of("a lambda's parameter's name", "order -> order.amount() * 2", "o -> o.amount() * 2"),
                Edit.of("the name of a captured variable", "String prefix = \"p\";", "String start = \"p\";")
                        .and("return prefix + \"q\";", "return start + \"q\";"),
                Edit.of("@SuppressWarnings", "boolean even() {", "@SuppressWarnings(\"all\") boolean even() {"),
                Edit.of("@Deprecated", "static boolean isOdd", "@Deprecated static boolean isOdd"),
                Edit.of(
                        "a private helper becomes public",
                        "private static double scale()",
                        "public static double scale()"),
                Edit.of("a helper's generics", "<T> List<T> read(Class<T>", "<T> List<T> read(Class<? extends T>"),
                Edit.of("an asset's owner", "@Asset(owners = \"team:shop\")", "@Asset(owners = \"team:other\")"),
                Edit.of(
                        "an asset's group and description",
                        "@Assets(group = \"shop\")",
                        "/** New. */ @Assets(group = \"x\")"),
                Edit.of("a text block's indentation", "        roses\n", "          roses\n")
                        .and("        are red\n", "          are red\n")
                        .and("        \"\"\";\n", "          \"\"\";\n"),
                Edit.of(
                        "a constant condition",
                        "return Integer.parseInt(\"12x\");",
                        "if (false) { return 0; }\nreturn Integer.parseInt(\"12x\");"),
                Edit.of(
                                "members in another order",
                                "class Nested {\n        private final String text;",
                                "class Nested {")
                        .and(
                                "String text() { return text + \"!\"; }",
                                "String text() { return text + \"!\"; }\nprivate final String text;"));
    }

    private static List<Edit> notReached() {
        return List.of(
                Edit.of("a method added to the assets' class", "boolean even() {", "boolean even() {")
                        .and("private int instances = 1;", "private int instances = 1;\nint unrelated() { return 5; }"),
                Edit.of(
                        "an asset added",
                        "private int instances = 1;",
                        "private int instances = 1;\n@Asset int another() { return 5; }"),
                Edit.of(
                        "a pattern added as a constant of the assets' class",
                        "private int instances = 1;",
                        "private int instances = 1;\nstatic final java.util.regex.Pattern P = java.util.regex.Pattern.compile(\"x+\");"),
                Edit.of(
                        "a lambda added before the others",
                        "private int instances = 1;",
                        "private int instances = 1;\nRunnable unrelated() { return () -> System.out.println(instances); }"),
                Edit.of(
                        "an anonymous class added before the others",
                        "private int instances = 1;",
                        "private int instances = 1;\nObject unrelated() { return new Object() { int x = 1; }; }"),
                Edit.of(
                        "another switch over the same enum, before",
                        "private int instances = 1;",
                        "private int instances = 1;\nint unrelated(Colour c) { switch (c) { case BLUE: return 1; case GREEN: return 2; default: return 3; } }"),
                Edit.of(
                        "an assertion in another method",
                        "private int instances = 1;",
                        "private int instances = 1;\nvoid unrelated() { assert instances > 0; }"),
                Edit.of(
                        "a helper's method that nobody calls",
                        "return text.trim(); }\n}\n\nclass Rounding",
                        "return text.strip(); }\n}\n\nclass Rounding"),
                Edit.of(
                        "a method beside the constant",
                        "static int unrelated() { return 7; }",
                        "static int unrelated() { return 8; }"),
                Edit.of(
                        "a list added as a constant beside the helper",
                        "static int unrelated() { return 7; }",
                        "static int unrelated() { return 7; }\nstatic final List<String> MORE = List.of(\"x\");"),
                Edit.of(
                        "an overload of a helper",
                        "class Joining {",
                        "class Joining {\nstatic String join(String one) { return one; }"),
                Edit.of("a method of an enum that nobody calls", "return name().toLowerCase();", "return name();"),
                Edit.of(
                        "a default method that nobody calls",
                        "double width();\n",
                        "double width();\ndefault String label() { return \"shape\"; }\n"),
                Edit.of(
                        "a method of a resource that nobody calls",
                        "String unused() { return folder; }",
                        "String unused() { return \"\"; }"),
                Edit.of(
                        "a setting added",
                        "record ShopSettings(String folder)",
                        "record ShopSettings(String folder, int more)"),
                Edit.of(
                        "what an asset with an explicit version reaches",
                        "static int base() { return 3; }",
                        "static int base() { return 4; }"),
                Edit.of("a class added", "class Reading {", "class Unrelated { int x = 1; }\nclass Reading {"),
                Edit.of("a check's helper", "return total >= 0;", "return total > 0;")
                        .makesDue("total:not_negative"),
                Edit.of("a check's message", "\"negative\")", "\"below zero\")").makesDue("total:not_negative"));
    }

    private static List<Edit> inMethods() {
        return List.of(
                Edit.of("an asset's own body", "return -1;", "return -2;").makesStale("caught"),
                Edit.of("a constant behind three helpers", "DIGITS = 2", "DIGITS = 3")
                        .makesStale("rounded"),
                Edit.of("a helper's body", "return Rounding.round(value);", "return -Rounding.round(value);")
                        .makesStale("rounded"),
                Edit.of("a private helper's body", "return Limits.scale();", "return Limits.scale() + 1;")
                        .makesStale("rounded"),
                Edit.of("a lambda's body", "order.amount() * 2", "order.amount() * 3")
                        .makesStale("total"),
                Edit.of(
                                "the order of two lambdas",
                                ".map(Order::customer).filter(name -> name.length() > 2)",
                                ".filter(order -> order.amount() > 2).map(Order::customer)")
                        .makesStale("customers"),
                Edit.of("a method reference", ".map(Order::customer)", ".map(Order::toString)")
                        .makesStale("customers"),
                Edit.of("an anonymous class", "return left.compareTo(right);", "return right.compareTo(left);")
                        .makesStale("sorted"),
                Edit.of("what an anonymous class captures", "prefix + \"q\"", "prefix + \"r\"")
                        .makesStale("captured"),
                Edit.of("a case of a switch over an enum", "case BLUE:", "case GREEN:")
                        .makesStale("colours"),
                Edit.of("what such a case does", "text.append(\"r\")", "text.append(\"R\")")
                        .makesStale("colours"),
                Edit.of("a case of a switch over strings", "case \"g\":", "case \"h\":")
                        .makesStale("code"),
                Edit.of("a text in a concatenation", "\"many \"", "\"lots \"").makesStale("code"),
                Edit.of("a constant in a concatenation", "GREETING = \"hello\"", "GREETING = \"hi\"")
                        .makesStale("code"),
                Edit.of("a text block", "roses", "lilies").makesStale("poem"),
                Edit.of("a caught exception", "catch (NumberFormatException wrong)", "catch (RuntimeException wrong)")
                        .makesStale("caught"),
                Edit.of("a finally", "return -1;\n        }", "return -1;\n        } finally { System.gc(); }")
                        .makesStale("caught"),
                Edit.of("calls in a circle", "return n != 0 && isEven", "return n > 0 && isEven")
                        .makesStale("even"),
                Edit.of("one more argument", "join(\"-\", \"a\", \"b\")", "join(\"-\", \"a\", \"b\", \"c\")")
                        .makesStale("joined"),
                Edit.of("a method behind a bridge", "return value.length();", "return value.length() + 1;")
                        .makesStale("handled"),
                Edit.of("a nested class's method", "return text + \"!\";", "return text + \"?\";")
                        .makesStale("nested"),
                Edit.of("a class nested twice", "return \"deep\";", "return \"deeper\";")
                        .makesStale("nested"));
    }

    private static List<Edit> inTypes() {
        return List.of(
                Edit.of("a default method", "return width() * width();", "return width() * 2;")
                        .makesStale("area"),
                Edit.of("an overriding method", "return width() * 3.14;", "return width() * 3.1416;")
                        .makesStale("area"),
                Edit.of(
                                "a method overrides a default one",
                                "public double width() { return 2; }",
                                "public double width() { return 2; }\n@Override public double area() { return 9; }")
                        .makesStale("area"),
                Edit.of("a superclass's method", "clean(text).toUpperCase()", "clean(text).toLowerCase()")
                        .makesStale("parsed"),
                Edit.of(
                                "a subclass's method",
                                "protected String clean(String text) { return text.trim(); }",
                                "protected String clean(String text) { return text; }")
                        .makesStale("parsed"),
                Edit.of("a static block", "step = 10;", "step = 20;").makesStale("rank"),
                Edit.of(
                                "a static field's first value",
                                "NAMES = List.of(\"a\", \"b\")",
                                "NAMES = List.of(\"b\", \"a\")")
                        .makesStale("rank"),
                Edit.of("a field's first value in an inner class", "count = 5;", "count = 6;")
                        .makesStale("inner"),
                Edit.of("an enum's constants in another order", "RED, GREEN, BLUE;", "BLUE, GREEN, RED;")
                        .makesStale("colours"),
                Edit.of(
                                "a record component added",
                                "record Order(String customer, double amount)",
                                "record Order(String customer, double amount, int pieces)")
                        .and(
                                "new Order(\"ann\", 3.5), new Order(\"bob\", 4.25)",
                                "new Order(\"ann\", 3.5, 1), new Order(\"bob\", 4.25, 1)")
                        .makesStale("orders", "customers", "total", "read"),
                Edit.of("a record component's type", "record Part(int number)", "record Part(long number)")
                        .makesStale("settled"),
                Edit.of("a record component renamed", "record Part(int number)", "record Part(int count)")
                        .makesStale("settled"),
                Edit.of(
                                "a record component's column",
                                "record Order(String customer,",
                                "record Order(@Column(\"CUSTOMER\") String customer,")
                        .makesStale("orders", "customers", "total", "read"),
                Edit.of(
                                "a record's constructor",
                                "boolean isLarge()",
                                "Order { customer = customer.strip(); }\nboolean isLarge()")
                        .makesStale("orders", "customers", "total", "read"),
                Edit.of(
                                "a record's equals",
                                "boolean isLarge()",
                                "@Override public boolean equals(Object other) { return true; }\n@Override public int hashCode() { return 1; }\nboolean isLarge()")
                        .makesStale("orders", "customers", "total", "read"),
                Edit.of("a permitted subclass made", "return new Cash();", "return new Card(\"1\");")
                        .makesStale("paid"),
                Edit.of("a method behind a sealed interface", "return \"cash\";", "return \"coins\";")
                        .makesStale("paid"));
    }

    private static List<Edit> aroundMethods() {
        return List.of(
                Edit.of(
                                "two parameters change their names",
                                "difference(double total, double area) { return total - area; }",
                                "difference(double area, double total) { return area - total; }")
                        .makesStale("difference"),
                Edit.of("an asset's type", "int caught()", "long caught()").makesStale("caught"),
                Edit.of("an explicit version", "@Asset(codeVersion = \"1\")", "@Asset(codeVersion = \"2\")")
                        .makesStale("fixed"),
                Edit.of(
                                "a class named in @DependsOnCode",
                                "private int version() { return 1; }",
                                "private int version() { return 2; }")
                        .makesStale("plugged"),
                Edit.of("a resource's method", "return folder + \"/\" + name;", "return folder + name;")
                        .makesStale("stock"),
                Edit.of(
                                "a @Provides body",
                                "new FolderStore(settings.folder())",
                                "new FolderStore(settings.folder() + \"/x\")")
                        .makesStale("stock")
                        .makesStaleNeedlessly("clerks"),
                Edit.of("a resource's constructor", "number = 4;", "number = 5;")
                        .makesStaleNeedlessly("stock", "clerks"),
                Edit.of(
                                "the assets' constructor",
                                "this.store = store;",
                                "this.store = java.util.Objects.requireNonNull(store);")
                        .makesStale("stock")
                        .makesStaleNeedlessly("clerks"),
                Edit.of(
                                "a field's first value in the assets' class",
                                "private int instances = 1;",
                                "private int instances = 2;")
                        .makesStale("inner")
                        .makesStaleNeedlessly(ALL_OF_SHOP_BUT_INNER)
                        .makesDue("total:not_negative"));
    }

    private static List<Edit> safeButNeedless() {
        return List.of(
                Edit.of(
                                "a private helper renamed",
                                "Math.rint(value * scale()) / scale()",
                                "Math.rint(value * factor()) / factor()")
                        .and("private static double scale()", "private static double factor()")
                        .makesStaleNeedlessly("rounded"),
                Edit.of("an expression turned round", "Math.rint(value * scale())", "Math.rint(scale() * value)")
                        .makesStaleNeedlessly("rounded"),
                Edit.of("an enum constant that no case names", "GREEN, BLUE;", "GREEN, BLUE, BLACK;")
                        .makesStaleNeedlessly("colours"),
                Edit.of(
                                "an implementation that nobody makes",
                                "class Shapes {",
                                "class Line implements Shape { @Override public double width() { return 0; } }\nclass Shapes {")
                        .makesStaleNeedlessly("area"),
                Edit.of(
                                "a permitted subclass that nobody makes",
                                "permits Card, Cash {",
                                "permits Card, Cash, Cheque {")
                        .and(
                                "record Cash()",
                                "record Cheque() implements Payment { @Override public String word() { return \"cheque\"; } }\nrecord Cash()")
                        .makesStaleNeedlessly("paid"),
                Edit.of(
                                "a toString that nobody calls",
                                "public double width() { return 2; }",
                                "public double width() { return 2; }\n@Override public String toString() { return \"square\"; }")
                        .makesStaleNeedlessly("area"),
                Edit.of(
                                "a static block without effect",
                                "static int unrelated() { return 7; }",
                                "static int unrelated() { return 7; }\nstatic { System.nanoTime(); }")
                        .makesStaleNeedlessly("rounded"),
                Edit.of("a method of a class that is handed over", "return amount > 100;", "return amount > 200;")
                        .makesStaleNeedlessly("read"),
                Edit.of(
                                "code of the project in a static field of the assets' class",
                                "static int first() { return 4; }",
                                "static int first() { return 5; }")
                        .makesStaleNeedlessly("stock", "clerks"));
    }
}
