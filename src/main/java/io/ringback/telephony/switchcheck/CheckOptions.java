package io.ringback.telephony.switchcheck;

import io.ringback.protocol.sip.SipSettings.Listen;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code check-switch} is to do.
 *
 * @param proxy where the switch listens
 * @param domain of its accounts
 * @param caller the account that calls
 * @param callee the account that is called
 * @param callerPassword of it
 * @param calleePassword of it
 * @param listen the first of three ports of this machine that are free
 * @param ringback where Ringback's API is
 * @param apiKey with the scope {@code cases.read}
 * @param longestRinging for how long a call rings before the caller gives up, if the switch does not
 * @param patience for how long Ringback may not have been told yet
 * @param classification another table than the built-in one
 */
record CheckOptions(
        String proxy,
        String domain,
        String caller,
        String callee,
        String callerPassword,
        String calleePassword,
        Listen listen,
        URI ringback,
        String apiKey,
        Duration longestRinging,
        Duration patience,
        Optional<String> classification) {

    static final String HOW = """
            Plays the endings of a call through your switch, and says what Ringback was told and what it should have been.

              check-switch --switch=sip:192.0.2.1:5060 --domain=example.com --caller=check1 --callee=check2
                           --listen=udp:192.0.2.7:5090 --ringback=https://ringback.example.com

              --switch            where the switch listens (sip:192.0.2.1:5060;transport=tcp)
              --domain            of the two accounts
              --caller, --callee  two accounts of the switch that no person has; Ringback knows them as ringback.switch-check.caller
                                  and .callee
              --listen            a free port of this machine that the switch reaches; the next two are used too
              --ringback          where Ringback's API is
              --longest-ringing   s after which the caller gives up if the switch lets it ring for longer; 60
              --patience          s for which Ringback may not have been told yet; 6
              --classification    your classification.yaml, if Ringback does not use its own
              --allow-numbers     the accounts may be telephone numbers. Nothing else is ever called, but be sure that the callee's
                                  number is at your switch and not in the public network

            In the environment: CHECK_CALLER_PASSWORD, CHECK_CALLEE_PASSWORD, CHECK_API_KEY (an API key with the scope cases.read).
            Ends with 0 if all is right, with 1 if something is not, and with 2 if it could not be found out.
            """;

    private static final String ALLOW_NUMBERS = "allow-numbers";
    private static final Set<String> KNOWN = Set.of(
            "switch",
            "domain",
            "caller",
            "callee",
            "listen",
            "ringback",
            "longest-ringing",
            "patience",
            "classification",
            ALLOW_NUMBERS);

    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._+-]{1,64}");
    /** What may leave for the public network. An extension is shorter. */
    static final Pattern TELEPHONE_NUMBER = Pattern.compile("\\+?[0-9]{6,}|\\+[0-9]*");

    /** @throws IllegalArgumentException if they cannot be meant; the message says what to mend */
    static CheckOptions of(String[] arguments, Map<String, String> environment) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            String name = parts[0].replaceFirst("^--", "");
            if (!argument.startsWith("--") || !KNOWN.contains(name)) {
                throw new IllegalArgumentException("There is no option " + argument + ".");
            }
            given.put(name, parts.length == 2 ? parts[1] : "");
        }
        String caller = account(given, "caller");
        String callee = account(given, "callee");
        if (caller.equals(callee)) {
            throw new IllegalArgumentException("--caller and --callee are one account. The check needs two.");
        }
        return new CheckOptions(
                needed(given, "switch"),
                needed(given, "domain"),
                caller,
                callee,
                secret(environment, "CHECK_CALLER_PASSWORD"),
                secret(environment, "CHECK_CALLEE_PASSWORD"),
                Listen.of(needed(given, "listen")),
                URI.create(needed(given, "ringback")),
                secret(environment, "CHECK_API_KEY"),
                seconds(given, "longest-ringing", 60),
                seconds(given, "patience", 6),
                Optional.ofNullable(given.get("classification")));
    }

    private static String account(Map<String, String> given, String name) {
        String account = needed(given, name);
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException("--" + name + " is the name of an account alone, such as check1.");
        }
        if (TELEPHONE_NUMBER.matcher(account).matches() && !given.containsKey(ALLOW_NUMBERS)) {
            throw new IllegalArgumentException("--" + name
                    + " looks like a telephone number, and a call to one may cost money. Use an account with a name or a short"
                    + " extension, or add --allow-numbers if it is an account of your switch.");
        }
        return account;
    }

    private static String needed(Map<String, String> given, String name) {
        String value = given.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("--" + name + " is missing.");
        }
        return value;
    }

    private static String secret(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("The environment variable " + name
                    + " is missing. It is no option, since others could read it there.");
        }
        return value;
    }

    private static Duration seconds(Map<String, String> given, String name, int usual) {
        String value = given.getOrDefault(name, Integer.toString(usual));
        if (!value.matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("--" + name + " is a number of seconds from 1 to 999.");
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }

    /** Who calls, on the first port. */
    CheckAccount callerAccount() {
        return new CheckAccount(proxy, domain, caller, callerPassword, listen);
    }

    /** @param port how many ports after the first one it listens */
    CheckAccount calleeAccount(int port) {
        return new CheckAccount(
                proxy,
                domain,
                callee,
                calleePassword,
                new Listen(listen.transport(), listen.host(), listen.port() + port));
    }

    /** The address of an account. */
    String uri(String account) {
        return "sip:" + account + "@" + domain;
    }

    /** Says nothing that is secret. */
    @Override
    public String toString() {
        return Arrays.toString(new Object[] {proxy, domain, caller, callee, listen, ringback});
    }
}
