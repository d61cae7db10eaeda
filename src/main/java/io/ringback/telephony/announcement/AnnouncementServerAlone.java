package io.ringback.telephony.announcement;

import java.time.Clock;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The announcement server and nothing else: no database, no web. {@code java -jar ringback.jar announcement-server
 * --listen=192.0.2.1:5080 --peers=192.0.2.0/24}; its options are the settings of {@code ringback.announcement}.
 */
@EnableConfigurationProperties(AnnouncementProperties.class)
@Import(AnnouncementConfiguration.class)
public final class AnnouncementServerAlone {

    /** The first word of a command line that asks for it. */
    public static final String COMMAND = "announcement-server";

    private static final Pattern SHORT_OPTION = Pattern.compile("^--([a-z-]+)(=.*)?$");

    /** Runs until the process is told to end (SIGTERM, SIGINT). */
    public static ConfigurableApplicationContext run(String... arguments) {
        String[] settings = Arrays.stream(arguments)
                .map(argument -> SHORT_OPTION.matcher(argument).replaceFirst("--ringback.announcement.$1$2"))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(AnnouncementServerAlone.class)
                .web(WebApplicationType.NONE)
                .properties("ringback.announcement.listen=127.0.0.1:5080")
                .run(settings);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
