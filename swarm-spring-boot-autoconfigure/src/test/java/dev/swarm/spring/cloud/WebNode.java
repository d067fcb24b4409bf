package dev.swarm.spring.cloud;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application with a web server that answers with the name of its node; a process of its own in tests. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class WebNode {

    private final Environment environment;

    WebNode(Environment environment) {
        this.environment = environment;
    }

    @GetMapping("/")
    String name() {
        return environment.getRequiredProperty("swarm.node.name");
    }

    public static void main(String[] arguments) {
        SpringApplication.run(WebNode.class, arguments);
    }
}
