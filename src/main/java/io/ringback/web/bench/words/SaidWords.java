package io.ringback.web.bench.words;

import io.ringback.texting.SampleTexts;
import io.ringback.texting.SampleTexts.SampleText;
import io.ringback.wording.Letter;
import io.ringback.wording.LetterWriter;
import io.ringback.wording.SampleCase;
import io.ringback.wording.WordingInForce;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that would be written about a thought-of case in one language and under one brand.
 *
 * @param letters by what they are about
 * @param texts SMS, MMS and instant messages
 */
public record SaidWords(Map<String, Letter> letters, List<SampleText> texts) {

    /** @param reader the language, with the brand if there is one */
    public static SaidWords of(WordingInForce wording, SampleCase sample, Locale reader) {
        LetterWriter writer = new LetterWriter(wording);
        Map<String, Letter> letters = new LinkedHashMap<>();
        sample.contents(reader).forEach((about, content) -> letters.put(about, writer.write(content)));
        return new SaidWords(letters, SampleTexts.of(wording, sample, reader));
    }

    /** Addresses of caller or callee that somebody would read; none may. */
    public List<String> addresses() {
        return Stream.concat(
                        letters.values().stream()
                                .flatMap(letter -> Stream.of(letter.subject(), letter.text(), letter.html())),
                        texts.stream().map(SampleText::text))
                .flatMap(text -> SampleCase.addressesIn(text).stream())
                .distinct()
                .toList();
    }
}
