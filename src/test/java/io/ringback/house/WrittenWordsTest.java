package io.ringback.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation, the packages' descriptions and the comments of routes and settings say is so. */
class WrittenWordsTest {

    private static final WrittenWords HOUSE = WrittenWords.ofTheHouse();

    static Stream<String> pages() {
        return Stream.concat(
                HouseFiles.below("docs", name -> name.endsWith(".md")).keySet().stream(),
                Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsTrue(String page) {
        assertThat(HOUSE.untrueIn(page, HouseFiles.text(page))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHANGELOG.md", "UPGRADING.md"})
    void aPageAboutWhatWasLeadsSomewhere(String page) {
        assertThat(HOUSE.deadLinksIn(page, HouseFiles.text(page))).isEmpty();
    }

    @Test
    void commentsAreTrue() {
        Map<String, String> comments = Stream.of("src/main", "src/test/java", "camel-routes", "bpmn", "deploy", "bin")
                .flatMap(folder -> HouseFiles.below(
                        folder, name -> name.matches(".*\\.(java|ya?ml|cfg|properties|example)|bin/.*"))
                        .entrySet()
                        .stream())
                .filter(file -> !file.getKey().startsWith("src/test/java/io/ringback/house/"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        file -> file.getKey().endsWith(".java")
                                        && !file.getKey().endsWith("package-info.java")
                                ? documentsNamedIn(file.getValue())
                                : file.getValue()));

        assertThat(comments.entrySet().stream().flatMap(file -> HOUSE.untrueInComment(file.getValue()).stream()
                        .map(untrue -> file.getKey() + ": " + untrue)))
                .isEmpty();
    }

    /** In a class the compiler sees to the rest. */
    private static String documentsNamedIn(String source) {
        return source.lines().filter(line -> line.contains("docs/")).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            See [the routes](adapters.md).                       |
            See [the routes](no-such-page.md).                   | The link no-such-page.md leads nowhere
            See [the routes](adapters.md#no-such-heading).       | The link adapters.md#no-such-heading leads to no heading
            <img src="pictures/none.png">                        | The link pictures/none.png leads nowhere
            What docs/none.md says.                              | docs/none.md is no file
            Run `bin/run`.                                       |
            Run `bin/walk`.                                      | bin/walk is no file or folder
            The class `UserAgent`.                               |
            The class `WaterCloset`.                             | WaterCloset is named nowhere but here
            `io.ringback.directory.Address`                      |
            `io.ringback.directory.Adress`                       | io.ringback.directory.Adress is neither class nor package
            `io.ringback.attic`                                  | io.ringback.attic is neither class nor package
            Set `ringback.sip.proxy`.                            |
            Set `ringback.sip.proxies`.                          | ringback.sip.proxies is no setting and no metric
            Set `ringback.xmpp.accounts[0].jid`.                 |
            Set `ringback.xmpp.accounts[0].jib`.                 | ringback.xmpp.accounts[0].jib is no setting and no metric
            The metric `ringback.cases.ended`.                   |
            Set RINGBACK_SIP_PROXY.                              |
            Set RINGBACK_SIP_PROXIES.                            | RINGBACK_SIP_PROXIES sets nothing
            The bean `heldCalls`.                                |
            The bean `heldBalls`.                                | heldBalls is no bean
            A message to direct:send-sms leaves.                 |
            A message to direct:send-pigeon leaves.              | direct:send-pigeon is no endpoint
            """)
    void whatIsUntrueIsFound(String text, String untrue) {
        assertThat(HOUSE.untrueIn("docs/sample.md", text)).isEqualTo(untrue == null ? List.of() : List.of(untrue));
    }

    @Test
    void aTableOfSettingsIsHeldRowByRow() {
        String table = "| `ringback.speech.` | default |\n|---|---|\n| `url`, `enabled` | |\n| `urn` | |\n";

        assertThat(HOUSE.untrueIn("docs/sample.md", table)).containsExactly("ringback.speech.urn is no setting");
    }
}
