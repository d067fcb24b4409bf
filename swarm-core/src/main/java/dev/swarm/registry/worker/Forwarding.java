package dev.swarm.registry.worker;

import dev.swarm.api.NodeId;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.TrafficCounter;
import dev.swarm.registry.mail.Mail;
import dev.swarm.registry.mail.Receipt;
import dev.swarm.registry.mail.Receipt.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Messages that waited for a life that ended here, on their way to the one that follows elsewhere, in their order; what
 * becomes of them there is told to whoever asked. Each is tried for as long as a handoff may take.
 */
final class Forwarding {

    private static final long PAUSE_NANOS = 5_000_000;

    private final Workers workers;
    private final NodeId to;
    private final Deque<Mail> waiting;
    private final Runnable then;
    private final long giveUpNanos;
    private int open;

    /**
     * Makes it.
     *
     * @param then done when each message has arrived or failed
     */
    Forwarding(Workers workers, NodeId to, List<Mail> mail, Runnable then) {
        this.workers = workers;
        this.to = to;
        this.waiting = new ArrayDeque<>(mail);
        this.then = then;
        this.open = mail.size();
        this.giveUpNanos = workers.env().timer().nanos() + workers.env().limitNanos();
    }

    void begin() {
        if (waiting.isEmpty()) {
            then.run();
        } else {
            send();
        }
    }

    private void send() {
        for (Mail next = peek(); next != null; next = peek()) {
            Mail mail = next;
            SendOutcome outcome = workers.env()
                    .courier()
                    .send(to, mail.passedOn(workers.env().timer().nanos()), receipt -> onReceipt(mail, receipt));
            boolean mayComeLater = outcome == SendOutcome.REJECTED || outcome == SendOutcome.DROPPED;
            if (mayComeLater && !isLate()) {
                later();
                return;
            }
            poll();
            if (outcome != SendOutcome.SENT) {
                end(mail, Receipt.ELSEWHERE);
            }
        }
    }

    private void later() {
        Runnable unused = workers.env().timer().later(PAUSE_NANOS, this::send);
    }

    private void onReceipt(Mail mail, Receipt receipt) {
        boolean notThere = receipt.status() == Status.ELSEWHERE || receipt.status() == Status.FULL;
        if (notThere && !isLate()) {
            boolean idle = push(mail);
            if (idle) {
                later();
            }
        } else {
            end(mail, receipt);
        }
    }

    private void end(Mail mail, Receipt receipt) {
        boolean arrived = receipt.status() == Status.TAKEN || mail.isAsk();
        if (!arrived) {
            workers.counts().increment(TrafficCounter.WORKER_MESSAGES_LOST);
            workers.complaints().of(mail.name(), "lost a message on its way to " + to, null);
        }
        mail.answer(receipt);
        boolean all;
        synchronized (this) {
            open--;
            all = open == 0;
        }
        if (all) {
            then.run();
        }
    }

    private boolean isLate() {
        return workers.env().timer().nanos() > giveUpNanos;
    }

    private synchronized Mail peek() {
        return waiting.peekFirst();
    }

    private synchronized void poll() {
        waiting.pollFirst();
    }

    private synchronized boolean push(Mail mail) {
        waiting.addLast(mail);
        return waiting.size() == 1;
    }
}
