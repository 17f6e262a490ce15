package dev.weft.graph;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import dev.weft.json.JsonException;
import dev.weft.json.JsonObject;
import dev.weft.json.JsonReader;
import dev.weft.json.JsonWriter;
import java.io.InputStream;
import java.util.List;

/** Definitions as JSON: stable in the order of the fields, without what has its default. */
public final class DefinitionJson {

    static final int FORMAT = 1;

    private DefinitionJson() {}

    /** Returns the text of these definitions, in their order; equal definitions give equal texts. */
    public static String write(List<AssetDefinition> assets, List<CheckDefinition> checks) {
        return write(new Definitions(assets, checks));
    }

    /** Returns the text of these definitions, in their order; equal definitions give equal texts. */
    public static String write(Definitions definitions) {
        return JsonWriter.object(json -> json.number("format", FORMAT)
                .objectsUnlessEmpty("assets", definitions.assets(), DefinitionWriter::asset)
                .objectsUnlessEmpty("checks", definitions.checks(), DefinitionWriter::check)
                .objectsUnlessEmpty("factories", definitions.factories(), DefinitionWriter::factory));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws JsonException if the text is damaged or of another version of Weft; the message says where
     */
    public static Definitions read(String text) {
        return read(text, "");
    }

    /**
     * As {@link #read(String)}.
     *
     * @param codeLocation of the assets that name none
     */
    public static Definitions read(String text, String codeLocation) {
        return read(JsonReader.object(text), codeLocation);
    }

    /**
     * Reads what {@link #write} wrote, as UTF-8, and closes the stream.
     *
     * @throws JsonException if the text is damaged or of another version of Weft; the message says where
     */
    public static Definitions read(InputStream text) {
        return read(JsonReader.object(text), "");
    }

    private static Definitions read(JsonObject json, String codeLocation) {
        int format = json.integer("format", 0);
        if (format != FORMAT) {
            throw new JsonException(
                    "These definitions have format %d; this Weft reads format %d. Compile the project with the Weft that runs it."
                            .formatted(format, FORMAT));
        }
        return DefinitionReader.definitions(json, codeLocation);
    }
}
