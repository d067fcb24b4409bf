package dev.swarm.spring.diagnostics;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Tells which property is wrong, what it is, where it was set, and what is allowed. Never shows a secret or a key. */
final class InvalidSwarmPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSwarmPropertyException> {

    private static final Set<String> CONFIDENTIAL = Set.of("swarm.secret", "swarm.keyring");

    private final Environment environment;

    InvalidSwarmPropertyFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSwarmPropertyException cause) {
        String property = cause.property();
        ConfigurationProperty found = find(property);
        if (found == null) {
            return new FailureAnalysis(
                    cause.getMessage() + ".",
                    "Set " + property + " to a value that is allowed, or change the property that it depends on.",
                    cause);
        }
        return new FailureAnalysis(
                cause.getMessage() + "; it is set " + value(found) + "in " + origin(found) + ".",
                "Change " + property + " to a value that is allowed, or remove it.",
                cause);
    }

    private @Nullable ConfigurationProperty find(String property) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty found = source.getConfigurationProperty(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String value(ConfigurationProperty found) {
        boolean confidential = CONFIDENTIAL.stream()
                .anyMatch(name ->
                        found.getName().toString().toLowerCase(Locale.ROOT).startsWith(name));
        return confidential ? "" : "to '" + found.getValue() + "' ";
    }

    private static String origin(ConfigurationProperty found) {
        if (found.getOrigin() != null) {
            return found.getOrigin().toString();
        }
        ConfigurationPropertySource source = found.getSource();
        return source == null ? "the environment" : String.valueOf(source.getUnderlyingSource());
    }
}
