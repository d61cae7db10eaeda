package io.ringback.conversation;

import io.ringback.conversation.ReplyWords.Command;
import io.ringback.wording.FoundInFile;
import io.ringback.wording.TextRule;
import io.ringback.wording.TextsOf;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * A text that tells people what to reply names words that are understood when they come back; and where the built-in text says how
 * to get no more messages, so does every other.
 */
@Component
final class AnswersAreNamed implements TextRule {

    private static final String START = "START";

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}]+");

    /** What must be named, by the key of the text. */
    private static final Map<TextsOf, Map<String, List<String>>> NAMED = Map.of(
            TextsOf.LETTERS,
            Map.of(
                    "question.reply", of(ReplyWord.YES, ReplyWord.NO),
                    "question.footer", of(ReplyWord.STOP),
                    "notification.reply", of(ReplyWord.YES, ReplyWord.NO),
                    "notification.footer", of(ReplyWord.STOP),
                    "notification.footer.deputy", of(ReplyWord.STOP),
                    "information.footer", of(ReplyWord.STOP)),
            TextsOf.SHORT_MESSAGES,
            Map.ofEntries(
                    Map.entry("question.long", of(ReplyWord.STOP)),
                    Map.entry("question.middle", of(ReplyWord.STOP)),
                    Map.entry("notification.long", of(ReplyWord.STOP)),
                    Map.entry("notification.middle", of(ReplyWord.STOP)),
                    Map.entry("words.question", of(ReplyWord.YES, ReplyWord.NO)),
                    Map.entry("words.question.code", of(ReplyWord.YES, ReplyWord.NO)),
                    Map.entry("words.notification", of(ReplyWord.YES)),
                    Map.entry("answers.question", of(ReplyWord.YES, ReplyWord.NO)),
                    Map.entry("answers.notification", of(ReplyWord.YES, ReplyWord.NO)),
                    Map.entry("ask-back.question", of(ReplyWord.YES, ReplyWord.NO)),
                    Map.entry("ask-back.notification", of(ReplyWord.YES, ReplyWord.NO, ReplyWord.STOP)),
                    Map.entry("ask-back.one.QUESTION", of(ReplyWord.YES, ReplyWord.NO)),
                    Map.entry("started", of(ReplyWord.STOP)),
                    Map.entry("help", of(ReplyWord.STOP)),
                    Map.entry("stopped", List.of(START))));

    private static List<String> of(ReplyWord... words) {
        return Stream.of(words).map(ReplyWord::name).toList();
    }

    @Override
    public void look(TriedText tried, FoundInFile found) {
        NAMED.getOrDefault(tried.of(), Map.of()).getOrDefault(tried.key(), List.of()).stream()
                .filter(word -> BETWEEN_WORDS
                        .splitAsStream(tried.text())
                        .filter(said -> !said.isEmpty())
                        .noneMatch(said -> says(said, word)))
                .forEach(word -> found.refuse(
                        tried.key(),
                        "It names no word that is understood as " + word.toLowerCase(Locale.ROOT)
                                + (word.equals(ReplyWord.STOP.name())
                                        ? ": people must be told how to get no more messages."
                                        : "."),
                        "Name one, as the built-in one does: " + tried.builtIn()
                                + " Words of your own come in by ringback.words-directory."));
    }

    private static boolean says(String said, String word) {
        return word.equals(START)
                ? ReplyWords.command(said).equals(Optional.of(Command.START))
                : ReplyWords.understand(said).name().equals(word);
    }
}
