package io.ringback.web.bench;

import io.ringback.web.bench.BenchApi.Finding;
import io.ringback.web.bench.BenchedWords.TriedWords;
import io.ringback.web.bench.Proposals.Proposal;
import io.ringback.wording.TextsFile;
import java.util.List;
import java.util.SortedMap;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What a proposal of words would change, for whoever approves it. */
@Component
class ProposedWords {

    private final BenchedWords words;
    private final Proposals proposals;

    ProposedWords(BenchedWords words, Proposals proposals) {
        this.words = words;
        this.proposals = proposals;
    }

    /** Puts it into the model. Of a proposal that is decided there is nothing to compare any more. */
    void show(Proposal proposal, Model model) {
        if (!proposal.isOpen()) {
            return;
        }
        SortedMap<String, byte[]> contents = proposals.contents(proposal.id());
        // Before what is compared is read: who approves later than another change is told.
        String shown = words.shown();
        TriedWords then = words.tryOut(contents);
        TriedWords now = words.inForce(contents.keySet());
        List<WordsSheet> sheets = contents.entrySet().stream()
                .map(file -> {
                    TextsFile known = words.at(file.getKey()).orElseThrow();
                    return WordsSheet.of(file.getKey(), known, words.texts(known, file.getValue()), then, now);
                })
                .toList();
        model.addAttribute("sheets", sheets);
        model.addAttribute("findings", Finding.of(then.check()));
        model.addAttribute("shown", shown);
    }
}
