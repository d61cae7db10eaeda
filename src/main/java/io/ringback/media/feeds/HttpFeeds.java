package io.ringback.media.feeds;

import io.ringback.calendar.CalendarProperties;
import io.ringback.calendar.CalendarRefused;
import io.ringback.calendar.FeedReader;
import io.ringback.protocol.http.ServerOrigin;
import io.ringback.protocol.http.StrangersServers;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Reads by HTTP, as calendars are published. */
@Component
@ConditionalOnProperty("ringback.calendars.enabled")
final class HttpFeeds implements FeedReader, DisposableBean {

    private static final int OK = 200;

    private final StrangersServers servers;

    @Autowired
    HttpFeeds(CalendarProperties settings) {
        this(new StrangersServers(
                settings.feedServers().stream().map(HttpFeeds::origin).toList(), settings.feedTimeout()));
    }

    HttpFeeds(StrangersServers servers) {
        this.servers = servers;
    }

    private static String origin(String server) {
        if (ServerOrigin.isOne(server)) {
            return server;
        }
        throw new IllegalStateException("ringback.calendars.feed-servers has \"" + server
                + "\". Write scheme, host and port alone, such as https://calendar.example.org:8443.");
    }

    @Override
    public byte[] read(URI feed, long most) {
        HttpGet request = new HttpGet(feed);
        request.setHeader("Accept", "text/calendar");
        try {
            return servers.send(request, response -> read(response, most));
        } catch (StrangersServers.NotPublic e) {
            throw CalendarRefused.notPublic();
        } catch (IOException e) {
            throw CalendarRefused.silent();
        }
    }

    private static byte[] read(ClassicHttpResponse response, long most) throws IOException {
        if (response.getCode() != OK || response.getEntity() == null) {
            throw CalendarRefused.notThere(response.getCode());
        }
        byte[] calendar = response.getEntity().getContent().readNBytes((int) most + 1);
        if (calendar.length > most) {
            throw CalendarRefused.tooLarge(most);
        }
        return calendar;
    }

    @Override
    public void destroy() throws IOException {
        servers.close();
    }
}
