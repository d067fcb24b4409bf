package dev.swarm.spring;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The class path of the tests without some jars, as applications of users have it. */
public final class ClassPath {

    public static final String TESTS = "junit.*|spring-(boot-)?test.*|mockito.*|archunit.*|h2-.*|byte-buddy.*";
    public static final String CLOUD = "spring-cloud-.*|spring-boot-cache.*|evictor.*";
    public static final String REACTIVE = "reactor-.*|spring-webflux.*|spring-cloud-loadbalancer.*";
    public static final String ACTUATOR =
            "spring-boot-(starter-)?(actuator|health|micrometer).*|micrometer-(core|jakarta).*";
    public static final String WEB =
            "spring-web.*|spring-boot-(starter-)?(web|servlet|tomcat|http-converter).*|tomcat-.*|jakarta\\.servlet.*";
    public static final String OTHER = "spring-integration.*|spring-messaging.*|.*validat.*";

    private static final Pattern JAR = Pattern.compile("swarm-.*(?<!-sources|-javadoc|-tests)\\.jar");

    private ClassPath() {}

    /** Returns the jar that was made of a folder of classes, if there is one; else the path itself. */
    public static Path packaged(Path path) throws IOException {
        Path target = path.getParent();
        if (target == null || !path.endsWith(Path.of("target", "classes"))) {
            return path;
        }
        try (Stream<Path> made = Files.list(target)) {
            return made.filter(file ->
                            JAR.matcher(String.valueOf(file.getFileName())).matches())
                    .findFirst()
                    .orElse(path);
        }
    }

    /** Returns the class path without the jars whose names match one of these expressions or {@link #TESTS}. */
    public static List<Path> without(String... absent) {
        Pattern pattern = Pattern.compile(TESTS + "|" + String.join("|", absent));
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .map(Path::of)
                .filter(path ->
                        !pattern.matcher(String.valueOf(path.getFileName())).matches())
                .toList();
    }
}
