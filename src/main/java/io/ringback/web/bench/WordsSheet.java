package io.ringback.web.bench;

import io.ringback.texting.SampleTexts.SampleText;
import io.ringback.web.bench.BenchApi.Finding;
import io.ringback.web.bench.BenchedWords.TriedWords;
import io.ringback.web.bench.words.SaidWords;
import io.ringback.wording.EditableWording.EditableText;
import io.ringback.wording.Letter;
import io.ringback.wording.SamplePhrases;
import io.ringback.wording.TextsFile;
import io.ringback.wording.TextsOf;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of texts as somebody drafts it: what the checks say, what is another than in force, and how it reads with a thought-of case in it.
 *
 * @param file as the bench calls it
 * @param language for browsers and screen readers
 * @param texts all of them, by key
 * @param letters how they would read, if this file is of letters
 * @param messages the same of short messages
 * @param phrases the same of what is neither: the changed ones
 * @param pages those on which the texts stand, if any
 */
record WordsSheet(
        String file,
        String language,
        List<EditableText> texts,
        List<Finding> findings,
        List<ReadLetter> letters,
        List<ReadMessage> messages,
        List<ReadPhrase> phrases,
        Set<String> pages) {

    /** A letter that would be written. */
    record ReadLetter(String about, Letter letter, boolean isChanged) {}

    /** @param before how many SMS it takes as it is in force */
    record ReadMessage(SampleText text, int before, boolean isChanged) {}

    /** A phrase with the facts of the thought-of case in it. */
    record ReadPhrase(String key, String said) {}

    static WordsSheet of(String name, TextsFile file, List<EditableText> texts, TriedWords then, TriedWords now) {
        List<Finding> findings = Finding.of(then.check());
        SaidWords said = then.said().get(name);
        SaidWords before = now.said().get(name);
        Set<String> refused =
                findings.stream().filter(Finding::refused).map(Finding::element).collect(Collectors.toSet());
        return new WordsSheet(
                name,
                file.language().toLanguageTag(),
                texts,
                findings,
                file.of() == TextsOf.LETTERS ? letters(said, before) : List.of(),
                file.of() == TextsOf.SHORT_MESSAGES ? messages(said, before) : List.of(),
                file.of() == TextsOf.LETTERS || file.of() == TextsOf.SHORT_MESSAGES
                        ? List.of()
                        : texts.stream()
                                .filter(EditableText::isChanged)
                                .filter(text -> !refused.contains(text.key()))
                                .map(text -> new ReadPhrase(
                                        text.key(),
                                        SamplePhrases.said(
                                                file, text, then.when().get(name))))
                                .toList(),
                WholeWords.pagesWith(file.of()));
    }

    private static List<ReadLetter> letters(SaidWords said, SaidWords before) {
        return said.letters().entrySet().stream()
                .map(one -> new ReadLetter(
                        one.getKey(),
                        one.getValue(),
                        !one.getValue().equals(before.letters().get(one.getKey()))))
                .toList();
    }

    private static List<ReadMessage> messages(SaidWords said, SaidWords before) {
        return said.texts().stream()
                .map(one -> {
                    Optional<SampleText> old = before.texts().stream()
                            .filter(other -> other.about().equals(one.about()))
                            .findFirst();
                    return new ReadMessage(
                            one,
                            old.map(SampleText::messages).orElse(one.messages()),
                            old.filter(other -> other.text().equals(one.text())).isEmpty());
                })
                .toList();
    }

    /** What can be looked at whole: letters, then pages. */
    public List<String> wholes() {
        return Stream.concat(letters.stream().map(one -> WholeWords.LETTER + one.about()), pages.stream())
                .toList();
    }

    public List<EditableText> changed() {
        return texts.stream().filter(EditableText::isChanged).toList();
    }

    public long refusals() {
        return findings.stream().filter(Finding::refused).count();
    }

    /** Whether something keeps this text from being put into force. */
    public boolean isRefused(String key) {
        return findings.stream()
                .anyMatch(one -> one.refused()
                        && one.file().equals(file)
                        && one.element().equals(key));
    }
}
