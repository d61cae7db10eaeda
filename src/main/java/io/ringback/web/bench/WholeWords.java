package io.ringback.web.bench;

import io.ringback.web.bench.BenchedWords.TriedWords;
import io.ringback.web.pages.SamplePages;
import io.ringback.wording.Letter;
import io.ringback.wording.TextsFile;
import io.ringback.wording.TextsOf;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * A letter or a page as whoever it is for would see it, with the words of a draft or a proposal. It is a document of its own, which stands
 * in a frame of the bench and can do nothing: no script runs in it, no form leaves it, and nothing is loaded from elsewhere.
 */
@Controller
class WholeWords {

    /** Of what is a letter and no page. */
    static final String LETTER = "Letter: ";

    /**
     * Without allow-same-origin, not even our own style would be let in (Cross-Origin-Resource-Policy); as there is no allow-scripts, nobody
     * in there can make use of it. The X-Frame-Options of all pages is overruled by frame-ancestors (CSP level 3, 6.4.2).
     */
    private static final String STILL =
            "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self';"
                    + " sandbox allow-same-origin; ";

    private static final String PAGE = STILL + "style-src 'self'; img-src 'self' data:";

    /** Letters bring their style along, as nothing may be loaded when they are read. */
    private static final String OF_LETTER = STILL + "style-src 'unsafe-inline'";

    private final BenchedWords words;
    private final DraftedWords drafted;
    private final Proposals proposals;
    private final SamplePages pages;

    WholeWords(BenchedWords words, DraftedWords drafted, Proposals proposals, SamplePages pages) {
        this.words = words;
        this.drafted = drafted;
        this.proposals = proposals;
        this.pages = pages;
    }

    /** The pages on which texts of this kind stand. */
    static Set<String> pagesWith(TextsOf texts) {
        return texts == TextsOf.PAGES || texts == TextsOf.LETTERS ? SamplePages.names() : Set.of();
    }

    /** With one's own draft, with a proposal, or else as it is in force. */
    @GetMapping("/bench/words/whole")
    ResponseEntity<String> whole(
            @RequestParam String file,
            @RequestParam String whole,
            @RequestParam Optional<Long> proposal,
            Authentication analyst,
            HttpServletRequest request,
            HttpServletResponse response) {
        TextsFile known = drafted.known(file);
        Map<String, byte[]> files = proposal.isPresent()
                ? proposals.contents(proposal.get())
                : Map.of(file, drafted.content(file, analyst.getName()));
        if (!files.containsKey(file)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return answer(whole, known, words.tryOut(files), file, request, response);
    }

    /** With the fields as they are. */
    @PostMapping("/bench/words/whole")
    ResponseEntity<String> written(
            @RequestParam String file,
            @RequestParam String whole,
            @RequestParam Map<String, String> form,
            Authentication analyst,
            HttpServletRequest request,
            HttpServletResponse response) {
        TextsFile known = drafted.known(file);
        TriedWords then = words.tryOut(Map.of(file, drafted.written(file, form, analyst.getName())));
        return answer(whole, known, then, file, request, response);
    }

    private ResponseEntity<String> answer(
            String whole,
            TextsFile known,
            TriedWords then,
            String file,
            HttpServletRequest request,
            HttpServletResponse response) {
        boolean letter = whole.startsWith(LETTER);
        String html = (letter
                        ? Optional.ofNullable(then.said().get(file).letters().get(whole.substring(LETTER.length())))
                                .map(Letter::html)
                        : pages.html(whole, then.wording(), then.sample(), known.reader(), request, response))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok()
                .header("Content-Type", "text/html;charset=UTF-8")
                .header("Content-Security-Policy", letter ? OF_LETTER : PAGE)
                .body(html);
    }
}
