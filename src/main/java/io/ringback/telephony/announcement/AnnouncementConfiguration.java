package io.ringback.telephony.announcement;

import io.ringback.protocol.sip.JainUserAgent;
import io.ringback.protocol.sip.SipSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Puts the announcement server together: built in, a foreign one, or, without SIP, none. */
@Configuration(proxyBeanMethods = false)
class AnnouncementConfiguration {

    private static final Duration SPOKEN_KEPT = Duration.ofMinutes(5);
    private static final int MOST_SPOKEN = 500;

    /** Longer than any call in which somebody is recorded. */
    private static final Duration RECORDED_KEPT = Duration.ofMinutes(10);

    private static final int MOST_RECORDED = 500;

    private final AnnouncementProperties settings;
    private final boolean builtIn;
    private final SpokenPrompts spoken;

    AnnouncementConfiguration(AnnouncementProperties settings, Environment environment, Clock clock) {
        this.settings = trunkHost(environment).map(settings::reachedAt).orElse(settings);
        this.builtIn = BuiltIn.in(environment);
        this.spoken = new SpokenPrompts(SPOKEN_KEPT, MOST_SPOKEN, clock);
    }

    /** What holds here. */
    AnnouncementProperties settings() {
        return settings;
    }

    /** Phones that can reach our trunk's machine by SIP can have its media too. */
    private static Optional<String> trunkHost(Environment environment) {
        return Binder.get(environment)
                .bind("ringback.sip.listen", Bindable.listOf(String.class))
                .orElse(List.of())
                .stream()
                .findFirst()
                .map(listen -> SipSettings.Listen.of(listen).host());
    }

    @Bean
    AnnouncementAddress announcementAddress() {
        return new AnnouncementAddress(
                settings.foreign().or(() -> Optional.of(settings.uri()).filter(uri -> builtIn)));
    }

    /** A foreign server does not know what was spoken here. */
    @Bean
    @Conditional(BuiltIn.class)
    SpokenPrompts spokenPrompts() {
        return spoken;
    }

    /** A foreign server would have to be told where to send what it records. */
    @Bean
    @Conditional(BuiltIn.class)
    RecordingPlaces recordingPlaces(Clock clock) {
        return new RecordingPlaces(RECORDED_KEPT, MOST_RECORDED, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    @Conditional(BuiltIn.class)
    AnnouncementServer announcementServer(
            Clock clock,
            RecordingPlaces places,
            ObjectProvider<Recordings> others,
            ObjectProvider<MediaTraffic> traffic) {
        AnnouncementServer server = new AnnouncementServer(
                new JainUserAgent(settings.sip()),
                new Prompts(
                        settings.ownRecordings(),
                        settings.language(),
                        spoken,
                        // The server alone has none.
                        Optional.ofNullable(others.getIfAvailable())),
                settings.rtpPorts(),
                settings.hosts(),
                settings.host(),
                new AnnouncementServer.Limits(settings.simultaneous(), settings.longest()),
                clock);
        server.recordTo(places);
        traffic.ifAvailable(server::tell);
        return server;
    }

    /** Only where calls are made or it was asked for, and no other server was named. */
    static final class BuiltIn implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return in(context.getEnvironment());
        }

        private static boolean in(Environment environment) {
            return !named(environment, "ringback.announcement.server")
                    && (named(environment, "ringback.announcement.listen") || named(environment, "ringback.sip.proxy"));
        }

        private static boolean named(Environment environment, String property) {
            return StringUtils.hasText(environment.getProperty(property));
        }
    }
}
