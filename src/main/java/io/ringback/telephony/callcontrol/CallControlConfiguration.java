package io.ringback.telephony.callcontrol;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.Scheduler;
import io.ringback.conversation.Connections;
import io.ringback.failedcall.Classification;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.reach.DiallingRules;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import io.ringback.telephony.announcement.AnnouncementAddress;
import io.ringback.telephony.speech.SpokenNames;
import io.ringback.telephony.trunk.OnlyWithSwitch;
import io.ringback.wording.WordingInForce;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts call control together where there is a switch. */
@Configuration(proxyBeanMethods = false)
@OnlyWithSwitch
class CallControlConfiguration {

    private static final Pattern HOST = Pattern.compile("(?i:sips?:)?(?:[^@]*@)?(\\[[^\\]]+\\]|[^:;?]+).*");
    private static final Pattern LISTEN_HOST = Pattern.compile("(?:\\w+:)?(?://)?(\\[[^\\]]+\\]|[^:;/]+):\\d+.*");

    private final ConnectionProperties settings;
    private final Environment environment;

    CallControlConfiguration(ConnectionProperties settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** So that the dialogs are encrypted anew when a key is replaced. */
    @Bean
    SealedColumn.Owner sealedDialogs() {
        return DialogJson::columns;
    }

    @Bean
    VoiceControl voiceControl(
            UserAgent agent,
            DiallingRules rules,
            Classification classification,
            JdbcClient jdbc,
            ObjectMapper json,
            SealedAddresses addresses,
            AnnouncementAddress announcementServer,
            SpokenNames voice,
            Whispers whispers,
            WordingInForce wording,
            HeldCallSource heldCalls,
            ObjectProvider<LostCalls> lostCalls,
            Clock clock) {
        return new VoiceControl(
                agent,
                identity(),
                rules,
                ending -> classification.classify(ending, () -> true),
                new VoiceCallRows(jdbc, new DialogJson(json, addresses), clock, node()),
                announcer(announcementServer, voice, whispers, wording),
                heldCalls,
                (callId, messageId) -> lostCalls.forEach(owner -> owner.lost(callId, messageId)),
                settings.limits(),
                settings.dialogueLimits(),
                clock);
    }

    private Announcer announcer(
            AnnouncementAddress server, SpokenNames voice, Whispers whispers, WordingInForce wording) {
        Announcer.Voice spoken = new Announcer.Voice() {
            @Override
            public Optional<String> render(String name, Locale language) {
                return voice.render(name, language);
            }

            @Override
            public Optional<String> renderQuestion(String question, String name, Locale language) {
                return voice.render(question + "-name", name, language);
            }

            @Override
            public Optional<String> whisper(UUID caseId, UUID calleeId) {
                return whispers.of(caseId, calleeId);
            }

            @Override
            public Optional<String> renderInsteadOf(String recording, Locale language) {
                return voice.renderInsteadOf(recording, language);
            }
        };
        return new Announcer(server.server(), spoken, wording, settings.longestAnnouncement());
    }

    @Bean
    CallControl callControl(
            UserAgent agent,
            @Value("${ringback.country:SE}") String country,
            DiallingRules rules,
            ConnectionCaps caps,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ObjectMapper json,
            SealedAddresses addresses,
            Connections connections,
            AnnouncementAddress announcementServer,
            SpokenNames voice,
            Whispers whispers,
            WordingInForce wording,
            VoiceControl voiceControl,
            Clock clock) {
        return new CallControl(
                agent,
                identity(),
                country,
                rules,
                caps,
                new ConnectionRows(jdbc, transaction, new DialogJson(json, addresses), clock, node()),
                connections,
                announcer(announcementServer, voice, whispers, wording),
                voiceControl,
                settings.limits(),
                clock);
    }

    @Bean
    LastCalls lastCalls(CallControl connections, VoiceControl voice, ObjectProvider<Scheduler> agenda) {
        return new LastCalls(List.of(connections.underWay(), voice.underWay()), agenda, settings.finishWithin());
    }

    private Identity identity() {
        String domain = text("ringback.sip.domain").orElseGet(() -> host(HOST, required("ringback.sip.proxy")));
        String mediaHost = listen().stream()
                .findFirst()
                .map(listen -> host(LISTEN_HOST, listen))
                .orElse("127.0.0.1");
        String mediaAddress = Optional.of(settings.mediaAddress())
                .filter(address -> !address.isBlank())
                .or(() -> text("ringback.sip.advertised"))
                .orElse(mediaHost);
        return new Identity(settings.from(domain), settings.name(), domain, mediaAddress, mediaHost);
    }

    private static String host(Pattern pattern, String setting) {
        Matcher matcher = pattern.matcher(setting);
        return matcher.matches() ? matcher.group(1) : setting;
    }

    /** Two nodes on one machine may share its name, but not a port. */
    private String node() {
        if (!settings.node().isBlank()) {
            return settings.node();
        }
        try {
            return InetAddress.getLocalHost().getHostName() + " " + String.join(" ", listen());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "This machine does not know its name. Set ringback.connections.node to one of its own.", e);
        }
    }

    private List<String> listen() {
        return Binder.get(environment)
                .bind("ringback.sip.listen", Bindable.listOf(String.class))
                .orElse(List.of());
    }

    private String required(String setting) {
        return text(setting).orElseThrow(() -> new IllegalStateException("Set " + setting + "."));
    }

    private Optional<String> text(String setting) {
        return Optional.ofNullable(environment.getProperty(setting)).filter(value -> !value.isBlank());
    }
}
