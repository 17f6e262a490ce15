package dev.weft.code;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Which compiler made the classes that declare assets; apart from {@link ProjectCode}, so that ASM is loaded only where class files are read. */
final class Compilers {

    private Compilers() {}

    /** Returns, by the names of the classes, what the annotation processor wrote of its compiler. */
    static Map<String, String> of(CodePath path) {
        var compilers = new HashMap<String, String>();
        for (var marker : path.markers()) {
            var node = new ClassNode();
            new ClassReader(marker.get()).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
            Marks.find(Marks.INDEXED, node.visibleAnnotations, node.invisibleAnnotations)
                    .ifPresent(mark -> compilers.put(Marks.string(mark, "value"), Marks.string(mark, "compiler")));
        }
        return compilers;
    }
}
