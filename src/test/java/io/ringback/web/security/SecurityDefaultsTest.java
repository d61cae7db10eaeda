package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.session.SessionIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** What is safe as long as nobody changes it. */
class SecurityDefaultsTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates/operations");

    /** Known ways from a string or an object to a program. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.logging.log4j.core.lookup.JndiLookup",
                "org.apache.commons.collections.functors.InvokerTransformer",
                "org.apache.commons.collections4.functors.InvokerTransformer",
                "com.mchange.v2.c3p0.JndiRefForwardingDataSource",
                "groovy.lang.GroovyShell",
                "org.codehaus.groovy.runtime.ConvertedClosure",
                "org.mozilla.javascript.Context",
                "org.graalvm.polyglot.Context",
                "org.python.util.PythonInterpreter",
                "bsh.Interpreter",
                "com.thoughtworks.xstream.XStream",
                "freemarker.template.Template",
                "org.h2.server.web.WebServlet",
                "org.springframework.boot.devtools.RemoteSpringApplication",
                "org.jolokia.http.AgentServlet"
            })
    void whatIsNotOnTheClassPathCannotBeAttacked(String dangerous) {
        assertThat(getClass().getClassLoader().getResource(dangerous.replace('.', '/') + ".class"))
                .isNull();
    }

    @Test
    void theLoginHidesThePasswordAndLetsAManagerFillIt() throws IOException {
        assertThat(Files.readString(TEMPLATES.resolve("login.html")))
                .contains("name=\"password\" type=\"password\" autocomplete=\"current-password\"")
                .doesNotContain("onpaste")
                .doesNotContain("autocomplete=\"off\"");
    }

    @Test
    void tokensHave128Bits() {
        assertThat(SessionIdentifier.LENGTH * Byte.SIZE).isGreaterThanOrEqualTo(128);
    }

    @Test
    void sessionsEndWithoutUse() throws IOException {
        List<PropertySource<?>> shipped =
                new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yaml"));

        assertThat(DurationStyle.detectAndParse(
                        String.valueOf(shipped.get(0).getProperty("server.servlet.session.timeout"))))
                .isLessThanOrEqualTo(Duration.ofMinutes(30));
        assertThat(shipped.get(0).getProperty("server.servlet.session.tracking-modes"))
                .isEqualTo("cookie");
    }

    @Test
    void eachOperatorsPageHasAWayOut() throws IOException {
        assertThat(Files.readString(TEMPLATES.resolve("frame.html")))
                .contains("th:action=\"@{/logout}\" method=\"post\"");
        try (Stream<Path> pages = Files.list(TEMPLATES)) {
            List<String> partsAndDoor = List.of("frame.html", "acts-form.html", "table-tests.html", "login.html");
            assertThat(pages.filter(
                            page -> !partsAndDoor.contains(page.getFileName().toString())))
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(Files.readString(page)).contains("operations/frame"));
        }
    }
}
