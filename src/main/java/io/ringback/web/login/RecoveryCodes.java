package io.ringback.web.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.binary.Base32;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Codes on paper for the day the device is lost. Each has 80 random bits, so a plain hash of it is enough, and counts once. */
final class RecoveryCodes {

    static final int NUMBER = 10;

    private static final int BYTES = 10;
    private static final int LETTERS = 16;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    RecoveryCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether it looks like one, and not like what a device shows. */
    static boolean isOne(String typed) {
        return plain(typed).length() == LETTERS;
    }

    /** Makes new ones, of which only the hashes are kept, in place of the old. In the caller's transaction. */
    List<String> renew(String account) {
        jdbc.sql("delete from recovery_code where account = ?").param(account).update();
        List<String> codes = new ArrayList<>();
        while (codes.size() < NUMBER) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            String code = new Base32().encodeToString(bytes).toLowerCase(Locale.ROOT);
            jdbc.sql("insert into recovery_code (account, hash) values (?, ?)")
                    .params(account, hash(code))
                    .update();
            codes.add(code.replaceAll("(.{4})(?!$)", "$1-"));
        }
        return codes;
    }

    /** Whether it is one of the account's; from now on it is none. */
    boolean use(String account, String typed) {
        return jdbc.sql("delete from recovery_code where account = ? and hash = ?")
                        .params(account, hash(plain(typed)))
                        .update()
                == 1;
    }

    int left(String account) {
        return jdbc.sql("select count(*) from recovery_code where account = ?")
                .param(account)
                .query(Integer.class)
                .single();
    }

    private static String plain(String typed) {
        return typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }

    private static byte[] hash(String code) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
