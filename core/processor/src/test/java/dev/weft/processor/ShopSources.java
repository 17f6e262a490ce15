package dev.weft.processor;

/** A shop with orders, and somebody who reads them. */
final class ShopSources {

    static final String IMPORTS =
            "import dev.weft.api.*; import java.util.*; import java.util.stream.*; import java.nio.file.Path;\n";

    static final String ORDERS = """
            package shop;
            import dev.weft.api.*; import java.util.*;
            @Assets(prefix = "sales")
            public class Orders {
                public record Order(long id, String customer) {}
                @Asset List<Order> orders() { return List.of(); }
            }
            """;

    private ShopSources() {}

    static String reader(String parameters) {
        return "package shop;\n" + IMPORTS + """
                @Assets(prefix = "sales")
                public class Report {
                    @Asset int report(%s) { return 1; }
                }
                """.formatted(parameters);
    }
}
