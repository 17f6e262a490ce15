package dev.weft.processor;

import static dev.weft.processor.Rule.rule;

import java.util.List;

/** What may be declared, under which name, and what configures it. */
final class RulesOfDeclaring {

    static final List<Rule> ALL = List.of(
            // names
            rule("two keys, one twice", "@Asset(name = \"one\") int uno() { return 1; }", "p/one is declared twice"),
            rule("two keys that differ by case only", "@Asset int One() { return 1; }", "by case only"),
            rule("a key that is none", "@Asset(name = \"a//b\") int ab() { return 1; }", "is not an asset key"),
            rule(
                    "two methods of one name",
                    "@Asset(name = \"x\") int one(Upstream<?> rows) { return 1; }",
                    "two methods of that name declare something"),
            rule(
                    "two kinds at once",
                    "@Asset @ExternalAsset DataVersion both() { return null; }",
                    "it is marked @Asset and @ExternalAsset; keep one"),
            rule(
                    "a wrong owner",
                    "@Asset(owners = \"ann\") int owned() { return 1; }",
                    "the owner \"ann\" is neither team:name nor an e-mail address"),
            // methods
            rule("private", "@Asset private int hidden() { return 1; }", "it is private"),
            rule("static", "@Asset static int fixed() { return 1; }", "it is static"),
            rule("type parameters", "@Asset <X> List<X> general() { return null; }", "it has type parameters"),
            // resources, settings, configuration
            rule(
                    "settings are records",
                    "@Settings(\"a\") static class S {}",
                    "S is marked @Settings but is no record"),
            rule("configuration is a record", "@Config static class C {}", "C is marked @Config but is no record"),
            rule(
                    "a resource that is nothing",
                    "@Provides static void x() {}",
                    "T.x is marked @Provides but returns void"),
            rule(
                    "a resource that is hidden",
                    "@Provides private static String x() { return \"\"; }",
                    "T.x is marked @Provides but is private"));

    private RulesOfDeclaring() {}
}
