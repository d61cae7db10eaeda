package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.engine.trial.EditedFiles.Edit;
import io.ringback.engine.trial.FileTrial.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a deployment says to edits that people have made. */
@BesideOthers
class EditedFilesTest {

    @Test
    void theFilesAsTheyAreGiveNoReasonToLookAtThem() {
        Verdict verdict = ShippedFiles.copy().tried();

        assertThat(verdict.refused()).isEmpty();
        assertThat(verdict.warned()).isEmpty();
        assertThat(verdict.accepted()).hasSize(13).endsWith(ShippedFiles.DIAGRAM);
    }

    @ParameterizedTest
    @MethodSource("io.ringback.engine.trial.EditedFiles#all")
    void anEditIsJudged(Edit edit) {
        Verdict verdict = edit.change().apply(ShippedFiles.copy()).tried();

        List<String> refused = verdict.refused().stream().map(Refusal::sentence).toList();
        List<String> warned = verdict.warned().stream().map(Warning::sentence).toList();
        switch (edit.expected()) {
            case REFUSED -> assertThat(refused).anyMatch(sentence -> sentence.contains(edit.named()));
            case WARNED -> {
                assertThat(refused).isEmpty();
                assertThat(warned).anyMatch(sentence -> sentence.contains(edit.named()));
            }
            case ACCEPTED -> assertThat(refused).isEmpty();
        }
        assertThat(verdict.refused()).allSatisfy(refusal -> {
            assertThat(refusal.element()).isNotBlank();
            assertThat(refusal.mend()).isNotBlank();
        });
    }
}
