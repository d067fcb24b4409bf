package dev.swarm;

import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.api.registry.WorkerStore;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.comms.Post;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.registry.RegistryModel;
import dev.swarm.engine.step.Effect;
import dev.swarm.engine.step.Now;
import dev.swarm.registry.Directory;
import dev.swarm.registry.Loop;
import dev.swarm.registry.RegistryShell;
import dev.swarm.registry.worker.Surroundings;
import dev.swarm.runtime.Followed;
import dev.swarm.runtime.SwarmNode;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the registry's shell of one life. The node needs it for effects, and it needs the node; so the node is made
 * first, and nothing happens before both are there.
 */
final class RegistryMaker {

    private final Parts.Lasting lasting;
    private final NodeId self;
    private volatile @Nullable RegistryShell shell;
    private volatile @Nullable SwarmNode node;

    RegistryMaker(Parts.Lasting lasting, NodeId self) {
        this.lasting = lasting;
        this.self = self;
    }

    /** Does what the engine wants done. */
    void perform(Effect effect) {
        Objects.requireNonNull(shell).perform(effect);
    }

    RegistryShell make(SwarmNode made, RegistryModel model, Post post) {
        node = made;
        SwarmConfig.Workers config = lasting.config().registry();
        RegistryShell.Makings makings = new RegistryShell.Makings(
                self,
                config.numbers(),
                lasting.config().comms().messageBytes(),
                lasting.scope().types(),
                store(config),
                lasting.scope().values(),
                new Around(lasting.scope(), model, made));
        RegistryShell.Hooks hooks = new RegistryShell.Hooks(
                new NodeLoop(made),
                post,
                new ModelDirectory(model),
                made::nanos,
                made.threads().answers());
        RegistryShell fresh = new RegistryShell(makings, hooks);
        shell = fresh;
        return fresh;
    }

    private @Nullable WorkerStore store(SwarmConfig.Workers config) {
        WorkerStore own = config.store();
        return own == null && config.sharesStates() ? new SharedWorkerStore(() -> Objects.requireNonNull(node)) : own;
    }

    private record NodeLoop(SwarmNode node) implements Loop {

        @Override
        public void insist(BiConsumer<Now, Registry> report) {
            node.writes().insist((now, engine) -> engine.registry(now, report));
        }

        @Override
        public CompletableFuture<Void> offer(int size, BiConsumer<Now, Registry> request) {
            return node.write(size, (now, engine) -> engine.registry(now, request));
        }

        @Override
        public void submit(int size, BiConsumer<Now, Registry> request, Consumer<RuntimeException> failed) {
            node.writes().submit(size, (now, engine) -> engine.registry(now, request), failed);
        }

        @Override
        public void follow(int size, Loop.Followed request) {
            node.writes().follow(new FollowedRequest(size, request));
        }

        @Override
        public void followOn(int size, Loop.Followed request) {
            node.writes().followOn(new FollowedRequest(size, request));
        }
    }

    private static final class FollowedRequest extends Followed {

        private final Loop.Followed request;

        private FollowedRequest(int size, Loop.Followed request) {
            super(request.count(), size);
            this.request = request;
        }

        @Override
        public void foresee(SwarmEngine engine) {
            request.foresee(engine.registry());
        }

        @Override
        public void make(Now now, SwarmEngine engine) {
            engine.registry(now, request::ask);
        }

        @Override
        public void ended(@Nullable RuntimeException problem) {
            request.end(problem);
        }
    }

    private record ModelDirectory(RegistryModel model) implements Directory {

        @Override
        public @Nullable WorkerRef whereis(String name) {
            return model.whereis(name);
        }

        @Override
        public boolean isKnown(String name) {
            return model.isKnown(name);
        }
    }

    private record Around(Scope scope, RegistryModel model, SwarmNode node) implements Surroundings {

        @Override
        public SwarmRegistry registry(String other) {
            return new LiveRegistry(scope.of(other));
        }

        @Override
        public SwarmGroups groups(String other) {
            return new LiveGroups(scope.of(other));
        }

        @Override
        public boolean isValid(long copy) {
            return model.isValid(copy, node.nanos());
        }
    }
}
