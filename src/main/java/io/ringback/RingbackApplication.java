package io.ringback;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Ringback. */
@SpringBootApplication
public class RingbackApplication {

    public static void main(String[] args) {
        SpringApplication.run(RingbackApplication.class, args);
    }
}
