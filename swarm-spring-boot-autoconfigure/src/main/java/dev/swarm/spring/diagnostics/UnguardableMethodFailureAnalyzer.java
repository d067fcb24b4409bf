package dev.swarm.spring.diagnostics;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells which method cannot be kept for the commander, why, and what to change. */
final class UnguardableMethodFailureAnalyzer extends AbstractFailureAnalyzer<UnguardableMethodException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnguardableMethodException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ".", cause.remedy() + ", or remove @OnCommander from it.", cause);
    }
}
