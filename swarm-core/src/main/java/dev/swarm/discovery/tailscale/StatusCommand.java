package dev.swarm.discovery.tailscale;

import dev.swarm.discovery.LookUpException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/**
 * Asks the command of the machine. What it says beside its answer is dropped, as it would spoil it; a command that
 * hangs or says too much is ended, with all that it started.
 */
final class StatusCommand {

    private static final long PAUSE_MILLIS = 5;
    private static final int CHUNK = 64 * 1024;

    private final String command;
    private final Limits limits;

    StatusCommand(String command, Limits limits) {
        this.command = command;
        this.limits = limits;
    }

    /**
     * Runs the command; blocks.
     *
     * @throws LookUpException saying why there is no answer
     */
    byte[] status() throws LookUpException {
        try {
            Process process = new ProcessBuilder(command, "status", "--json")
                    .redirectError(Redirect.DISCARD)
                    .start();
            try {
                process.getOutputStream().close();
                return read(process);
            } finally {
                end(process);
            }
        } catch (IOException e) {
            throw new LookUpException("the command '" + command + "' cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LookUpException("the command '" + command + "' was interrupted", e);
        }
    }

    /** Never waits in a read: what the command started may keep the pipe open for ever. */
    private byte[] read(Process process) throws IOException, InterruptedException, LookUpException {
        long end = System.nanoTime() + limits.time().toNanos();
        BoundedBytes bytes = new BoundedBytes(limits.bytes());
        InputStream out = process.getInputStream();
        boolean hasEnded;
        do {
            hasEnded = process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            drain(out, bytes);
            if (!hasEnded && System.nanoTime() - end >= 0) {
                throw new LookUpException("the command '" + command + "' does not end in time", null);
            }
        } while (!hasEnded);
        if (process.exitValue() != 0) {
            throw new LookUpException(
                    "the command '" + command + " status --json' ended with code " + process.exitValue(), null);
        }
        return bytes.toByteArray();
    }

    private static void drain(InputStream out, BoundedBytes bytes) throws IOException, LookUpException {
        byte[] buffer = new byte[CHUNK];
        for (int ready = out.available(); ready > 0; ready = out.available()) {
            int count = out.read(buffer, 0, Math.min(ready, CHUNK));
            bytes.add(buffer, Math.max(0, count));
        }
    }

    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
