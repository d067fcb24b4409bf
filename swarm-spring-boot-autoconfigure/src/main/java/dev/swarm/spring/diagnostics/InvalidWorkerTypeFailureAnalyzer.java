package dev.swarm.spring.diagnostics;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells which bean cannot make workers, why, and what to change. */
final class InvalidWorkerTypeFailureAnalyzer extends AbstractFailureAnalyzer<InvalidWorkerTypeException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidWorkerTypeException cause) {
        return new FailureAnalysis(cause.getMessage() + ".", cause.remedy() + ".", cause);
    }
}
