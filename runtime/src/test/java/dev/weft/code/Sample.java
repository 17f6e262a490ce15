package dev.weft.code;

import java.util.LinkedHashMap;
import java.util.Map;

/** A small shop, each asset of which leans on another feature of the language. */
final class Sample {

    private Sample() {}

    /** Returns the sources by path. */
    static Map<String, String> sources() {
        var files = new LinkedHashMap<String, String>();
        files.put("com/acme/shop/Shop.java", SHOP);
        files.put("com/acme/shop/Sales.java", SALES);
        files.put("com/acme/shop/Helpers.java", HELPERS);
        files.put("com/acme/shop/Types.java", TYPES);
        files.put("com/acme/shop/Making.java", MAKING);
        return files;
    }

    private static final String SHOP = """
            package com.acme.shop;

            import dev.weft.api.*;
            import java.util.*;
            import java.util.stream.*;

            /** What the shop knows. */
            @Assets(group = "shop")
            class Shop {

                private static final String GREETING = "hello";

                private int instances = 1;

                /** Reached through three helpers: a constant. */
                @Asset(owners = "team:shop")
                double rounded() {
                    double start = 1.2345; // a comment
                    return Cleaning.normalize(start);
                }

                @Asset
                List<Order> orders() {
                    return List.of(new Order("ann", 3.5), new Order("bob", 4.25));
                }

                @Asset
                List<String> customers(List<Order> orders) {
                    return orders.stream().map(Order::customer).filter(name -> name.length() > 2).toList();
                }

                @Asset
                double total(List<Order> orders) {
                    return orders.stream().mapToDouble(order -> order.amount() * 2).sum();
                }

                @Asset
                double area() {
                    double sum = 0;
                    for (Shape shape : Shapes.all()) { sum += shape.area(); }
                    return sum;
                }

                @Asset
                String colours() {
                    StringBuilder text = new StringBuilder();
                    for (String name : new String[] {"RED", "GREEN"}) {
                        switch (Colour.valueOf(name)) {
                            case RED: text.append("r"); break;
                            case BLUE: text.append("b"); break;
                            default: text.append("?");
                        }
                    }
                    return text.toString();
                }

                @Asset
                String code(String colours) {
                    switch (colours) {
                        case "r": return "one";
                        case "g": return "two";
                        default: return "many " + colours.length() + " of " + GREETING;
                    }
                }

                @Asset
                List<String> sorted() {
                    List<String> names = new ArrayList<>(List.of("b", "a"));
                    names.sort(new Comparator<String>() {
                        @Override public int compare(String left, String right) { return left.compareTo(right); }
                    });
                    return names;
                }

                @Asset
                int caught() {
                    try {
                        return Integer.parseInt("12x");
                    } catch (NumberFormatException wrong) {
                        return -1;
                    }
                }

                @Asset
                double difference(double total, double area) { return total - area; }

                @Asset
                int rank() { return Lookup.RANKS.get("a"); }

                @Asset
                boolean even() { return Even.isEven(10); }

                @Asset
                String joined() { return Joining.join("-", "a", "b"); }

                @Asset
                String poem() {
                    return \"""
                            roses
                            are red
                            \""";
                }

                @Asset
                int handled() {
                    Handler<String> handler = Handlers.first();
                    return handler.handle("abc");
                }

                @Asset(codeVersion = "1")
                int fixed() { return Even.base(); }

                @Asset
                String nested() { return new Nested("x").text() + Nested.Deep.word(); }

                @Asset
                int inner() { return new Counter().next(); }

                @Asset
                String parsed() { return new CsvParser().parse(" a "); }

                @Asset
                @DependsOnCode(Plugin.class)
                String plugged() throws Exception {
                    return Class.forName("com.acme.shop.Plu" + "gin").getDeclaredConstructor().newInstance().toString();
                }

                @Asset
                String reflected() throws Exception {
                    return Class.forName(System.getProperty("plugin")).getName();
                }

                @Asset
                List<Order> read() { return Reading.read(Order.class); }

                @Asset
                Settled settled() { return new Settled("x", new Settled.Part(1)); }

                @Asset
                String reversed() { return org.acme.text.Text.reverse("abc"); }

                @Asset
                String captured() {
                    String prefix = "p";
                    return new Object() { String call() { return prefix + "q"; } }.call();
                }

                @Asset
                String paid() { return Payments.last().word(); }

                @AssetCheck(blocking = true)
                CheckResult not_negative(double total) { return CheckResult.of(Checks.good(total), "negative"); }

                static class Nested {
                    private final String text;
                    Nested(String text) { this.text = text; }
                    String text() { return text + "!"; }
                    static class Deep { static String word() { return "deep"; } }
                }

                class Counter {
                    private int count = 5;
                    int next() { return count + instances; }
                }
            }
            """;

