package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is worked out once for all who answer alike. */
@BesideOthers
class AskedInTurnTest {

    /** Of somebody it is asked whether they have a dog, and of who has one how heavy it is. */
    private record Owner(boolean dog, int kilos, List<String> asked) {

        Owner(boolean dog, int kilos) {
            this(dog, kilos, new ArrayList<>());
        }

        boolean hasDog() {
            asked.add("dog");
            return dog;
        }

        int weighs() {
            asked.add("kilos");
            return kilos;
        }
    }

    private final List<String> worked = new ArrayList<>();

    private AskedInTurn<Owner, String> taxes(int most) {
        return new AskedInTurn<>(
                asking -> {
                    String tax = asking.ask(Owner::hasDog) ? "dog of " + asking.ask(Owner::weighs) : "none";
                    worked.add(tax);
                    return tax;
                },
                most);
    }

    @Test
    void eachIsAskedWhatMattersAndWorkedOutOnceForAllWhoAnswerAlike() {
        AskedInTurn<Owner, String> taxes = taxes(10);
        Owner first = new Owner(false, 1);
        Owner second = new Owner(false, 2);
        Owner third = new Owner(true, 7);
        Owner fourth = new Owner(true, 7);
        Owner fifth = new Owner(true, 8);

        assertThat(List.of(first, second, third, fourth, fifth))
                .extracting(taxes::of)
                .containsExactly("none", "none", "dog of 7", "dog of 7", "dog of 8");
        assertThat(worked).containsExactly("none", "dog of 7", "dog of 8");
        assertThat(taxes.known()).isEqualTo(3);
        assertThat(List.of(first, second))
                .allSatisfy(owner -> assertThat(owner.asked()).containsExactly("dog"));
        assertThat(List.of(third, fourth, fifth))
                .allSatisfy(owner -> assertThat(owner.asked()).containsExactly("dog", "kilos"));
    }

    @Test
    void whatIsNotKeptIsWorkedOutEachTimeAndIsRight() {
        AskedInTurn<Owner, String> taxes = taxes(1);

        assertThat(List.of(
                        new Owner(true, 7),
                        new Owner(true, 8),
                        new Owner(true, 8),
                        new Owner(false, 8),
                        new Owner(true, 7)))
                .extracting(taxes::of)
                .containsExactly("dog of 7", "dog of 8", "dog of 8", "none", "dog of 7");
        assertThat(worked).hasSize(4);
        assertThat(taxes.known()).isEqualTo(1);
    }
}
