package io.ringback.calendar;

import io.ringback.agenda.Regularly;
import io.ringback.directory.Directory;
import io.ringback.directory.Person;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Calendars that are read where people say they are: at once, and again as long as they are given. One that cannot be read any more says
 * what it said, until that runs out.
 */
@Component
public class CalendarFeeds implements SmartInitializingSingleton, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarFeeds.class);

    private static final int LONGEST_ADDRESS = 2000;

    private static final Duration LOOKED_FOR_EVERY = Duration.ofMinutes(1);

    private static final int AT_ONCE = 10;

    private final Calendars calendars;
    private final Directory directory;
    private final ObjectProvider<FeedReader> reader;
    private final CalendarProperties settings;
    private final Regularly looks = new Regularly("calendar-feeds");

    CalendarFeeds(
            Calendars calendars, Directory directory, ObjectProvider<FeedReader> reader, CalendarProperties settings) {
        this.calendars = calendars;
        this.directory = directory;
        this.reader = reader;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (calendars.areKept() && reader.getIfAvailable() != null) {
            looks.begin(
                    LOOKED_FOR_EVERY,
                    this::readAgain,
                    e -> LOG.warn("Calendars cannot be read again now; it is tried later: {}", e.toString()));
        }
    }

    /**
     * Reads a person's calendar at {@code address}, and keeps reading it there.
     *
     * @param address {@code https:}, or {@code webcal:} as calendars write it
     * @return empty if there is no such person any more
     * @throws CalendarRefused if it cannot be read there; then the one before stays
     */
    public Optional<KeptCalendar> give(Person person, String address) {
        URI feed = read(address);
        return calendars.give(person, at(feed), Optional.of(feed));
    }

    private static URI read(String address) {
        try {
            URI feed = URI.create(address.strip().replaceFirst("(?i)^webcals?:", "https:"));
            boolean possible = List.of("https", "http").contains(String.valueOf(feed.getScheme()))
                    && feed.getHost() != null
                    && feed.getUserInfo() == null
                    && feed.getFragment() == null
                    && address.length() <= LONGEST_ADDRESS;
            if (possible) {
                return feed;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw CalendarRefused.noAddress();
    }

    private byte[] at(URI feed) {
        return reader.getObject().read(feed, settings.most().toBytes());
    }

    /** Those that are due. */
    void readAgain() {
        List<Calendars.Due> due;
        do {
            due = calendars.due(AT_ONCE);
            due.forEach(this::readAgain);
        } while (due.size() == AT_ONCE);
    }

    /** The log names no address, as it is often a secret. */
    private void readAgain(Calendars.Due due) {
        directory.find(due.personId()).ifPresent(person -> {
            try {
                calendars.renew(due, person, at(due.feed()));
            } catch (CalendarRefused refused) {
                LOG.info("The calendar of person {} {}", due.personId(), refused.getMessage());
            }
        });
    }

    @Override
    public void destroy() {
        looks.close();
    }
}
