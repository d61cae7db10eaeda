package io.ringback.web.bench.words;

import io.ringback.cases.FilesBeside.Compared;
import io.ringback.directory.Brand;
import io.ringback.wording.SampleCase;
import io.ringback.wording.TextsOf;
import io.ringback.wording.WordingInForce;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what would be said after a deploy of {@code wording/}, in one language and under one brand, and what is odd about it. */
@Controller
class WordsPage {

    private static final Map<TextsOf, String> BESIDE = beside();

    private final WordingInForce wording;
    private final Clock clock;
    private final URI publicUrl;

    WordsPage(WordingInForce wording, Clock clock, @Value("${ringback.public-url}") URI publicUrl) {
        this.wording = wording;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    private static Map<TextsOf, String> beside() {
        Map<TextsOf, String> kinds = new LinkedHashMap<>();
        kinds.put(TextsOf.PAGES, "Pages");
        kinds.put(TextsOf.VOICE, "Spoken by telephone");
        kinds.put(TextsOf.ANNOUNCEMENTS, "Spoken while people are connected");
        kinds.put(TextsOf.CONNECTIONS, "Shown by a text-only telephone");
        return kinds;
    }

    /**
     * A text as it stands in the file.
     *
     * @param builtIn what is built in where that is something else; empty if it is the same
     */
    record Phrase(String key, String text, String builtIn) {}

    @GetMapping("/bench/words")
    String words(
            @RequestParam(defaultValue = "en") String language,
            @RequestParam(defaultValue = "") String brand,
            Model model) {
        Compared compared = wording.compare();
        WordingInForce then = wording.asCompared();
        String chosen = then.languages().contains(language) ? language : Locale.ENGLISH.getLanguage();
        String served = then.brands().contains(brand) ? brand : "";
        Locale reader =
                served.isEmpty() ? Locale.forLanguageTag(chosen) : new Brand(served).in(Locale.forLanguageTag(chosen));
        SaidWords said = SaidWords.of(then, new SampleCase(clock.instant(), publicUrl), reader);
        model.addAttribute("kinds", TextsOf.values());
        model.addAttribute("languages", then.languages());
        model.addAttribute("brands", new TreeSet<>(then.brands()));
        model.addAttribute("language", chosen);
        model.addAttribute("brand", served);
        model.addAttribute("caller", SampleCase.CALLER);
        model.addAttribute("callee", SampleCase.CALLEE);
        model.addAttribute("refused", compared.refused());
        model.addAttribute("warned", compared.warned());
        model.addAttribute("shown", said.addresses());
        model.addAttribute("letters", said.letters());
        model.addAttribute("texts", said.texts());
        model.addAttribute("beside", phrases(then, reader));
        return "bench/words";
    }

    private static Map<String, List<Phrase>> phrases(WordingInForce wording, Locale reader) {
        WordingInForce builtIn = WordingInForce.builtIn();
        Map<String, List<Phrase>> all = new LinkedHashMap<>();
        BESIDE.forEach((of, name) -> {
            SortedMap<String, String> before = builtIn.texts(of, reader);
            all.put(
                    name,
                    wording.texts(of, reader).entrySet().stream()
                            .map(text -> new Phrase(
                                    text.getKey(),
                                    text.getValue(),
                                    text.getValue().equals(before.get(text.getKey()))
                                            ? ""
                                            : before.getOrDefault(text.getKey(), "a recording")))
                            .collect(Collectors.toList()));
        });
        return all;
    }
}
