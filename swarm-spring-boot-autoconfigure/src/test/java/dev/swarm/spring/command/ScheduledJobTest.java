package dev.swarm.spring.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.CommanderScope;
import dev.swarm.spring.OnCommander;
import dev.swarm.spring.TestTopology;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The guard among other advice: schedules, other threads, transactions. */
class ScheduledJobTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestTopology topology = new TestTopology("gotham");
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SwarmCommandAutoConfiguration.class))
            .withBean(SwarmTopology.class, () -> topology)
            .withUserConfiguration(Settings.class);

    @Test
    void aScheduledJobRunsOnlyWhileTheNodeCommands() {
        runner.withBean(Job.class).run(context -> {
            GuardedCalls calls = context.getBean(GuardedCalls.class);
            Job job = context.getBean(Job.class);
            await().atMost(LONG).until(() -> calls.skipped() > 2);
            assertThat(job.terms()).isEmpty();
            topology.command();
            await().atMost(LONG).until(() -> job.terms().size() > 2);
            topology.lose();
            topology.command();
            await().atMost(LONG).until(() -> job.terms().contains(2L));
            topology.lose();
            long skipped = calls.skipped();
            await().atMost(LONG).until(() -> calls.skipped() > skipped + 1);
            int done = job.terms().size();
            long later = calls.skipped();
            await().atMost(LONG).until(() -> calls.skipped() > later + 2);
            assertThat(job.terms()).hasSize(done).isSorted();
        });
    }

    @Test
    void aSkippedCallOpensNoTransaction() {
        runner.withBean(Ledger.class).run(context -> {
            Ledger ledger = context.getBean(Ledger.class);
            Transactions transactions = context.getBean(Transactions.class);
            assertThat(ledger.book()).isNull();
            assertThat(transactions.log()).isEmpty();
            topology.command();
            assertThat(ledger.book()).isTrue();
            assertThat(transactions.log()).containsExactly("begin under 1", "commit under 1");
        });
    }

    @Test
    void anAsynchronousCallIsCheckedWhereItRuns() {
        runner.withBean(Ledger.class).run(context -> {
            Ledger ledger = context.getBean(Ledger.class);
            assertThat(ledger.later().get()).isNull();
            topology.command();
            assertThat(ledger.later().get())
                    .startsWith("term 1 in ")
                    .doesNotContain(Thread.currentThread().getName());
            assertThat(context.getBean(Transactions.class).log()).containsExactly("begin under 1", "commit under 1");
        });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    @EnableAsync
    @EnableTransactionManagement
    static class Settings {

        @Bean
        Transactions transactions() {
            return new Transactions();
        }
    }

    static class Job {

        private final List<Long> terms = new CopyOnWriteArrayList<>();

        List<Long> terms() {
            return terms;
        }

        @Scheduled(fixedRate = 5)
        @OnCommander
        void work() {
            terms.add(CommanderScope.lease().term());
        }
    }

    static class Ledger {

        @Transactional
        @OnCommander
        @Nullable
        Boolean book() {
            return TransactionSynchronizationManager.isActualTransactionActive();
        }

        @Async
        @OnCommander
        @Transactional
        CompletableFuture<@Nullable String> later() {
            return CompletableFuture.completedFuture(
                    "term " + CommanderScope.lease().term() + " in "
                            + Thread.currentThread().getName());
        }
    }

    /** Notes under which command transactions begin and end. */
    static class Transactions extends AbstractPlatformTransactionManager implements PlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        private final transient List<String> log = new CopyOnWriteArrayList<>();

        List<String> log() {
            return log;
        }

        @Override
        protected Object doGetTransaction() {
            return log;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            log.add("begin under " + CommanderScope.lease().term());
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            log.add("commit under " + CommanderScope.lease().term());
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            log.add("rollback");
        }
    }
}
