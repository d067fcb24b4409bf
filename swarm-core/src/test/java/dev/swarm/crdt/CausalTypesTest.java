package dev.swarm.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What wins, type by type, and which states are refused. */
class CausalTypesTest {

    private static final ReplicaId A = new ReplicaId("a", 1);
    private static final ReplicaId B = new ReplicaId("b", 1);

    @Test
    void addingWinsOverRemovingAtTheSameTime() {
        OrSet<String> start = OrSet.<String>empty().add(A, "x");
        OrSet<String> removed = start.merge(start.remove("x"));
        OrSet<String> added = start.merge(start.add(B, "x"));

        assertThat(removed.merge(added).elements()).containsExactly("x");
        assertThat(added.merge(removed).elements()).containsExactly("x");
    }

    @Test
    void aDeltaHoldsOnlyWhatIsNew() {
        OrSet<Integer> set = OrSet.empty();
        for (int i = 0; i < 1_000; i++) {
            set = set.merge(set.add(A, i));
        }
        assertThat(set.add(A, 1_000).elements()).containsExactly(1_000);
        assertThat(set.add(A, 5).context().dotCount()).isEqualTo(2);
        assertThat(set.remove(5).elements()).isEmpty();
        assertThat(set.remove(5).context().dotCount()).isEqualTo(1);
    }

    @Test
    void addingManyAtOnceIsAddingEach() {
        OrSet<String> start = OrSet.<String>empty().add(A, "x");
        OrSet<String> set = start.merge(start.addAll(A, Set.of("x", "y", "z")));

        assertThat(set.elements()).containsExactlyInAnyOrder("x", "y", "z");
        assertThat(set.context().nextDot(A).counter()).isEqualTo(5);
        assertThat(set.liveDots()).hasSize(3);
    }

    @Test
    void aKeyChangedWhileItIsRemovedKeepsThatChangeOnly() {
        OrMap<String, OrSet<String>> start =
                OrMap.<String, OrSet<String>>empty(OrSet.empty()).update("k", set -> set.add(A, "old"));
        OrMap<String, OrSet<String>> removed = start.merge(start.remove("k"));
        OrMap<String, OrSet<String>> changed = start.merge(start.update("k", set -> set.add(B, "new")));

        OrMap<String, OrSet<String>> merged = removed.merge(changed);

        assertThat(merged.get("k").elements()).containsExactly("new");
        assertThat(changed.merge(removed)).isEqualTo(merged);
    }

    @Test
    void aRemovedKeyIsUsedAgainWithoutItsPast() {
        OrMap<String, MvRegister<String>> map = OrMap.empty(MvRegister.empty());
        OrMap<String, MvRegister<String>> first = map.update("k", register -> register.assign(A, "first"));
        map = map.merge(first);
        map = map.merge(map.remove("k"));
        assertThat(map.containsKey("k")).isFalse();
        map = map.merge(map.update("k", register -> register.assign(A, "second")));

        assertThat(map.merge(first)).isSameAs(map);
        assertThat(map.get("k").values()).containsExactly("second");
    }

    @Test
    void aKeyWhoseValueBecomesEmptyIsGone() {
        OrMap<String, OrSet<String>> map =
                OrMap.<String, OrSet<String>>empty(OrSet.empty()).update("k", set -> set.add(A, "x"));
        map = map.merge(map.update("k", set -> set.remove("x")));

        assertThat(map.isEmpty()).isTrue();
        assertThat(map.keys()).isEmpty();
    }

    @Test
    void concurrentWritesStayUntilTheNextOne() {
        MvRegister<String> none = MvRegister.empty();
        MvRegister<String> both = none.merge(none.assign(B, "b")).merge(none.assign(A, "a"));

        assertThat(both.values()).containsExactly("a", "b");
        assertThat(both.merge(both.assign(B, "c")).values()).containsExactly("c");
        assertThat(both.merge(both.clear()).values()).isEmpty();
    }

    @Test
    void enablingWinsInOneFlagAndDisablingInTheOther() {
        EnableWinsFlag enabled = EnableWinsFlag.EMPTY.enable(A);
        assertThat(EnableWinsFlag.EMPTY.isEnabled()).isFalse();
        assertThat(enabled.merge(enabled.disable()).isEnabled()).isFalse();
        assertThat(enabled.merge(enabled.disable()).merge(enabled.enable(B)).isEnabled())
                .isTrue();

        DisableWinsFlag disabled = DisableWinsFlag.EMPTY.disable(A);
        assertThat(DisableWinsFlag.EMPTY.isEnabled()).isTrue();
        assertThat(disabled.merge(disabled.enable()).isEnabled()).isTrue();
        assertThat(disabled.merge(disabled.enable()).merge(disabled.disable(B)).isEnabled())
                .isFalse();
    }

    @Test
    void countersAddUp() {
        GCounter counter = GCounter.EMPTY.increment(A, 3).merge(GCounter.EMPTY.increment(B, 4));
        assertThat(counter.merge(counter.increment(A, 2)).value()).isEqualTo(9);
        PnCounter both = PnCounter.EMPTY.increment(A, 3).merge(PnCounter.EMPTY.decrement(B, 5));
        assertThat(both.value()).isEqualTo(-2);
    }

    @Test
    void countersStopAtTheirBounds() {
        GCounter full = GCounter.EMPTY.increment(A, Dot.MAX_COUNTER);
        assertThatIllegalArgumentException().isThrownBy(() -> full.increment(A, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> full.increment(A, -1));
        assertThat(full.merge(full.increment(B, Dot.MAX_COUNTER)).value()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void statesThatCannotBeAreRefused() {
        Dot dot = new Dot(A, 1);
        CausalContext seen = CausalContext.of(dot);
        assertThatIllegalArgumentException().isThrownBy(() -> OrSet.of(Map.of("x", List.of(dot)), CausalContext.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> OrSet.of(Map.of("x", List.of()), seen));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrSet.of(Map.of("x", List.of(dot), "y", List.of(dot)), seen));
        assertThatIllegalArgumentException().isThrownBy(() -> EnableWinsFlag.of(List.of(dot, dot), seen));
        assertThatIllegalArgumentException().isThrownBy(() -> MvRegister.of(Map.of(new Dot(B, 1), "x"), seen));
        assertThatIllegalArgumentException().isThrownBy(() -> OrMap.empty(EnableWinsFlag.EMPTY.enable(A)));
    }
}
