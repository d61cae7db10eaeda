package io.ringback.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes each wrong password wait longer than the one before, and locks nobody out. What is counted: the wrong ones for an account from
 * one address, those from one address whatever the account, and those for an account from all addresses that it has never been
 * logged in from. So an account's owner at their usual place does not notice who guesses elsewhere. Each node counts for
 * itself, in bounded memory, and forgets what is a day old.
 */
final class LoginDelays {

    private static final int MOST = 100_000;
    private static final int MOST_DOUBLINGS = 20;
    private static final Duration FORGOTTEN = Duration.ofDays(1);
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    /** So many wrong ones cost nothing; the next waits 2 s, each further one twice as long, up to a longest. */
    private record Pace(int free, Duration longest) {}

    private static final Pace PAIR = new Pace(3, Duration.ofMinutes(15));
    private static final Pace ADDRESS = new Pace(6, Duration.ofMinutes(15));
    /** Short, as it may meet the owner at a new place. At one try a minute, 10<sup>8</sup> guesses take 190 years. */
    private static final Pace ACCOUNT = new Pace(10, Duration.ofMinutes(1));

    private record Wrong(int count, Instant until) {}

    /** An account as named, whether or not there is one, in fixed size. */
    private record Pair(UUID account, ClientAddress from) {}

    private final Clock clock;
    private final Cache<Pair, Wrong> pairs = forgetting();
    private final Cache<ClientAddress, Wrong> addresses = forgetting();
    private final Cache<UUID, Wrong> accounts = forgetting();
    private final Cache<Pair, Boolean> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(KNOWN_FOR).build();

    LoginDelays(Clock clock) {
        this.clock = clock;
    }

    private static <K> Cache<K, Wrong> forgetting() {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(FORGOTTEN)
                .build();
    }

    /**
     * Counts a try as wrong before it is made, so that many at once are not one. Zero if it may be made; else how long to wait, and
     * nothing is counted.
     */
    Duration take(String account, ClientAddress from) {
        Pair pair = pair(account, from);
        Instant now = clock.instant();
        boolean usual = known.getIfPresent(pair) != null;
        Instant until = latest(
                until(pairs.getIfPresent(pair)),
                until(addresses.getIfPresent(from)),
                usual ? Instant.MIN : until(accounts.getIfPresent(pair.account)));
        if (until.isAfter(now)) {
            return Duration.between(now, until);
        }
        pairs.asMap().compute(pair, (key, wrong) -> oneMore(wrong, PAIR, now));
        addresses.asMap().compute(from, (key, wrong) -> oneMore(wrong, ADDRESS, now));
        if (!usual) {
            accounts.asMap().compute(pair.account, (key, wrong) -> oneMore(wrong, ACCOUNT, now));
        }
        return Duration.ZERO;
    }

    /** The try that was counted last was right. */
    void right(String account, ClientAddress from) {
        Pair pair = pair(account, from);
        notTried(account, from);
        pairs.invalidate(pair);
        known.put(pair, true);
    }

    /** The try that was counted last was none: it was refused for another reason. */
    void notTried(String account, ClientAddress from) {
        Pair pair = pair(account, from);
        pairs.asMap().computeIfPresent(pair, (key, wrong) -> oneLess(wrong));
        addresses.asMap().computeIfPresent(from, (key, wrong) -> oneLess(wrong));
        if (known.getIfPresent(pair) == null) {
            accounts.asMap().computeIfPresent(pair.account, (key, wrong) -> oneLess(wrong));
        }
    }

    private static Wrong oneMore(Wrong wrong, Pace pace, Instant now) {
        int count = wrong == null ? 1 : wrong.count + 1;
        if (count < pace.free) {
            return new Wrong(count, Instant.MIN);
        }
        Duration wait = Duration.ofSeconds(2L << Math.min(count - pace.free, MOST_DOUBLINGS));
        return new Wrong(count, now.plus(wait.compareTo(pace.longest) < 0 ? wait : pace.longest));
    }

    private static Wrong oneLess(Wrong wrong) {
        return wrong.count <= 1 ? null : new Wrong(wrong.count - 1, Instant.MIN);
    }

    private static Instant until(Wrong wrong) {
        return wrong == null ? Instant.MIN : wrong.until;
    }

    private static Instant latest(Instant one, Instant other, Instant third) {
        Instant later = one.isAfter(other) ? one : other;
        return later.isAfter(third) ? later : third;
    }

    private static Pair pair(String account, ClientAddress from) {
        return new Pair(UUID.nameUUIDFromBytes(account.getBytes(StandardCharsets.UTF_8)), from);
    }
}
