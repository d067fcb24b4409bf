package dev.swarm.spring.diagnostics;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells which method cannot handle messages, why, and what to change. */
final class InvalidMessageHandlerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidMessageHandlerException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidMessageHandlerException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ".", cause.remedy() + ", or remove @SwarmMessageHandler from it.", cause);
    }
}
