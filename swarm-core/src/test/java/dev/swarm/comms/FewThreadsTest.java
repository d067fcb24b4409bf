package dev.swarm.comms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The threads of a JVM without virtual ones. */
class FewThreadsTest {

    private final FewThreads threads = new FewThreads("few-");
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        threads.close();
    }

    @Test
    void aTaskRunsThoughFarMoreThanTheFewBlock() throws Exception {
        CountDownLatch blocked = block(FewThreads.MOST - 1);
        CountDownLatch ran = new CountDownLatch(1);

        threads.execute(ran::countDown);

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.getCount()).isOne();
    }

    @Test
    void whatIsMoreThanAllThreadsWaitsForOne() throws Exception {
        block(FewThreads.MOST).await();
        CountDownLatch ran = new CountDownLatch(1);
        threads.execute(ran::countDown);
        threads.look();
        threads.look();
        assertThat(threads.size()).isEqualTo(FewThreads.MOST);
        assertThat(ran.getCount()).isOne();

        gate.countDown();

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void manyShortTasksOfManyThreadsAllRunOnce() throws Exception {
        int each = 20_000;
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(4 * each);
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            int first = caller * each;
            Thread thread = new Thread(() -> {
                for (int i = first; i < first + each; i++) {
                    int number = i;
                    threads.execute(() -> {
                        done.add(number);
                        runs.incrementAndGet();
                        all.countDown();
                    });
                }
            });
            thread.start();
            callers.add(thread);
        }
        for (Thread thread : callers) {
            thread.join();
        }

        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(done).hasSize(4 * each);
        assertThat(runs).hasValue(4 * each);
    }

    @Test
    void aTaskThatThrowsHarmsNoOther() throws Exception {
        CountDownLatch ran = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            threads.execute(() -> {
                ran.countDown();
                throw new IllegalStateException("as it happens");
            });
        }

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptOfOneTaskIsNotSeenByTheNext() throws Exception {
        int tasks = 50;
        AtomicInteger interrupted = new AtomicInteger();
        CountDownLatch ran = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            threads.execute(() -> {
                interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                Thread.currentThread().interrupt();
                ran.countDown();
            });
        }

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted).hasValue(0);
    }

    @Test
    void eachTaskIsRunOrRefusedThoughTheEndComesMeanwhile() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        Thread caller = new Thread(() -> {
            try {
                while (taken.get() < 10_000_000) {
                    threads.execute(() -> {});
                    taken.incrementAndGet();
                }
            } catch (RejectedExecutionException e) {
                gate.countDown();
            }
        });
        caller.start();

        threads.close();

        assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
        caller.join();
        assertThat(taken.get()).isLessThan(10_000_000);
    }

    /** Has tasks block; returns what says that all of them do. */
    private CountDownLatch block(int count) {
        CountDownLatch blocked = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            threads.execute(() -> {
                blocked.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        return blocked;
    }
}
