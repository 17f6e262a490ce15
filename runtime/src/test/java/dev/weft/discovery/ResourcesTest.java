package dev.weft.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.Named;
import dev.weft.api.Provides;
import dev.weft.api.Settings;
import dev.weft.settings.ProjectSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourcesTest {

    private static final List<String> LOG = new ArrayList<>();

    interface Store {}

    record Base(String name) implements Store, AutoCloseable {
        @Override
        public void close() {
            LOG.add("close " + name);
        }
    }

    @Settings("place")
    record Place(String name) {}

    static final class Providers {
        private final Place place;

        Providers(Place place) {
            this.place = place;
        }

        @Provides
        Base main() {
            LOG.add("make main");
            return new Base(place.name());
        }

        @Provides(name = "other")
        static Base other(@Named("") Supplier<String> text) {
            return new Base("other " + text.get());
        }

        @Provides
        static Supplier<String> text() {
            return () -> "text";
        }
    }

    static final class One implements AutoCloseable {
        private final Store store;

        One(@Named("other") Store store) {
            this.store = store;
        }

        @Override
        public void close() {
            LOG.add("close One");
        }
    }

    static final class Nothing {
        @Provides
        @SuppressWarnings("NullAway") // what user code may do all the same
        static Store nothing() {
            return null;
        }
    }

    static final class Left {
        Left(Right right) {}
    }

    static final class Right {
        Right(Left left) {}
    }

    static final class Two {
        Two() {}

        Two(String text) {}
    }

    static final class Broken {
        Broken() {
            throw new IllegalStateException("no disk");
        }
    }

    @BeforeEach
    void forget() {
        LOG.clear();
    }

    @Test
    void a_named_resource_is_found_by_its_name_and_made_once() {
        try (var resources = resources(Providers.class)) {
            var one = (One) resources.instance(One.class);

            assertThat(one.store).isEqualTo(new Base("other text"));
            assertThat(((One) resources.instance(One.class)).store).isSameAs(one.store);
        }
        assertThat(LOG).containsExactly("close One", "close other text");
    }

    @Test
    void two_of_a_type_must_be_told_apart() {
        try (var resources = resources(Providers.class)) {
            assertThatThrownBy(() -> resources.instance(Base.class))
                    .hasMessage(
                            "2 @Provides methods give a Base: Providers.main, Providers.other. Tell them apart with @Provides(name = …) and @Named.");
        }
    }

    @Test
    void resources_that_need_each_other_are_told_as_a_circle() {
        try (var resources = resources()) {
            assertThatThrownBy(() -> resources.instance(Left.class))
                    .hasMessageStartingWith("These resources need each other: Left → Right → Left.");
        }
    }

    @Test
    void what_is_wrong_is_told_with_who_needs_it() {
        try (var resources = resources(Nothing.class)) {
            assertThatThrownBy(() -> resources.instance(Store.class))
                    .hasMessage("Nothing.nothing returned null. A @Provides method returns the resource.");
        }
        try (var resources = resources()) {
            assertThatThrownBy(() -> resources.instance(One.class))
                    .hasMessageContaining(
                            "There is no resource of type dev.weft.discovery.ResourcesTest$Store named other, needed by One.")
                    .hasMessageContaining("@Provides(name = \"other\")");
            assertThatThrownBy(() -> resources.instance(Two.class)).hasMessageContaining("Two has 2 constructors");
            assertThatThrownBy(() -> resources.instance(Broken.class))
                    .hasMessageContaining("The constructor of Broken threw java.lang.IllegalStateException: no disk");
            assertThatThrownBy(() -> resources.instance(Place.class))
                    .hasMessageContaining("The setting place.name is missing");
        }
    }

    private static Resources resources(Class<?>... providers) {
        return new Resources(
                ResourcesTest.class.getClassLoader(),
                Arrays.stream(providers).map(Class::getName).toList(),
                ProjectSettings.ofVariables(providers.length > 0 ? Map.of("PLACE_NAME", "here") : Map.of()));
    }
}