    private static final String SALES = """
            package com.acme.shop;

            import dev.weft.api.*;
            import java.util.*;

            @Assets
            class Sales {
                static final int OFFSET = Offsets.first();
                private final Store store;
                private final Clerk clerk;

                Sales(Store store, Clerk clerk) {
                    this.store = store;
                    this.clerk = clerk;
                }

                @Asset
                String stock() { return store.read("stock"); }

                @Asset
                int clerks() { return 1; }
            }
            """;

    private static final String HELPERS = """
            package com.acme.shop;

            import java.util.*;

            class Cleaning {
                static double normalize(double value) { return Rounding.round(value); }
                static String trim(String text) { return text.trim(); }
            }

            class Rounding {
                static double round(double value) { return Math.rint(value * scale()) / scale(); }
                private static double scale() { return Limits.scale(); }
            }

            class Limits {
                static final int DIGITS = 2;
                static double scale() { return Math.pow(10, DIGITS); }
                static int unrelated() { return 7; }
            }

            class Ranks {
                static final List<String> NAMES = List.of("a", "b");
                static int step;
                static { step = 10; }
                static Map<String, Integer> all() {
                    Map<String, Integer> ranks = new HashMap<>();
                    for (String name : NAMES) { ranks.put(name, ranks.size() * step); }
                    return ranks;
                }
            }

            class Lookup {
                static final Map<String, Integer> RANKS = Ranks.all();
            }

            class Offsets {
                static int first() { return 4; }
            }

            class Even {
                static boolean isEven(int n) { return n == 0 || isOdd(n - 1); }
                static boolean isOdd(int n) { return n != 0 && isEven(n - 1); }
                static int base() { return 3; }
            }

            class Joining {
                static String join(String separator, String... parts) { return String.join(separator, parts); }
            }

            class Checks {
                static boolean good(double total) { return total >= 0; }
            }

            class Reading {
                static <T> List<T> read(Class<T> type) { return new ArrayList<>(); }
            }

            abstract class Parser {
                String parse(String text) { return clean(text).toUpperCase(); }
                protected abstract String clean(String text);
            }

            class CsvParser extends Parser {
                @Override protected String clean(String text) { return text.trim(); }
            }

            class Plugin {
                @Override public String toString() { return "plugin " + version(); }
                private int version() { return 1; }
            }
            """;

    private static final String TYPES = """
            package com.acme.shop;

            import dev.weft.api.*;
            import java.util.*;

            record Order(String customer, double amount) {
                boolean isLarge() { return amount > 100; }
            }

            record Settled(String name, Part part) {
                record Part(int number) {}
            }

            interface Shape {
                double width();
                default double area() { return width() * width(); }
            }

            class Square implements Shape {
                @Override public double width() { return 2; }
            }

            class Circle implements Shape {
                @Override public double width() { return 1; }
                @Override public double area() { return width() * 3.14; }
            }

            class Shapes {
                static List<Shape> all() { return List.of(new Square(), new Circle()); }
            }

            enum Colour {
                RED, GREEN, BLUE;
                String low() { return name().toLowerCase(); }
            }

            interface Handler<T> { int handle(T value); }

            class Length implements Handler<String> {
                @Override public int handle(String value) { return value.length(); }
            }

            sealed interface Payment permits Card, Cash { String word(); }
            record Card(String number) implements Payment { @Override public String word() { return "card"; } }
            record Cash() implements Payment { @Override public String word() { return "cash"; } }

            class Payments {
                static Payment last() { return new Cash(); }
            }

            class Handlers {
                static Handler<String> first() { return new Length(); }
            }
            """;

    private static final String MAKING = """
            package com.acme.shop;

            import dev.weft.api.*;

            interface Store { String read(String name); }

            class FolderStore implements Store {
                private final String folder;
                FolderStore(String folder) { this.folder = folder; }
                @Override public String read(String name) { return folder + "/" + name; }
                String unused() { return folder; }
            }

            class Clerk {
                private final int number;
                Clerk() { number = 4; }
            }

            @Settings("shop")
            record ShopSettings(String folder) {}

            class Making {
                @Provides
                static Store store(ShopSettings settings) { return new FolderStore(settings.folder()); }
            }
            """;
}
