package dev.weft.project;

import dev.weft.discovery.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * The little that has to be known of a {@code pom.xml} before Maven is asked.
 *
 * @param file where it is
 * @param parent where its parent is looked for on disk; empty if it has none or says that it is elsewhere
 * @param modules its modules, those of profiles included
 */
record MavenPom(Path file, Optional<Path> parent, List<String> modules) {

    MavenPom {
        modules = List.copyOf(modules);
    }

    /** Reads a pom. @throws ProjectException if it is no XML, with the place of the mistake */
    static MavenPom read(Path file) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var folder = folder(file);
        Optional<Path> parent = Optional.empty();
        var modules = new ArrayList<String>();
        var path = new ArrayDeque<String>();
        var text = new StringBuilder();
        try (var in = Files.newInputStream(file)) {
            var reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        path.addLast(reader.getLocalName());
                        text.setLength(0);
                        if (String.join("/", path).equals("project/parent")) {
                            parent = Optional.of(folder.resolve("../pom.xml").normalize());
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        var place = String.join("/", path);
                        if (place.equals("project/parent/relativePath")) {
                            parent = text.toString().isBlank()
                                    ? Optional.empty()
                                    : Optional.of(
                                            pomAt(folder.resolve(text.toString().strip())));
                        } else if (place.endsWith("modules/module")) {
                            modules.add(text.toString().strip());
                        }
                        path.removeLast();
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw new ProjectException(
                    "%s:%d:%d is no XML: %s"
                            .formatted(
                                    file,
                                    e.getLocation().getLineNumber(),
                                    e.getLocation().getColumnNumber(),
                                    String.valueOf(e.getMessage())
                                            .replaceAll(
                                                    "(?s)ParseError at \\[row,col\\]:\\[[^\\]]*\\]\\s*Message: ", "")),
                    e);
        } catch (IOException e) {
            throw new ProjectException("Could not read %s: %s.".formatted(file, e), e);
        }
        return new MavenPom(file, parent.filter(Files::isRegularFile), modules);
    }

    /** Returns the parents that lie on this disk, the nearest first. */
    List<MavenPom> ancestors() {
        var found = new ArrayList<MavenPom>();
        var next = parent;
        while (next.isPresent() && found.stream().map(MavenPom::file).noneMatch(next.get()::equals)) {
            var pom = read(next.get());
            found.add(pom);
            next = pom.parent();
        }
        return found;
    }

    /** Returns the outermost parent on this disk that builds this project as a module, directly or through others. */
    Optional<MavenPom> reactor() {
        MavenPom inner = this;
        Optional<MavenPom> reactor = Optional.empty();
        for (var ancestor : ancestors()) {
            if (!ancestor.builds(inner)) {
                break;
            }
            inner = ancestor;
            reactor = Optional.of(ancestor);
        }
        return reactor;
    }

    Path folder() {
        return folder(file);
    }

    private boolean builds(MavenPom other) {
        return modules.stream()
                .map(module -> pomAt(folder().resolve(module)))
                .anyMatch(other.file().normalize()::equals);
    }

    private static Path pomAt(Path place) {
        return (Files.isDirectory(place) ? place.resolve("pom.xml") : place).normalize();
    }

    private static Path folder(Path file) {
        var folder = file.getParent();
        return folder == null ? Path.of("") : folder;
    }
}
