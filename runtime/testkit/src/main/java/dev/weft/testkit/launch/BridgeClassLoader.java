package dev.weft.testkit.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees the project's tests, and defines the bridge to them from Weft's own class files, whatever Weft the project itself depends on. */
final class BridgeClassLoader extends ClassLoader {

    private static final String PREFIX = Bridge.class.getPackageName() + ".";
    private static final String SERVICE = "META-INF/services/dev.weft.testkit.MaterializationListener";

    static {
        registerAsParallelCapable();
    }

    private final Path service;

    /** @param folder where the name of the service is written to */
    BridgeClassLoader(ClassLoader tests, Path folder) {
        super("weft-tests", tests);
        try {
            service = Files.writeString(folder.resolve("service"), BridgeListener.class.getName());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write to %s".formatted(folder), e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PREFIX)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (var in = Bridge.class.getResourceAsStream(name.substring(PREFIX.length()) + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            var bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return name.equals(SERVICE)
                ? Collections.enumeration(List.of(service.toUri().toURL()))
                : super.findResources(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        try {
            return name.equals(SERVICE) ? service.toUri().toURL() : super.findResource(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
