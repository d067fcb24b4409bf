package dev.swarm.crdt;

import dev.swarm.engine.wire.crdt.CrdtCodec;
import dev.swarm.engine.wire.crdt.ValueCodec;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * One type under the laws.
 *
 * @param name of the type
 * @param empty where all replicas start
 * @param codec its bytes
 * @param mutator draws a change
 */
record Subject<T extends Crdt<T>>(String name, T empty, CrdtCodec<T> codec, Mutator<T> mutator) {

    private static final List<String> FEW = List.of("a", "b", "c", "d", "é");
    private static final ReplicaId NOBODY = new ReplicaId("nobody", 0);

    /** Draws a delta of a state. */
    @FunctionalInterface
    interface Mutator<T> {
        T delta(T state, ReplicaId self, SplittableRandom random);
    }

    static List<Subject<?>> all() {
        return List.of(
                gCounter(),
                pnCounter(),
                lwwRegister(),
                mvRegister(),
                enableWinsFlag(),
                disableWinsFlag(),
                orSet(),
                mapOfSets(),
                mapOfRegisters(),
                mapOfMaps(),
                mapOfLastWrites(),
                new Subject<>(
                        "VersionVector",
                        VersionVector.EMPTY,
                        CrdtCodec.versionVector(),
                        (state, self, random) ->
                                VersionVector.EMPTY.with(self, state.next(self).counter() + random.nextInt(3))),
                new Subject<>(
                        "CausalContext",
                        CausalContext.EMPTY,
                        CrdtCodec.causalContext(),
                        (state, self, random) -> CausalContext.of(
                                new Dot(self, state.nextDot(self).counter() + random.nextInt(3)))));
    }

    static Subject<GCounter> gCounter() {
        return new Subject<>(
                "GCounter",
                GCounter.EMPTY,
                CrdtCodec.gCounter(),
                (state, self, random) -> state.increment(self, random.nextInt(4)));
    }

    static Subject<PnCounter> pnCounter() {
        return new Subject<>(
                "PnCounter",
                PnCounter.EMPTY,
                CrdtCodec.pnCounter(),
                (state, self, random) -> random.nextBoolean()
                        ? state.increment(self, random.nextInt(4))
                        : state.decrement(self, random.nextInt(4)));
    }

    /** Also makes registers that clash: one stamp, several values. */
    static Subject<LwwRegister<String>> lwwRegister() {
        Comparator<String> order = Comparator.naturalOrder();
        return new Subject<>(
                "LwwRegister",
                LwwRegister.of(new Stamp(0, NOBODY), "", order),
                CrdtCodec.lwwRegister(ValueCodec.TEXT, order),
                (state, self, random) -> random.nextInt(3) > 0
                        ? state.assign(self, pick(random), random.nextInt(5))
                        : LwwRegister.of(new Stamp(random.nextInt(3), NOBODY), pick(random), order));
    }

    static Subject<MvRegister<String>> mvRegister() {
        return new Subject<>(
                "MvRegister",
                MvRegister.empty(),
                CrdtCodec.mvRegister(ValueCodec.TEXT),
                (state, self, random) -> change(state, self, random));
    }

    static Subject<EnableWinsFlag> enableWinsFlag() {
        return new Subject<>(
                "EnableWinsFlag",
                EnableWinsFlag.EMPTY,
                CrdtCodec.enableWinsFlag(),
                (state, self, random) -> random.nextBoolean() ? state.enable(self) : state.disable());
    }

    static Subject<DisableWinsFlag> disableWinsFlag() {
        return new Subject<>(
                "DisableWinsFlag",
                DisableWinsFlag.EMPTY,
                CrdtCodec.disableWinsFlag(),
                (state, self, random) -> random.nextBoolean() ? state.disable(self) : state.enable());
    }

    static Subject<OrSet<String>> orSet() {
        return new Subject<>(
                "OrSet",
                OrSet.empty(),
                CrdtCodec.orSet(ValueCodec.TEXT),
                (state, self, random) -> change(state, self, random));
    }

    static Subject<OrMap<String, OrSet<String>>> mapOfSets() {
        return new Subject<>(
                "OrMap of OrSet",
                OrMap.empty(OrSet.empty()),
                CrdtCodec.orMap(ValueCodec.TEXT, CrdtCodec.orSet(ValueCodec.TEXT)),
                (state, self, random) -> change(state, random, set -> change(set, self, random)));
    }

    static Subject<OrMap<String, MvRegister<String>>> mapOfRegisters() {
        return new Subject<>(
                "OrMap of MvRegister",
                OrMap.empty(MvRegister.empty()),
                CrdtCodec.orMap(ValueCodec.TEXT, CrdtCodec.mvRegister(ValueCodec.TEXT)),
                (state, self, random) -> change(state, random, register -> change(register, self, random)));
    }

    static Subject<OrMap<String, OrMap<String, OrSet<String>>>> mapOfMaps() {
        return new Subject<>(
                "OrMap of OrMap of OrSet",
                OrMap.empty(OrMap.empty(OrSet.empty())),
                CrdtCodec.orMap(ValueCodec.TEXT, CrdtCodec.orMap(ValueCodec.TEXT, CrdtCodec.orSet(ValueCodec.TEXT))),
                (state, self, random) ->
                        change(state, random, map -> change(map, random, set -> change(set, self, random))));
    }

    /** Registers that can be removed: of concurrent writes the reader takes the last. */
    static Subject<OrMap<String, MvRegister<LwwRegister<String>>>> mapOfLastWrites() {
        Comparator<String> order = Comparator.naturalOrder();
        return new Subject<>(
                "OrMap of MvRegister of LwwRegister",
                OrMap.empty(MvRegister.empty()),
                CrdtCodec.orMap(ValueCodec.TEXT, CrdtCodec.mvRegister(CrdtCodec.lwwRegister(ValueCodec.TEXT, order))),
                (state, self, random) -> change(state, random, register -> {
                    LwwRegister<String> last = register.values().stream()
                            .reduce(LwwRegister::merge)
                            .orElse(LwwRegister.of(new Stamp(0, NOBODY), "", order));
                    return register.assign(self, last.assign(self, pick(random), random.nextInt(5)));
                }));
    }

    private static OrSet<String> change(OrSet<String> set, ReplicaId self, SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> set.clear();
            case 1 -> set.addAll(self, Set.of(pick(random), "x", "y"));
            case 2, 3, 4, 5 -> set.remove(pick(random));
            default -> set.add(self, pick(random));
        };
    }

    private static MvRegister<String> change(MvRegister<String> register, ReplicaId self, SplittableRandom random) {
        return random.nextInt(5) == 0 ? register.clear() : register.assign(self, pick(random));
    }

    private static <V extends Causal<V>> OrMap<String, V> change(
            OrMap<String, V> map, SplittableRandom random, UnaryOperator<V> nested) {
        return switch (random.nextInt(12)) {
            case 0 -> map.clear();
            case 1, 2, 3 -> map.remove(pick(random));
            default -> map.update(pick(random), nested);
        };
    }

    private static String pick(SplittableRandom random) {
        return FEW.get(random.nextInt(FEW.size()));
    }

    @Override
    public String toString() {
        return name;
    }
}
