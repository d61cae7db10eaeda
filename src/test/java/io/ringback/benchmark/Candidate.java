package io.ringback.benchmark;

import io.ringback.benchmark.bare.BareApplication;
import io.ringback.benchmark.stock.StockApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Those that are compared. */
enum Candidate implements Startable {
    RINGBACK("Ringback", "/actuator/health/readiness", Candidate.CASES_OF_RINGBACK) {
        @Override
        public List<String> program(Path directory, int port, int smtpPort) throws IOException {
            Path routes = Files.createDirectories(directory.resolve("camel-routes"));
            Files.copy(
                    Path.of("camel-routes", MAIL_OUT), routes.resolve(MAIL_OUT), StandardCopyOption.REPLACE_EXISTING);
            List<String> program = new ArrayList<>(List.of(
                    "-jar",
                    "target/ringback.jar",
                    "--ringback.public-url=http://127.0.0.1:" + port,
                    "--ringback.address-keys=" + Database.ADDRESS_KEY,
                    "--ringback.secret=only-for-the-benchmark-0123456789abcdef",
                    "--ringback.api.keys.bench.value=" + KEY,
                    "--ringback.api.keys.bench.scopes=calls.write",
                    "--ringback.camel-routes-directory=" + routes,
                    "--ringback.mail.domain=ringback.example",
                    "--ringback.mail.smtp.host=127.0.0.1",
                    "--ringback.mail.smtp.port=" + smtpPort,
                    "--ringback.mail.smtp.starttls-required=false",
                    // All people come from one address.
                    "--ringback.limits.in-hand=1000"));
            for (String limit : List.of("page-reads", "page-writes", "api")) {
                program.add("--ringback.limits." + limit + ".requests=100000000");
            }
            for (String cap : List.of("per-receiver", "per-pair", "per-caller", "answers")) {
                program.add("--ringback.caps." + cap + "=1000000/1000000");
            }
            return program;
        }
    },
    STOCK("Stock", "/ready", """
            select count(*) from act_hi_procinst where end_act_id_ = 'EndInformed' and state_ = 'COMPLETED'
            """) {
        @Override
        public List<String> program(Path directory, int port, int smtpPort) {
            return List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    // Ringback's application.yaml is on this class path, too.
                    "-Dspring.config.name=stock",
                    StockApplication.class.getName(),
                    "--stock.public-url=http://127.0.0.1:" + port,
                    "--stock.smtp.port=" + smtpPort);
        }
    },
    BARE("Bare", "/ready", Candidate.CASES_OF_RINGBACK) {
        @Override
        public List<String> program(Path directory, int port, int smtpPort) {
            return List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-Dspring.config.name=bare",
                    BareApplication.class.getName(),
                    "--bare.public-url=http://127.0.0.1:" + port,
                    "--bare.smtp.port=" + smtpPort,
                    "--bare.api-key=" + KEY);
        }
    },
    FLOWABLE("Flowable", "/ready", """
            select count(*) from act_hi_procinst where end_act_id_ = 'EndInformed' and end_time_ is not null
            """) {
        @Override
        public List<String> program(Path directory, int port, int smtpPort) throws IOException {
            Path built = Path.of("target", "benchmark", "flowable-column");
            if (!Files.exists(built.resolve("class-path"))) {
                throw new IOException("The Flowable column is not built; start the benchmark by bin/benchmark,"
                        + " or leave it out: --columns ringback,stock,bare");
            }
            return List.of(
                    "-cp",
                    // Its own libraries first; Ringback's classes only for the letters.
                    String.join(
                            File.pathSeparator,
                            built.resolve("classes").toString(),
                            Files.readString(built.resolve("class-path")).strip(),
                            Path.of("target", "classes").toString(),
                            Path.of("target", "test-classes").toString()),
                    "-Dspring.config.name=flowable",
                    "io.ringback.benchmark.flowable.FlowableColumn",
                    "--flow.public-url=http://127.0.0.1:" + port,
                    "--flow.smtp.port=" + smtpPort);
        }
    };

    /** The benchmark's API key; nothing but the benchmark's own process on loopback knows it. */
    static final String KEY = "benchmark-0123456789abcdef0123456789abcdef";

    private static final String MAIL_OUT = "mail-out.camel.yaml";
    private static final String CASES_OF_RINGBACK =
            "select count(*) from failed_call_case where ended_at is not null and outcome = 'INFORMED'";

    private final String title;
    private final String readyPath;
    private final String informedCases;

    Candidate(String title, String readyPath, String informedCases) {
        this.title = title;
        this.readyPath = readyPath;
        this.informedCases = informedCases;
    }

    @Override
    public String title() {
        return title;
    }

    /** What the command line calls it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String readyPath() {
        return readyPath;
    }

    /** SQL that counts the cases that ended with the caller informed. */
    String informedCases() {
        return informedCases;
    }
}
