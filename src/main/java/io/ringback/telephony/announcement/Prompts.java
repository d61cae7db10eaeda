package io.ringback.telephony.announcement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recordings that can be asked for: {@code file:prompts/NAME.wav}, one of others before an operator's own before the built-in
 * one, in the language asked for before the usual one, and {@code file:spoken/ID.wav}. Nothing else is opened and nothing is
 * fetched.
 */
final class Prompts {

    private static final Logger log = LoggerFactory.getLogger(Prompts.class);

    private static final Pattern URL =
            Pattern.compile("file:(?://(?:localhost)?)?/?(prompts|spoken)/([A-Za-z0-9][A-Za-z0-9_-]{0,63})(?:\\.wav)?");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9]{1,8}([-_][A-Za-z0-9]{1,8}){0,6}");
    private static final long LARGEST = 20_000_000;
    private static final int MOST_OWN = 500;

    private final Optional<Path> own;
    private final String usualLanguage;
    private final SpokenPrompts spoken;
    private final Optional<Recordings> others;
    private final Map<String, Prompt> builtIn = new ConcurrentHashMap<>();
    private final Cache<short[], Prompt> ofOthers =
            Caffeine.newBuilder().weakKeys().maximumSize(MOST_OWN).build();
    private final Cache<Path, OwnRecording> ownRecordings =
            Caffeine.newBuilder().maximumSize(MOST_OWN).build();

    /**
     * @param own the operator's directory: {@code en/calling-caller.wav}, or {@code signal.wav} for all languages
     * @param usualLanguage where there is no recording in the language asked for
     */
    Prompts(Optional<Path> own, String usualLanguage, SpokenPrompts spoken, Optional<Recordings> others) {
        this.others = others;
        this.own = own;
        this.usualLanguage = usualLanguage;
        this.spoken = spoken;
    }

    /**
     * The recording that a {@code play} parameter names.
     *
     * @throws RefusedException with 404 if there is none, 403 if it would have to be fetched, 400 if it is no URL
     */
    Prompt find(String play, Optional<String> locale) throws RefusedException {
        int scheme = play.indexOf(':');
        if (scheme < 1) {
            throw new RefusedException(400, "The parameter play is not a URL");
        }
        if (!play.substring(0, scheme).equalsIgnoreCase("file")) {
            throw new RefusedException(403, "Only prompts of this server are played");
        }
        Matcher url = URL.matcher("file" + play.substring(scheme));
        if (!url.matches()) {
            throw new RefusedException(404, "There is no such prompt");
        }
        Optional<Prompt> found =
                url.group(1).equals("spoken") ? spoken.find(url.group(2)) : recorded(url.group(2), locale);
        return found.orElseThrow(() -> new RefusedException(404, "There is no such prompt"));
    }

    private Optional<Prompt> recorded(String name, Optional<String> locale) {
        Locale asked = locale.filter(text -> LANGUAGE.matcher(text).matches())
                .map(text -> Locale.forLanguageTag(text.replace('_', '-')))
                .orElse(Locale.ROOT);
        for (String folder : folders(asked.stripExtensions())) {
            String path = folder + name + ".wav";
            Optional<Prompt> prompt = ofOthers(folder, name, asked)
                    .or(() -> own.flatMap(directory -> ownRecording(directory.resolve(path))))
                    .or(() -> Optional.ofNullable(builtIn.computeIfAbsent(path, Prompts::load)));
            if (prompt.isPresent()) {
                return prompt;
            }
        }
        return Optional.empty();
    }

    private Optional<Prompt> ofOthers(String folder, String name, Locale asked) {
        Locale likeAsked = new Locale.Builder()
                .setLocale(Locale.forLanguageTag(folder.replace("/", "")))
                .setExtension(Locale.PRIVATE_USE_EXTENSION, asked.getExtension(Locale.PRIVATE_USE_EXTENSION))
                .build();
        return others.flatMap(recordings -> recordings.recording(name, likeAsked))
                .map(samples -> ofOthers.get(samples, Prompt::of));
    }

    /** Where to look: {@code zh-Hant-TW/}, {@code zh-Hant/}, {@code zh/}, the usual language, English, and what has no language. */
    private Set<String> folders(Locale language) {
        Set<String> folders = new LinkedHashSet<>();
        folders.add(language.toLanguageTag() + "/");
        if (!language.getScript().isEmpty()) {
            folders.add(language.getLanguage() + "-" + language.getScript() + "/");
        }
        folders.add(language.getLanguage() + "/");
        folders.removeAll(Set.of("/", "und/"));
        folders.add(usualLanguage + "/");
        folders.add("en/");
        folders.add("");
        return folders;
    }

    private Optional<Prompt> ownRecording(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            FileTime changed = Files.getLastModifiedTime(file);
            OwnRecording known = ownRecordings.getIfPresent(file);
            if (known == null || !known.changed.equals(changed)) {
                known = new OwnRecording(changed, read(file));
                ownRecordings.put(file, known);
            }
            return known.prompt;
        } catch (IOException e) {
            log.warn("The recording {} cannot be read and the next best is played: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Prompt> read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            log.warn("The recording {} is larger than 20 MB and the next best is played", file);
            return Optional.empty();
        }
        try {
            return Optional.of(decode(Files.readAllBytes(file)));
        } catch (IOException e) {
            log.warn("The recording {} cannot be played and the next best is. {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Null if there is none: only what exists is remembered, however much is asked for. */
    private static Prompt load(String path) {
        try (InputStream in = Prompts.class.getResourceAsStream("/prompts/" + path)) {
            return in == null ? null : decode(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The built-in recording " + path + " cannot be played. " + e.getMessage(), e);
        }
    }

    private static Prompt decode(byte[] file) throws IOException {
        short[] samples = Wav.samples(file);
        if (samples.length == 0) {
            throw new IOException("It holds no sound.");
        }
        return Prompt.of(samples);
    }

    private record OwnRecording(FileTime changed, Optional<Prompt> prompt) {}
}
