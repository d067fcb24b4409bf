package dev.swarm.comms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.module.SimpleModule;

/** What encodes values is made late, but as it would have been at once. */
class CborTest {

    /** A module that only one class loader names. */
    public static final class Named extends SimpleModule {

        private static final long serialVersionUID = 1;

        /** Makes it; done by whoever looks for modules. */
        public Named() {
            super("named");
        }
    }

    @Test
    void modulesAreThoseOfWhereTheNodeWasMade(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(JacksonModule.class.getName()), Named.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, usual)) {
            thread.setContextClassLoader(loader);
            Cbor cbor = new Cbor();
            thread.setContextClassLoader(usual);
            assertThat(modules(cbor.mapper())).contains("named");
            assertThat(modules(new Cbor().mapper())).doesNotContain("named");
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    @Test
    void itIsMadeOnceWhoeverAsks() {
        Cbor cbor = new Cbor();
        CompletableFuture<ObjectMapper> one = CompletableFuture.supplyAsync(cbor::mapper);
        CompletableFuture<ObjectMapper> other = CompletableFuture.supplyAsync(cbor::mapper);
        assertThat(one.join()).isSameAs(other.join()).isSameAs(cbor.mapper());
    }

    private static List<String> modules(ObjectMapper mapper) {
        return mapper.registeredModules().stream()
                .map(JacksonModule::getModuleName)
                .toList();
    }
}
