package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program sox, which knows sound and not our code. */
final class Sox {

    private Sox() {}

    @SafeVarargs
    static String run(List<String>... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sox"));
        List.of(arguments).forEach(command::addAll);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
