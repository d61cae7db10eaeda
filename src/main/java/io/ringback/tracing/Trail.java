package io.ringback.tracing;

import io.opentelemetry.context.Context;

/** Where a trace stands, for another thread to go on with. */
public final class Trail {

    static final Trail NONE = new Trail(null);

    private final Context context;

    Trail(Context context) {
        this.context = context;
    }

    Context context() {
        return context;
    }
}
