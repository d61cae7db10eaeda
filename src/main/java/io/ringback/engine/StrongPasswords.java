package io.ringback.engine;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;

/**
 * What is asked of an operator's password wherever one is set: length, and that nobody guesses it (NIST SP 800-63B 5.1.1.2). No
 * rule asks for digits or signs. Where they are shown in Camunda's Admin, a rule is its placeholder.
 */
final class StrongPasswords implements PasswordPolicy {

    static final int SHORTEST = 12;
    /** As the login reads it. */
    static final int LONGEST = 256;

    private static final List<PasswordPolicyRule> RULES =
            List.of(new LongEnough(), new NotTooLong(), new HardToGuess());

    @Override
    public List<PasswordPolicyRule> getRules() {
        return RULES;
    }

    private record LongEnough() implements PasswordPolicyRule {

        /** Camunda's Admin has a sentence for this one. */
        @Override
        public String getPlaceholder() {
            return "PASSWORD_POLICY_LENGTH";
        }

        @Override
        public Map<String, String> getParameters() {
            return Map.of("minLength", String.valueOf(SHORTEST));
        }

        @Override
        public boolean execute(String password) {
            return password.codePointCount(0, password.length()) >= SHORTEST;
        }
    }

    private record NotTooLong() implements PasswordPolicyRule {

        @Override
        public String getPlaceholder() {
            return "It has at most 256 characters.";
        }

        @Override
        public Map<String, String> getParameters() {
            return Map.of("maxLength", String.valueOf(LONGEST));
        }

        @Override
        public boolean execute(String password) {
            return password.length() <= LONGEST;
        }
    }

    /**
     * Neither one of the 30,000 most used passwords, nor names, words, dates, keyboard rows, repetitions or the operator's own
     * name put together so that fewer than 10<sup>8</sup> guesses find it.
     */
    private record HardToGuess() implements PasswordPolicyRule {

        private static final Zxcvbn GUESSES = new Zxcvbn();
        /** The library's "safely unguessable: moderate protection from offline slow-hash scenario". */
        private static final int SAFELY_UNGUESSABLE = 3;

        private static final int LONGEST_MEASURED = 64;
        private static final Set<String> OURS = Set.of("ringback", "camunda", "cockpit", "operator", "operations");

        @Override
        public String getPlaceholder() {
            return "It is not common or easy to guess: no names, words, dates or rows of keys alone.";
        }

        @Override
        public Map<String, String> getParameters() {
            return Map.of();
        }

        @Override
        public boolean execute(String password) {
            return execute(password, null);
        }

        @Override
        public boolean execute(String password, User user) {
            List<String> known = new ArrayList<>(OURS);
            if (user != null) {
                Stream.of(user.getId(), user.getFirstName(), user.getLastName(), user.getEmail())
                        .filter(own -> own != null && !own.isBlank())
                        .forEach(known::add);
            }
            // The time it takes grows faster than the length.
            String measured =
                    password.length() <= LONGEST_MEASURED ? password : password.substring(0, LONGEST_MEASURED);
            return GUESSES.measure(measured, known).getScore() >= SAFELY_UNGUESSABLE;
        }
    }
}
