package dev.swarm.sample;

import dev.swarm.sample.launch.ClusterCommand;
import dev.swarm.sample.launch.LauncherWatch;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts one node of the Superhero Cluster, or with {@code --cluster} all four of them as processes of their own. */
@SpringBootApplication
public class SampleApplication {

    /** Environment variable that names the city of a node. */
    static final String CITY = "CITY_NAME";

    public static void main(String[] args) {
        List<String> arguments = List.of(args);
        if (arguments.contains(ClusterCommand.OPTION)) {
            System.exit(ClusterCommand.run(arguments));
        }
        LauncherWatch.startIfLaunched();
        SpringApplication application = new SpringApplication(SampleApplication.class);
        application.setDefaultProperties(defaults(System.getenv()));
        application.run(args);
    }

    /** A node is called as the environment calls its city, unless it is told another name. */
    static Map<String, Object> defaults(Map<String, String> environment) {
        String city = environment.getOrDefault(CITY, "");
        return city.isBlank() ? Map.of() : Map.of("swarm.node.name", city);
    }
}
