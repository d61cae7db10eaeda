package io.ringback.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where the application's CPU time goes, by whose code runs. */
enum Area {
    DECISIONS(
            "decision tables",
            "org.camunda.bpm.dmn.",
            "org.camunda.feel.",
            "camundafeel.",
            "scala.",
            "org.camunda.bpm.model.dmn."),
    ENGINE("the engine", "org.camunda."),
    STATEMENTS("MyBatis", "org.apache.ibatis."),
    DRIVER("the database's driver", "org.postgresql."),
    POOL("the connection pool", "com.zaxxer."),
    SCHEDULER("db-scheduler", "com.github.kagkarlsson."),
    SQL("Spring's JDBC and transactions", "org.springframework.jdbc.", "org.springframework.transaction."),
    SECURITY("security filters and limits", "org.springframework.security.", "io.github.bucket4j."),
    TEMPLATES(
            "pages and letters",
            "org.thymeleaf.",
            "org.attoparser.",
            "org.unbescape.",
            "org.springframework.expression."),
    WEB("Spring MVC and core", "org.springframework."),
    SERVER("the web server", "org.apache.catalina.", "org.apache.coyote.", "org.apache.tomcat."),
    MAIL("mail", "jakarta.mail.", "org.eclipse.angus."),
    CAMEL("Camel", "org.apache.camel."),
    JSON("JSON", "com.fasterxml."),
    FIGURES("measures", "io.micrometer.", "io.prometheus."),
    LOGGING("logging", "ch.qos.logback.", "net.logstash.", "org.slf4j."),
    RINGBACK("Ringback", "io.ringback.");

    private final String title;
    private final List<String> packages;

    Area(String title, String... packages) {
        this.title = title;
        this.packages = List.of(packages);
    }

    String title() {
        return title;
    }

    /** Whose the class is; empty for Java's own and for small libraries, which work for whoever called them. */
    static Optional<Area> of(String className) {
        return Arrays.stream(values())
                .filter(area -> area.packages.stream().anyMatch(className::startsWith))
                .findFirst();
    }
}
