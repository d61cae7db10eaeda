package io.ringback.engine;

import io.ringback.cases.Fingerprint;
import io.ringback.engine.InstalledFiles.Installed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was in force before a file was deployed from the bench. Folders of nodes still have it, and that is no wish to put it
 * back (docs/decisions/0044-the-bench.md).
 */
@Component
class ReplacedOnBench {

    private static final String NO_SUCH_FILE = "";

    private final JdbcClient jdbc;

    ReplacedOnBench(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A file is deployed from the bench; {@code before} is empty if it is new. */
    void add(String file, Optional<byte[]> before) {
        jdbc.sql("insert into replaced_on_bench (file, content_hash) values (?, ?) on conflict do nothing")
                .params(file, before.map(ReplacedOnBench::hash).orElse(NO_SUCH_FILE))
                .update();
    }

    /** A file is deployed from a folder: from now on what is in folders counts again. */
    void forget(String file) {
        jdbc.sql("delete from replaced_on_bench where file = ?").param(file).update();
    }

    /**
     * The files that are in force, and of which a folder has only what they replaced.
     *
     * @param folder by name, what is in the folder
     * @param installed by name, what is in force
     * @return by name, what is in force of them
     */
    SortedMap<String, byte[]> in(Map<String, byte[]> folder, Map<String, Installed> installed) {
        Map<String, Set<String>> replaced = new HashMap<>();
        jdbc.sql("select file, content_hash from replaced_on_bench").query(row -> {
            replaced.computeIfAbsent(row.getString("file"), any -> new HashSet<>())
                    .add(row.getString("content_hash"));
        });
        SortedMap<String, byte[]> older = new TreeMap<>();
        replaced.forEach((file, hashes) -> {
            Installed now = installed.get(file);
            byte[] here = folder.get(file);
            if (now != null && now.decides() && hashes.contains(here == null ? NO_SUCH_FILE : hash(here))) {
                older.put(file, now.content());
            }
        });
        return older;
    }

    private static String hash(byte[] content) {
        return new Fingerprint().with("", content).hex();
    }
}
