package dev.swarm.spring.consumer;

import static dev.swarm.spring.ClassPath.ACTUATOR;
import static dev.swarm.spring.ClassPath.CLOUD;
import static dev.swarm.spring.ClassPath.OTHER;
import static dev.swarm.spring.ClassPath.REACTIVE;
import static dev.swarm.spring.ClassPath.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.spring.ClassPath;
import dev.swarm.spring.TestNodes;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Applications beside the jars of this build that have only some of what the starter knows: each runs in a class loader
 * of its own, in which the rest is really absent, as it is in the application of a user. The sample has all of it but
 * Spring Cloud.
 */
class ClassPathIT {

    @Test
    void theStarterAloneIsEnough() {
        assertThat(run(CLOUD, REACTIVE, ACTUATOR, WEB, OTHER))
                .contains("state running", "swarmTopology")
                .doesNotContain("swarmCatalogue", "services");
    }

    @Test
    void springCloudNeedsNeitherActuatorNorWebNorReactor() {
        assertThat(run(REACTIVE, ACTUATOR, WEB, OTHER))
                .contains("state running", "services [consumer]", "no instance", "compositeDiscoveryClient");
    }

    @Test
    void aWebServerIsAnInstanceWithoutActuatorAndReactor() {
        assertThat(run(REACTIVE, ACTUATOR, OTHER)).contains("services [consumer]", "right port");
    }

    private static String run(String... absent) {
        String[] arguments = {
            "--spring.application.name=consumer",
            "--server.port=0",
            "--swarm.cluster=" + TestNodes.newCluster(),
            "--swarm.port=0",
            "--swarm.discovery.static.hosts="
        };
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = without(absent)) {
            thread.setContextClassLoader(loader);
            return (String) loader.loadClass(Consumer.class.getName())
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (ReflectiveOperationException | IOException failure) {
            throw new AssertionError(failure);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URLClassLoader without(String... absent) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path path : ClassPath.without(absent)) {
            urls.add(ClassPath.packaged(path).toUri().toURL());
        }
        assertThat(urls).noneMatch(url -> url.getPath().endsWith("target/classes/"));
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
