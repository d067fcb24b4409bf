package dev.swarm.spring.consumer;

import dev.swarm.Swarm;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** An application of a user, who added the starter and nothing else of ours. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Consumer {

    /** Runs the application for a moment and returns what it had, a line each. */
    public static String run(String... arguments) {
        if (ClassUtils.isPresent("org.apache.catalina.startup.Tomcat", Consumer.class.getClassLoader())) {
            Web.leaveAddressesAlone();
        }
        try (ConfigurableApplicationContext context = SpringApplication.run(Consumer.class, arguments)) {
            List<String> report = new ArrayList<>();
            report.add("state " + context.getBean(Swarm.class).state().label());
            report.addAll(List.of(context.getBeanDefinitionNames()));
            if (context.containsBean("swarmDiscoveryClient")) {
                Cloud.report(context, report);
            }
            return String.join("\n", report);
        }
    }

    /** Apart, since its types may not be there. */
    private static final class Web {

        /** Tomcat sets what is set once for the whole JVM, and other tests have one of another class loader. */
        static void leaveAddressesAlone() {
            TomcatURLStreamHandlerFactory.disable();
        }
    }

    /** Apart, since its types may not be there. */
    private static final class Cloud {

        static void report(ConfigurableApplicationContext context, List<String> report) {
            DiscoveryClient client = context.getBean(DiscoveryClient.class);
            String port = context.getEnvironment().getProperty("local.server.port", "none");
            report.add("services " + client.getServices());
            report.add(client.getInstances("consumer").stream()
                    .map(instance -> String.valueOf(instance.getPort()).equals(port) ? "right port" : "wrong port")
                    .findFirst()
                    .orElse("no instance"));
        }
    }
}
