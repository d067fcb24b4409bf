package dev.swarm.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.comms.Express;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.registry.mail.Letter;
import dev.swarm.registry.mail.Mail;
import dev.swarm.registry.mail.Receipt;
import dev.swarm.registry.worker.Workers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes letters from other nodes: puts each before its worker, or passes it on if that lives elsewhere by now; refuses
 * it if that is not known, or it has been passed on too often. Its sender tries again then.
 */
final class Postman implements Express {

    private final Bearings bearings;
    private final Workers workers;
    private final Lull lull;

    Postman(Bearings bearings, Workers workers, Lull lull) {
        this.bearings = bearings;
        this.workers = workers;
        this.lull = lull;
    }

    @Override
    public CompletionStage<Payload> onRequest(NodeId from, Payload content) {
        CompletableFuture<Payload> answer = new CompletableFuture<>();
        Letter letter;
        try {
            letter = Letter.decode(content.bytes());
        } catch (MalformedPacketException e) {
            answer.completeExceptionally(e);
            return answer;
        }
        lull.onLetter();
        Mail mail = Mail.of(letter, bearings.timer().nanos(), receipt -> {
            boolean unused = answer.complete(receipt.encode());
            lull.onAnswered();
        });
        if (!workers.deliver(mail)) {
            passOn(mail, from);
        }
        return answer;
    }

    private void passOn(Mail mail, NodeId from) {
        WorkerRef worker = bearings.directory().whereis(mail.name());
        boolean leadsOn = worker != null
                && !worker.node().equals(bearings.self())
                && !worker.node().equals(from)
                && !mail.isTired();
        if (worker == null || !leadsOn) {
            mail.answer(Receipt.ELSEWHERE);
            return;
        }
        Letter letter = mail.passedOn(bearings.timer().nanos());
        SendOutcome outcome = bearings.courier().send(worker.node(), letter, mail::answer);
        if (outcome != SendOutcome.SENT) {
            mail.answer(Receipt.ELSEWHERE);
        }
    }
}
