package dev.swarm.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLConnection;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.BaseStream;
import org.junit.jupiter.api.Test;

/**
 * The deterministic core: same inputs, same outputs, on every machine and in every run. Time, chance and the outside
 * world come in as arguments, so that a simulation can be replayed from its seed.
 */
class PurityTest {

    private static final String[] PURE = {"dev.swarm.engine..", "dev.swarm.crdt..", "dev.swarm.api.."};

    @Test
    void readsNoSystemClock() {
        banCall(
                called(System.class, "nanoTime", "currentTimeMillis"),
                "time is an input; use the Now that every step is given");
    }

    @Test
    void asksNoDateForNow() {
        banCall(
                target(
                        "now() of java.time",
                        access -> access.getName().equals("now")
                                && access.getOwner().getPackageName().startsWith("java.time")),
                "time is an input; use the Now that every step is given");
        banCall(
                constructed(Date.class).and(withoutArguments()),
                "time is an input; use the Now that every step is given");
    }

    @Test
    void holdsNoClock() {
        banType(
                anyOf(Clock.class, InstantSource.class),
                "a clock is hidden input; take the Now that every step is given");
    }

    @Test
    void startsNoThread() {
        banType(
                anyOf(Thread.class, ThreadFactory.class, Executors.class, Timer.class, LockSupport.class),
                "the engine runs on its caller's thread; state an effect and let the shell run it");
        noClasses()
                .that()
                .resideInAnyPackage("dev.swarm.engine..", "dev.swarm.crdt..")
                .should()
                .dependOnClassesThat(anyOf(Executor.class))
                .because("only users hand executors over, by the api to the shell")
                .allowEmptyShould(true)
                .check(SwarmClasses.ALL);
        banCall(
                called(
                        CompletableFuture.class,
                        "supplyAsync",
                        "runAsync",
                        "delayedExecutor",
                        "orTimeout",
                        "completeOnTimeout"),
                "these borrow a hidden pool or timer; state an effect, or keep a Deadline");
        banCall(
                called(BaseStream.class, "parallel").or(called(Collection.class, "parallelStream")),
                "a parallel stream borrows a hidden pool; use a sequential one");
    }

    @Test
    void drawsNoUnseededChance() {
        String replacement = "chance is an input; use the machine's own split of the seeded generator";
        banCall(
                constructed(Random.class)
                        .or(constructed(SplittableRandom.class))
                        .and(withoutArguments()),
                replacement);
        banCall(called(Math.class, "random").or(called(StrictMath.class, "random")), replacement);
        banCall(called(RandomGenerator.class, "getDefault", "of"), replacement);
        banCall(
                called(Collections.class, "shuffle").and(withArguments(1)),
                "shuffle with the machine's own split of the seeded generator");
        banType(anyOf(ThreadLocalRandom.class, SecureRandom.class, RandomGeneratorFactory.class), replacement);
    }

    @Test
    void makesNoRandomIds() {
        banCall(
                called(UUID.class, "randomUUID"),
                "an id must be the same in each replay; draw its bits from the seeded generator");
    }

    @Test
    void ordersNothingByIdentity() {
        banCall(
                called(System.class, "identityHashCode"),
                "identity hashes differ between runs; order by an id of the value");
    }

    @Test
    void writesNoLog() {
        String replacement = "the engine does not talk; state a fact or count it, and let the shell log";
        banType(resideInAnyPackage("org.slf4j..", "java.util.logging..", "ch.qos.logback.."), replacement);
        banType(anyOf(System.Logger.class, PrintStream.class), replacement);
    }

    @Test
    void opensNoSocket() {
        String replacement = "bytes leave through the Outbox, and names are resolved by an effect of the shell";
        banType(
                anyOf(
                        Socket.class,
                        ServerSocket.class,
                        DatagramSocket.class,
                        DatagramPacket.class,
                        InetAddress.class,
                        NetworkInterface.class,
                        URLConnection.class),
                replacement);
        banType(
                resideInAnyPackage(
                        "java.nio.channels..",
                        "java.net.http..",
                        "io.netty.bootstrap..",
                        "io.netty.channel..",
                        "io.netty.util.concurrent.."),
                replacement);
    }

    @Test
    void theEngineKnowsNoNetwork() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.swarm.engine..", "dev.swarm.crdt..")
                .should()
                .dependOnClassesThat(resideInAPackage("java.net.."))
                .because("addresses are plain values of the api here; the shell turns them into sockets' addresses")
                .allowEmptyShould(true)
                .check(SwarmClasses.ALL);
    }

    private static void banType(DescribedPredicate<? super JavaClass> types, String because) {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(types)
                .because(because)
                .allowEmptyShould(true)
                .check(SwarmClasses.ALL);
    }

    private static void banCall(DescribedPredicate<JavaAccess<?>> calls, String because) {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .accessTargetWhere(calls)
                .because(because)
                .allowEmptyShould(true)
                .check(SwarmClasses.ALL);
    }

    private static DescribedPredicate<JavaClass> anyOf(Class<?>... types) {
        return DescribedPredicate.describe(
                "assignable to any of " + Arrays.toString(types),
                type -> Arrays.stream(types).anyMatch(type::isAssignableTo));
    }

    /** Calls and method references alike. */
    private static DescribedPredicate<JavaAccess<?>> called(Class<?> owner, String... names) {
        Set<String> banned = Set.of(names);
        return target(
                owner.getSimpleName() + "." + String.join("/", names),
                access -> banned.contains(access.getName()) && access.getOwner().isAssignableTo(owner));
    }

    private static DescribedPredicate<JavaAccess<?>> constructed(Class<?> owner) {
        return called(owner, "<init>");
    }

    private static DescribedPredicate<JavaAccess<?>> withoutArguments() {
        return withArguments(0);
    }

    private static DescribedPredicate<JavaAccess<?>> withArguments(int count) {
        return target(
                "with " + count + " arguments",
                access -> access instanceof AccessTarget.CodeUnitAccessTarget unit
                        && unit.getRawParameterTypes().size() == count);
    }

    private static DescribedPredicate<JavaAccess<?>> target(String description, Predicate<AccessTarget> test) {
        return DescribedPredicate.describe(description, access -> test.test(access.getTarget()));
    }
}
