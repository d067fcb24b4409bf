package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.Copies.Birth;
import dev.swarm.engine.registry.Locals.Ending;
import dev.swarm.engine.registry.Locals.Local;
import dev.swarm.engine.registry.Move.Destination;
import dev.swarm.engine.registry.WorkerEffect.Cause;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.NameValue;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.engine.wire.registry.Recipe;
import dev.swarm.engine.wire.registry.RegistryMessage.Ask;
import dev.swarm.engine.wire.registry.RegistryMessage.Reply;
import dev.swarm.engine.wire.registry.Verdict;
import dev.swarm.engine.wire.replication.Row;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Does what users of any node ask of this one: starts what it owns, and changes or ends what lives here. */
final class Service {

    private static final int MOST_GROUPS = 64;
    private static final long MILLI = 1_000_000L;

    private final Realm realm;
    private final Lives lives;
    private final Moves moves;
    private final Answers answers;
    private final Shown shown;

    Service(Realm realm, Lives lives, Moves moves, Answers answers, Shown shown) {
        this.realm = realm;
        this.lives = lives;
        this.moves = moves;
        this.answers = answers;
        this.shown = shown;
    }

    /** Somebody asks; each request that was answered is answered the same again. */
    void onAsk(Now now, Asked from, Ask ask) {
        Reply before = answers.given(from);
        Local local = realm.local(ask.name());
        Copy copy = realm.copies.find(ask.name());
        if (before != null) {
            answers.repeat(from, before);
        } else if (ask.op() instanceof Op.Register register) {
            onRegister(now, from, ask, register.recipe());
        } else if (local != null) {
            onLocal(now, from, ask, local);
        } else if (copy != null) {
            onCopy(now, from, ask, copy);
        } else {
            onAbsent(now, from, ask);
        }
    }

    /** Somebody waits no longer. */
    void onCancel(Now now, Asked from) {
        Copy unwanted = null;
        for (Copy copy : realm.copies.passing()) {
            copy.waiting.remove(from);
            unwanted = from.equals(copy.maker) ? copy : unwanted;
        }
        if (unwanted != null) {
            onTooLate(now, unwanted);
        }
    }

    private void onRegister(Now now, Asked from, Ask ask, Recipe recipe) {
        Copy copy = realm.copies.find(ask.name());
        Row row = realm.row(ask.name());
        if (copy != null) {
            join(now, copy, from);
        } else if (!mayStart(now, ask.name())) {
            boolean isHopeless = !realm.tenure.isMet();
            answers.say(now, from, isHopeless ? Verdict.NO_NODE : Verdict.RETRY, "too few nodes for the quorum");
        } else if (row != null && (realm.isHeld(row) || isManaged(row))) {
            NameValue value = Realm.value(row);
            long token = value == null ? 0 : value.token();
            answers.say(
                    now,
                    from,
                    Verdict.TAKEN,
                    token,
                    realm.peers.node(row.write().origin()));
        } else {
            start(now, from, ask, recipe);
        }
    }

    /** With the ring the owner starts a name; with a quorum whoever holds its partition, be it late or not. */
    private boolean mayStart(Now now, String name) {
        int partition = realm.partition(name);
        if (realm.isQuorum()) {
            return realm.owners.isOwner(realm.self()) && realm.tenure.holds(now, partition);
        }
        return realm.self().equals(realm.owners.table().owner(partition));
    }

    private void start(Now now, Asked from, Ask ask, Recipe recipe) {
        NodeId place = realm.isQuorum() ? realm.self() : realm.place(ask.name(), recipe, null);
        Copy copy;
        if (place == null || place.equals(realm.self())) {
            copy = lives.start(now, ask.name(), recipe, Cause.FIRST);
        } else {
            int partition = realm.partition(ask.name());
            copy = realm.copies.add(now, ask.name(), partition, recipe, new Birth(Cause.FIRST, Phase.LAUNCHING));
        }
        if (copy == null) {
            answers.say(now, from, Verdict.RETRY, "");
            return;
        }
        copy.maker = from;
        realm.wake(now, copy, Deadline.saturatedAdd(0, ask.patienceMillis() * MILLI));
        if (copy.is(Phase.LAUNCHING) && place != null) {
            moves.launch(now, copy, new Destination(place, realm.peers.session(place), false));
        }
    }

    private void join(Now now, Copy copy, Asked from) {
        if (from.equals(copy.maker) || copy.waiting.contains(from)) {
            return;
        }
        boolean isComing = copy.is(Phase.LAUNCHING) || copy.is(Phase.STARTING) || copy.is(Phase.READY);
        if (isComing) {
            copy.waiting.add(from);
        } else if (copy.is(Phase.STOPPING)) {
            answers.say(now, from, Verdict.RETRY, "");
        } else {
            Verdict verdict = from.equals(copy.madeFor) ? Verdict.DONE : Verdict.TAKEN;
            answers.say(now, from, verdict, copy.token, realm.self());
        }
    }

    private void onCopy(Now now, Asked from, Ask ask, Copy copy) {
        if (copy.is(Phase.STOPPING) && ask.op() instanceof Op.Stop && copy.endsName) {
            copy.mourners.add(from);
        } else if (copy.is(Phase.GIVEN) || copy.is(Phase.LAUNCHING) || copy.is(Phase.STOPPING)) {
            answers.say(now, from, Verdict.RETRY, "");
        } else if (ask.op() instanceof Op.Stop stop) {
            onStop(now, from, copy, stop);
        } else if (ask.op() instanceof Op.Unregister) {
            onUnregister(now, from, copy);
        } else if (copy.is(Phase.FROZEN)) {
            answers.say(now, from, Verdict.RETRY, "");
        } else {
            change(now, from, copy, ask.op());
        }
    }

