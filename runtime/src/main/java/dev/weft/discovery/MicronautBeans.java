package dev.weft.discovery;

import dev.weft.settings.ProjectSettings;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The beans of a project that declares some with Micronaut. The context is the project's own version, reached through the project's class loader by
 * reflection, and is started at the first question; a project without beans never starts one. It gets the project's settings, over its own.
 */
final class MicronautBeans implements Resources.Beans {

    private static final List<String> REFERENCES = List.of(
            "META-INF/micronaut/io.micronaut.inject.BeanDefinitionReference/",
            "META-INF/services/io.micronaut.inject.BeanDefinitionReference");
    private static final String OF_MICRONAUT = "io.micronaut.";

    private final ClassLoader loader;
    private final List<Path> classPath;
    private final ProjectSettings settings;
    private @Nullable Boolean declared;
    private @Nullable Object context;

    MicronautBeans(ClassLoader loader, List<Path> classPath, ProjectSettings settings) {
        this.loader = loader;
        this.classPath = classPath;
        this.settings = settings;
    }

    @Override
    public Optional<Object> find(Class<?> type, String name) {
        if (!projectDeclaresBeans()) {
            return Optional.empty();
        }
        try {
            return ((Optional<?>) call(type, name)).map(bean -> bean);
        } catch (InvocationTargetException e) {
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalStateException(
                    "The project's Micronaut context gives no %s: %s".formatted(type.getName(), cause.getMessage()),
                    cause);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException(
                    "The project declares Micronaut beans, but its class path has no Micronaut context that can be started (%s). Add io.micronaut:micronaut-inject to its dependencies."
                            .formatted(e),
                    e);
        }
    }

    private Object call(Class<?> type, String name) throws ReflectiveOperationException {
        var found = context();
        if (name.isEmpty()) {
            return api("BeanLocator").getMethod("findBean", Class.class).invoke(found, type);
        }
        var qualifier = loader.loadClass("io.micronaut.context.Qualifier");
        var byName = loader.loadClass("io.micronaut.inject.qualifiers.Qualifiers")
                .getMethod("byName", String.class)
                .invoke(null, name);
        return api("BeanLocator").getMethod("findBean", Class.class, qualifier).invoke(found, type, byName);
    }

    private Class<?> api(String name) throws ClassNotFoundException {
        return loader.loadClass("io.micronaut.context." + name);
    }

    private Object context() throws ReflectiveOperationException {
        var started = context;
        if (started == null) {
            var thread = Thread.currentThread();
            var before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                started = start();
            } finally {
                thread.setContextClassLoader(before);
            }
            context = started;
        }
        return started;
    }

    private Object start() throws ReflectiveOperationException {
        var builderType = api("ApplicationContextBuilder");
        var builder = api("ApplicationContext").getMethod("builder").invoke(null);
        builderType.getMethod("classLoader", ClassLoader.class).invoke(builder, loader);
        builderType.getMethod("deduceEnvironment", Boolean.class).invoke(builder, false);
        builderType.getMethod("environments", String[].class).invoke(builder, (Object)
                settings.environments().toArray(String[]::new));
        builderType.getMethod("properties", Map.class).invoke(builder, properties());
        return builderType.getMethod("start").invoke(builder);
    }

    private Map<String, Object> properties() {
        var properties = new LinkedHashMap<String, Object>();
        settings.all().forEach(setting -> properties.put(setting.name(), setting.value()));
        return properties;
    }

    private boolean projectDeclaresBeans() {
        var known = declared;
        if (known == null) {
            known = classPath.stream().anyMatch(MicronautBeans::declaresBeans);
            declared = known;
        }
        return known;
    }

    private static boolean declaresBeans(Path place) {
        try {
            if (Files.isDirectory(place)) {
                return folderDeclaresBeans(place);
            }
            return Files.isRegularFile(place) && jarDeclaresBeans(place);
        } catch (IOException e) {
            throw new ProjectException("Could not read %s: %s.".formatted(place, e.getMessage()), e);
        }
    }

    private static boolean folderDeclaresBeans(Path folder) throws IOException {
        for (var references : REFERENCES) {
            var place = folder.resolve(references);
            if (Files.isDirectory(place)) {
                try (var entries = Files.list(place)) {
                    if (entries.anyMatch(
                            entry -> !entry.getFileName().toString().startsWith(OF_MICRONAUT))) {
                        return true;
                    }
                }
            } else if (Files.isRegularFile(place)) {
                return true;
            }
        }
        return false;
    }

    private static boolean jarDeclaresBeans(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(entry -> entry.getName())
                    .anyMatch(name -> name.startsWith(REFERENCES.get(0))
                            && name.length() > REFERENCES.get(0).length()
                            && !name.startsWith(REFERENCES.get(0) + OF_MICRONAUT));
        }
    }

    @Override
    public void close() {
        if (context instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(MicronautBeans.class)
                        .warn("Could not close the project's Micronaut context", e);
            }
        }
    }
}
