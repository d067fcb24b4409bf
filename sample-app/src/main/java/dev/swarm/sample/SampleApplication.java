package dev.swarm.sample;

import dev.swarm.sample.launch.ClusterCommand;
import dev.swarm.sample.launch.LauncherWatch;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts one node of the Superhero Cluster, or with {@code --cluster} all four of them as processes of their own. */
@SpringBootApplication
public class SampleApplication {

    public static void main(String[] args) {
        List<String> arguments = List.of(args);
        if (arguments.contains(ClusterCommand.OPTION)) {
            System.exit(ClusterCommand.run(arguments));
        }
        LauncherWatch.startIfLaunched();
        SpringApplication.run(SampleApplication.class, args);
    }
}
