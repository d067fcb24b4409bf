package dev.swarm.sample.launch;

import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line by which a node becomes a process: this JVM's {@code java} running this very program, whether that
 * is the executable jar or a class path. What the launcher merely prefers is given as system properties, which Spring
 * ranks below arguments, so the user's own arguments win.
 *
 * @param java path of the {@code java} binary
 * @param program the arguments that name the program: {@code -jar} and a file, or {@code -cp}, a path and a main class
 */
record ChildCommand(Path java, List<String> program) {

    private static final List<String> PREFERENCES = List.of(
            // a short life on one machine: start fast, stay small
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-D" + LauncherWatch.PROPERTY + "=true",
            "-Dspring.profiles.active=dev",
            // a demonstration is nobody's business outside of this machine
            "-Dserver.address=127.0.0.1",
            "-Dspring.main.banner-mode=off",
            "-Dlogging.charset.console=UTF-8",
            "-Dlogging.pattern.console=%clr(%d{HH:mm:ss.SSS}){faint} %clr(%5p) %m%n%wEx");

    /**
     * Returns the command of the program that runs now.
     *
     * @param mainClass class with the {@code main} method, used when the program is not an executable jar
     */
    static ChildCommand ofThisProgram(Class<?> mainClass) {
        String classPath = System.getProperty("java.class.path", "");
        URL source = mainClass.getProtectionDomain().getCodeSource().getLocation();
        Path java = Path.of(System.getProperty("java.home"), "bin", isWindows() ? "java.exe" : "java");
        // classes inside of an executable jar come from a jar: address, all others from a file: address
        return source.getProtocol().equals("jar")
                ? new ChildCommand(java, List.of("-jar", classPath))
                : new ChildCommand(java, List.of("-cp", classPath, mainClass.getName()));
    }

    /**
     * Returns the whole command line of one node.
     *
     * @param node what it is called and where its page is
     * @param colours whether its log lines shall be coloured
     * @param userArguments what the user adds for every node
     */
    List<String> line(NodeSpec node, boolean colours, List<String> userArguments) {
        List<String> line = new ArrayList<>();
        line.add(java.toString());
        line.addAll(PREFERENCES);
        line.add("-Dspring.output.ansi.enabled=" + (colours ? "always" : "never"));
        line.addAll(program);
        line.add("--swarm.node.name=" + node.name());
        line.add("--server.port=" + node.webPort());
        line.addAll(userArguments);
        return line;
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }
}
