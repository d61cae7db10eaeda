package io.ringback.web.security;

/** All limits of this node. Each node counts for itself. */
final class RateLimits {

    final RateLimit<ClientAddress> pageReads;
    final RateLimit<ClientAddress> pageWrites;
    final RateLimit<ClientAddress> logins;
    final RateLimit<ClientAddress> operators;
    final RateLimit<ClientAddress> apiRefused;
    final RateLimit<ClientAddress> callbacks;
    /** By the name of a key in configuration, or by the subject of a verified token. */
    final RateLimit<String> api;
    /** Tokens not verified yet: verifying costs more than most requests. */
    final RateLimit<ClientAddress> unverified;

    RateLimits(LimitProperties limits) {
        this.pageReads = new RateLimit<>(limits.pageReads());
        this.pageWrites = new RateLimit<>(limits.pageWrites());
        this.logins = new RateLimit<>(limits.logins());
        this.operators = new RateLimit<>(limits.operators());
        this.apiRefused = new RateLimit<>(limits.apiRefused());
        this.callbacks = new RateLimit<>(limits.callbacks());
        this.api = new RateLimit<>(limits.api());
        this.unverified = new RateLimit<>(limits.api());
    }
}
