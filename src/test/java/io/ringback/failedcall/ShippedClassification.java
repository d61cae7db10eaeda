package io.ringback.failedcall;

import org.springframework.core.io.ClassPathResource;

/** The table that Ringback comes with, for tests of other packages. */
public final class ShippedClassification {

    private ShippedClassification() {}

    public static Classification load() {
        return new Classification(new ClassPathResource("classification.yaml"));
    }
}
