package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** The log as it is shipped: one JSON object a line, whatever somebody had logged. */
class LogLinesTest {

    @Test
    void nobodyWritesALineOfTheLog() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putObject(Environment.class.getName(), new MockEnvironment());
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("logstash");
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        Logger logger = context.getLogger("io.ringback");
        String forged = "x\r\n{\"level\":\"ERROR\",\"message\":\"forged\"}\n\u0000\u001b[31m";

        String line = new String(
                encoder.encode(new LoggingEvent(
                        "", logger, Level.WARN, "From {}", new IllegalStateException(forged), new Object[] {forged})),
                StandardCharsets.UTF_8);

        assertThat(line.strip().lines()).hasSize(1);
        assertThat(line).doesNotContain("\u001b").doesNotContain("\u0000").doesNotContain("{\"level\":\"ERROR\"");
    }
}
