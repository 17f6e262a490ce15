package dev.weft.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** The {@code groupId} that a {@code pom.xml} gives a project, its own or its parent's. */
final class MavenGroup {

    private MavenGroup() {}

    static Optional<String> of(Path folder) {
        var pom = folder.resolve("pom.xml");
        if (!Files.isRegularFile(pom)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(pom)) {
            return read(in);
        } catch (IOException | XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(java.io.InputStream in) throws XMLStreamException {
        var factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var xml = factory.createXMLStreamReader(in);
        Optional<String> parent = Optional.empty();
        int depth = 0;
        boolean inParent = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                var name = xml.getLocalName();
                if (depth == 2) {
                    inParent = name.equals("parent");
                }
                if (name.equals("groupId") && (depth == 2 || (depth == 3 && inParent))) {
                    var group = Optional.of(xml.getElementText().strip());
                    depth--;
                    if (depth == 1) {
                        return group;
                    }
                    parent = group;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        return parent;
    }
}
