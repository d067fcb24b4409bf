package dev.swarm.spring.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.CommanderLease;
import dev.swarm.spring.CommanderScope;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.TestTopology;
import dev.swarm.spring.command.FencedResource.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example of docs/command.md refuses what a commander of old still wants to write. */
class FencedResourceTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    /** Those that wait for another one's lock. */
    private static final String SESSIONS = "information_schema.sessions where blocker_id is not null";

    private static final Path PAGE = Path.of("..", "docs", "command.md");
    private static final Path SOURCE =
            Path.of("src", "test", "java", "dev", "swarm", "spring", "command", "FencedResource.java");

    private final JdbcDataSource database = new JdbcDataSource();
    private final FencedResource stock = new FencedResource(database, "stock");
    private Connection open;

    @BeforeEach
    void createTables() throws SQLException {
        database.setURL("jdbc:h2:mem:" + TestNodes.newCluster() + ";LOCK_TIMEOUT=30000");
        open = database.getConnection();
        try (Statement statement = open.createStatement()) {
            statement.execute("create table fence (resource varchar(100) primary key, term bigint not null)");
            statement.execute("insert into fence (resource, term) values ('stock', 0)");
            statement.execute("create table stock (amount bigint not null)");
            statement.execute("insert into stock (amount) values (0)");
        }
    }

    @AfterEach
    void forget() throws SQLException {
        open.close();
    }

    @Test
    void termsRiseAndNeverFall() throws SQLException {
        assertThat(stock.change(7, set(70))).isTrue();
        assertThat(stock.change(7, set(71))).isTrue();
        assertThat(stock.change(9, set(90))).isTrue();
        assertThat(stock.change(8, set(80))).isFalse();
        assertThat(amount()).isEqualTo(90);
    }

    @Test
    void aChangeThatFailsLeavesNothing() throws SQLException {
        assertThatThrownBy(() -> stock.change(5, connection -> {
                    set(50).apply(connection);
                    throw new SQLException("on purpose");
                }))
                .isInstanceOf(SQLException.class);
        assertThat(amount()).isZero();
        assertThat(stock.change(4, set(40))).isTrue();
    }

    /** The whole story: checked, paused, deposed, woken. */
    @Test
    void aCommanderThatSleptThroughItsLeaseWritesNothing() throws Exception {
        TestTopology topology = new TestTopology("gotham");
        CommanderLease first = topology.command();
        CommanderLease second = CommanderScope.run(first, () -> {
                    CommanderLease later = topology.command();
                    assertThat(stock.change(later.term(), set(2))).isTrue();
                    long own = CommanderScope.lease().term();
                    assertThat(stock.change(own, set(1))).isFalse();
                    return later;
                })
                .orElseThrow();
        assertThat(second.term()).isGreaterThan(first.term());
        assertThat(amount()).isEqualTo(2);
    }

    @Test
    void changesOfTwoTermsNeverMix() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> log = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> old = async(1, connection -> {
            inside.countDown();
            await().atMost(LONG).until(() -> goOn.getCount() == 0);
            set(1).apply(connection);
            log.add("old");
        });
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Boolean> fresh = async(2, connection -> {
            set(2).apply(connection);
            log.add("new");
        });
        await().atMost(LONG).until(() -> number("select count(*) from " + SESSIONS) == 1);
        assertThat(fresh).isNotDone();
        goOn.countDown();
        assertThat(old.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(fresh.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(log).containsExactly("old", "new");
        assertThat(amount()).isEqualTo(2);
    }

    @Test
    void thePageShowsExactlyThisCode() throws IOException {
        String code = Files.readAllLines(SOURCE).stream()
                .dropWhile(line -> !line.startsWith("import"))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(PAGE)).contains("```java\n" + code + "\n```");
    }

    private CompletableFuture<Boolean> async(long term, Change change) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return stock.change(term, change);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private static Change set(long amount) {
        return connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("update stock set amount = " + amount);
            }
        };
    }

    private long amount() throws SQLException {
        return number("select amount from stock");
    }

    private long number(String query) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }
}
