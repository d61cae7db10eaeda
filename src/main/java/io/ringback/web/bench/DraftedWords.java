package io.ringback.web.bench;

import io.ringback.web.bench.Drafts.Draft;
import io.ringback.wording.EditableWording;
import io.ringback.wording.EditableWording.EditableText;
import io.ringback.wording.TextsFile;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** A file of texts as an analyst has it before them: the draft, or what is in force, with what stands in the fields. */
@Component
class DraftedWords {

    private static final String FIELD = "text.";
    private static final Pattern LINES = Pattern.compile("\\s*\\R\\s*");

    private final BenchedWords words;
    private final Drafts drafts;

    DraftedWords(BenchedWords words, Drafts drafts) {
        this.words = words;
        this.drafts = drafts;
    }

    /** Which file is called so; whoever asks for another is told that there is none. */
    TextsFile known(String file) {
        return words.at(file).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** The draft, or else what is in force. */
    byte[] content(String file, String analyst) {
        return drafts.of(analyst, file)
                .map(Draft::content)
                .or(() -> words.inForce(file))
                .orElse(new byte[0]);
    }

    /** What the form says. A text that says what is said without it is left out, and so is an empty one. */
    byte[] written(String file, Map<String, String> form, String analyst) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (EditableText text : words.texts(known(file), content(file, analyst))) {
            String said = LINES.matcher(
                            form.getOrDefault(FIELD + text.key(), text.then()).strip())
                    .replaceAll(" ");
            if (!said.isEmpty() && !said.equals(text.otherwise())) {
                texts.put(text.key(), said);
            }
        }
        return EditableWording.written(texts);
    }
}
