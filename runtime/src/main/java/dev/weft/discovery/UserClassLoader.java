package dev.weft.discovery;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** Loads a user project: it sees the JDK, Weft's API, SLF4J's and its own libraries, never the other libraries of Weft. */
public final class UserClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    public UserClassLoader(List<Path> classPath) {
        super("user", urls(classPath), new ApiOnly());
    }

    private static URL[] urls(List<Path> classPath) {
        return classPath.stream().map(UserClassLoader::url).toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("Not a place of classes: " + path, e);
        }
    }

    /** The part of Weft's own class path that user code may see. */
    private static final class ApiOnly extends ClassLoader {

        static {
            registerAsParallelCapable();
        }

        private final ClassLoader weft = UserClassLoader.class.getClassLoader();

        ApiOnly() {
            super("weft-api", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            boolean visible = name.startsWith("dev.weft.api.")
                    || name.startsWith("dev.weft.partition.")
                    || name.startsWith("org.slf4j.");
            if (visible) {
                return weft.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
