package io.ringback.texting;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.ReplyWords;
import io.ringback.delivery.MessageKind;
import io.ringback.texting.TextWords.Kind;
import io.ringback.texting.TextWords.Understood;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people write, in ten languages, and what a line of a mail and the answer to a question or a notice comes down to. */
class WordCasesTest {

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    /**
     * @param as "mail", "question" or "notice"
     * @param right what it may come down to, separated by {@code |}
     */
    record WordCase(String text, String as, String right) {
        @Override
        public String toString() {
            return as + "=" + right + ": " + text.replace("\n", "\\n");
        }
    }

    static Stream<WordCase> cases() {
        return Stream.of("expected.tsv", "languages.tsv")
                .flatMap(WordCasesTest::lines)
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("\t"))
                .flatMap(line -> Arrays.stream(line[1].split(" "))
                        .map(one -> one.split("="))
                        .map(one -> new WordCase(unescaped(line[0]), one[0], one[1])));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aTextIsUnderstoodOrAskedBackAndNeverGuessed(WordCase one) {
        assertThat(one.right().split("\\|")).contains(understood(one));
    }

    private static String understood(WordCase one) {
        if (one.as().equals("mail")) {
            return ReplyWords.understand(one.text()).name();
        }
        Understood text = TextWords.understand(one.text());
        if (text.kind() == Kind.REACHED) {
            // The case ends: nobody is told anything, as if it had been a no.
            return one.as().equals("notice") ? "DECLINED" : "NO";
        }
        if (text.kind() != Kind.REPLY) {
            return text.kind().name();
        }
        return one.as().equals("notice") ? toNotice(text) : toQuestion(text, one.right());
    }

    private static String toNotice(Understood text) {
        boolean codeAlone = text.code().isPresent() && text.word() == ReplyWord.NONE;
        if (codeAlone) {
            return "REACHABLE";
        }
        if (!text.word().answers(MessageKind.NOTIFICATION)) {
            return "ASKBACK";
        }
        return text.word() == ReplyWord.NO ? "DECLINED" : "REACHABLE";
    }

    private static String toQuestion(Understood text, String right) {
        if (right.startsWith("code")) {
            return "code" + text.code().orElseThrow() + "/" + text.word();
        }
        return text.word().answers(MessageKind.QUESTION) ? text.word().name() : "ASKBACK";
    }

    private static Stream<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(WordCasesTest.class.getResourceAsStream("/words/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)))
                .replace("\\n", "\n");
    }
}