    private void onStop(Now now, Asked from, Copy copy, Op.Stop stop) {
        if (stop.token() != 0 && stop.token() != copy.token) {
            answers.say(now, from, Verdict.DONE, stop.token(), realm.self());
            return;
        }
        moves.abandon(now, copy);
        copy.mourners.add(from);
        copy.endsName = true;
        lives.stop(now, copy, StopReason.STOPPED, stop.mode(), null);
    }

    private void onUnregister(Now now, Asked from, Copy copy) {
        if (!copy.is(Phase.LIVE)) {
            answers.say(now, from, Verdict.RETRY, "");
            return;
        }
        shown.expectEnd(copy.name, StopReason.UNREGISTERED);
        realm.effect(new WorkerEffect.Detach(copy.id, copy.name));
        realm.copies.remove(copy);
        realm.removeRow(now, copy.name);
        answers.say(now, from, Verdict.DONE, copy.token, realm.self());
    }

    private void change(Now now, Asked from, Copy copy, Op op) {
        Recipe before = copy.recipe;
        if (op instanceof Op.Hint hint) {
            copy.recipe = before.withHint(hint.hint());
        } else {
            Optional<SortedSet<String>> groups = groups(before.groups(), op);
            if (groups.isEmpty()) {
                answers.say(now, from, Verdict.INVALID, "a name may be in at most " + MOST_GROUPS + " groups");
                return;
            }
            copy.recipe = before.withGroups(groups.get());
        }
        boolean isWritten = !copy.asserted || copy.is(Phase.STARTING) || realm.assertRow(now, copy);
        if (!isWritten) {
            copy.recipe = before;
        }
        answers.say(now, from, isWritten ? Verdict.DONE : Verdict.INVALID, "there is no room for it");
        realm.dirty.add(copy.name);
    }

    private void onLocal(Now now, Asked from, Ask ask, Local local) {
        if (realm.locals.isEnding(local)) {
            answers.say(now, from, Verdict.RETRY, "");
        } else if (ask.op() instanceof Op.Stop stop) {
            realm.locals.end(new Ending(local, StopReason.STOPPED, from));
            realm.effect(new WorkerEffect.Stop(local.copy(), local.name(), StopReason.STOPPED, stop.mode(), null));
        } else if (ask.op() instanceof Op.Unregister) {
            shown.expectEnd(local.name(), StopReason.UNREGISTERED);
            realm.effect(new WorkerEffect.Detach(local.copy(), local.name()));
            realm.locals.remove(local, realm.row(local.name()));
            realm.removeRow(now, local.name());
            answers.say(now, from, Verdict.DONE, local.token(), realm.self());
        } else if (ask.op() instanceof Op.Hint) {
            answers.say(now, from, Verdict.INVALID, "a local name lives where it is");
        } else {
            changeGroups(now, from, local, ask.op());
        }
    }

    private void changeGroups(Now now, Asked from, Local local, Op op) {
        Optional<SortedSet<String>> groups = groups(local.value().groups(), op);
        if (groups.isEmpty()) {
            answers.say(now, from, Verdict.INVALID, "a name may be in at most " + MOST_GROUPS + " groups");
        } else if (realm.assertRow(now, local.name(), new NameValue(local.token(), null, groups.get()))) {
            answers.say(now, from, Verdict.DONE, local.token(), realm.self());
        } else {
            answers.say(now, from, Verdict.INVALID, "there is no room for it");
        }
    }

    private void onAbsent(Now now, Asked from, Ask ask) {
        Row row = realm.row(ask.name());
        boolean endsIt = ask.op() instanceof Op.Stop || ask.op() instanceof Op.Unregister;
        if (row == null) {
            boolean isDone = endsIt || ask.op() instanceof Op.Leave;
            answers.say(now, from, isDone ? Verdict.DONE : Verdict.UNKNOWN, "");
        } else if (endsIt && !realm.isHeld(row) && mayStart(now, ask.name())) {
            shown.expectEnd(ask.name(), StopReason.STOPPED);
            realm.removeRow(now, ask.name());
            answers.say(now, from, Verdict.DONE, "");
        } else {
            answers.say(now, from, Verdict.RETRY, "");
        }
    }

    /** Returns the groups after a change, nothing if they are too many. */
    private static Optional<SortedSet<String>> groups(SortedSet<String> before, Op op) {
        SortedSet<String> after = new TreeSet<>(before);
        if (op instanceof Op.Join join) {
            after.add(join.group());
        } else if (op instanceof Op.Leave leave) {
            after.remove(leave.group());
        }
        return after.size() > MOST_GROUPS ? Optional.empty() : Optional.of(after);
    }

    private static boolean isManaged(@Nullable Row row) {
        NameValue value = Realm.value(row);
        return value != null && value.recipe() != null;
    }

    /** The shell has ended a local name. */
    void onLocalEnded(Now now, Ending ending) {
        Local local = ending.local();
        Row row = realm.row(local.name());
        realm.locals.remove(local, row);
        if (row != null && realm.isMine(row) && !Realm.isManaged(row)) {
            shown.expectEnd(local.name(), ending.reason());
            realm.removeRow(now, local.name());
        }
        Asked mourner = ending.mourner();
        if (mourner != null) {
            answers.say(now, mourner, Verdict.DONE, local.token(), realm.self());
        }
    }

    /** Has the shell end what a first start took too long for. */
    void onTooLate(Now now, Copy copy) {
        moves.abandon(now, copy);
        if (copy.is(Phase.LAUNCHING)) {
            lives.drop(now, copy, Verdict.RETRY, "");
        } else {
            lives.stop(now, copy, StopReason.TIMED_OUT, StopMode.NOW, null);
        }
    }
}
