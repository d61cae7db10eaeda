package io.ringback.protocol.mscml;

import io.ringback.protocol.xml.Element;
import io.ringback.protocol.xml.XmlWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads and writes {@link MscmlRequest}s (RFC 5022 section 6). */
public final class MscmlRequests {

    /** Requests that the RFC has and that are not done here. */
    private static final Set<String> NOT_DONE =
            Set.of("configure_conference", "configure_leg", "configure_team", "managecontent", "faxplay", "faxrecord");

    private static final String FIRST_DIGIT = "5000ms";
    private static final String INTER_DIGIT = "2000ms";
    private static final String EXTRA_DIGIT = "1000ms";
    private static final String INITIAL_SILENCE = "3000ms";
    private static final String END_SILENCE = "4000ms";
    private static final String ENDLESS = "infinite";
    private static final String ANY_KEY = "0123456789ABCD#*";
    private static final String RETURN_KEY = "#";
    private static final String ESCAPE_KEY = "*";

    private static final int MOST_DIGITS = 1000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern KEY = Pattern.compile("[0-9A-D*#]");
    private static final Pattern KEYS = Pattern.compile("[0-9A-D*#]{0,16}");
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

    private MscmlRequests() {}

    /**
     * Reads a request. What the RFC has for sound alone (gain, rate, offset) is passed over.
     *
     * @throws MscmlException with 400 if it cannot be read, 501 if it asks for what is not done here
     */
    public static MscmlRequest read(String body) throws MscmlException {
        Element request = Document.read(body);
        if (!request.name().equals("request") || request.children().size() != 1) {
            throw new MscmlException(400, "There must be exactly one request", "unknown", Optional.empty());
        }
        return new Reading(request.children().get(0)).request();
    }

    /** What a server reads as the same request. */
    public static String write(MscmlRequest request) {
        return Document.write(
                "request",
                xml -> xml.element(request.name(), element -> {
                    request.id().ifPresent(id -> element.attribute("id", id));
                    if (request instanceof PlayCollect collect) {
                        write(element, collect);
                    } else if (request instanceof PlayRecord record) {
                        write(element, record);
                    } else if (request instanceof Play play) {
                        prompt(element, play.audio(), play.locale(), play.playback());
                    }
                }));
    }

    private static void write(XmlWriter element, PlayCollect collect) {
        element.attribute("barge", yesOrNo(collect.barge()));
        element.attribute("cleardigits", yesOrNo(collect.clearDigits()));
        element.attribute("firstdigittimer", TimeValue.write(collect.firstDigit()));
        element.attribute("interdigittimer", TimeValue.write(collect.interDigit()));
        element.attribute("extradigittimer", TimeValue.write(collect.extraDigit()));
        if (collect.maxDigits() != PlayCollect.ANY_NUMBER) {
            element.attribute("maxdigits", Integer.toString(collect.maxDigits()));
        }
        // Left out, they would be # and *.
        element.attribute("returnkey", collect.returnKey().map(String::valueOf).orElse(""));
        element.attribute("escapekey", collect.escapeKey().map(String::valueOf).orElse(""));
        prompt(element, collect.audio(), collect.locale(), collect.playback());
    }

    private static void write(XmlWriter element, PlayRecord record) {
        element.attribute("barge", yesOrNo(record.barge()));
        element.attribute("cleardigits", yesOrNo(record.clearDigits()));
        element.attribute("beep", yesOrNo(record.beep()));
        element.attribute("recurl", record.recordTo());
        element.attribute("initsilence", TimeValue.write(record.initialSilence()));
        element.attribute("endsilence", TimeValue.write(record.endSilence()));
        element.attribute("duration", TimeValue.write(record.duration()));
        // Left out, it would be every key.
        element.attribute("recstopmask", record.stopKeys());
        element.attribute("escapekey", record.escapeKey().map(String::valueOf).orElse(""));
        prompt(element, record.audio(), record.locale(), record.playback());
    }

    private static void prompt(XmlWriter element, List<String> audio, Optional<String> locale, Playback playback) {
        if (audio.isEmpty()) {
            return;
        }
        element.element("prompt", prompt -> {
            locale.ifPresent(value -> prompt.attribute("locale", value));
            if (playback.repeat() != Playback.ONCE.repeat()) {
                prompt.attribute(
                        "repeat",
                        playback.repeat() == Playback.FOREVER ? "infinite" : Integer.toString(playback.repeat()));
            }
            if (!playback.delay().isZero()) {
                prompt.attribute("delay", TimeValue.millis(playback.delay()));
            }
            playback.duration().ifPresent(duration -> prompt.attribute("duration", TimeValue.write(duration)));
            if (playback.stopOnError()) {
                prompt.attribute("stoponerror", yesOrNo(true));
            }
            audio.forEach(url -> prompt.element("audio", one -> one.attribute("url", url)));
        });
    }

    private static String yesOrNo(boolean value) {
        return value ? "yes" : "no";
    }

    /** One request being read; what is wrong with it is told under its name and id. */
    private static final class Reading {

        private final Element element;
        private final Optional<String> id;

        Reading(Element element) {
            this.element = element;
            this.id = element.attribute("id");
        }

        MscmlRequest request() throws MscmlException {
            return switch (element.name()) {
                case "play" -> new Play(id, audio(), locale(), playback());
                case "playcollect" -> playCollect();
                case "playrecord" -> playRecord();
                case "stop" -> new Stop(id);
                default ->
                    throw refused(
                            501,
                            NOT_DONE.contains(element.name())
                                    ? "This server does play, playcollect, playrecord and stop only"
                                    : "The request is unknown");
            };
        }

        private PlayCollect playCollect() throws MscmlException {
            if (!element.children("pattern").isEmpty()) {
                throw refused(501, "Patterns are not understood here; use maxdigits and returnkey");
            }
            for (String unknown : List.of("recurl", "recencoding")) {
                if (element.attribute(unknown).isPresent()) {
                    throw refused(501, "Nothing is recorded while keys are collected");
                }
            }
            return new PlayCollect(
                    id,
                    audio(),
                    locale(),
                    playback(),
                    yes(element, "barge", true),
                    yes(element, "cleardigits", false),
                    timer("firstdigittimer", FIRST_DIGIT),
                    timer("interdigittimer", INTER_DIGIT),
                    timer("extradigittimer", EXTRA_DIGIT),
                    maxDigits(),
                    key("returnkey", RETURN_KEY),
                    key("escapekey", ESCAPE_KEY));
        }

        private PlayRecord playRecord() throws MscmlException {
            String recordTo = element.attribute("recurl").orElse("").strip();
            if (recordTo.isEmpty()) {
                throw refused(400, "There is no recurl to record to");
            }
            if (!element.attribute("mode")
                    .map(String::strip)
                    .orElse("overwrite")
                    .equals("overwrite")) {
                throw refused(501, "Nothing is appended to a recording here");
            }
            String stopKeys = element.attribute("recstopmask").orElse(ANY_KEY).strip();
            if (!KEYS.matcher(stopKeys).matches()) {
                throw refused(400, "recstopmask is some of 0-9, *, #, A-D, or empty for none");
            }
            return new PlayRecord(
                    id,
                    audio(),
                    locale(),
                    playback(),
                    yes(element, "barge", true),
                    yes(element, "cleardigits", false),
                    yes(element, "beep", true),
                    recordTo,
                    timer("initsilence", INITIAL_SILENCE),
                    timer("endsilence", END_SILENCE),
                    timer("duration", ENDLESS),
                    stopKeys,
                    key("escapekey", ESCAPE_KEY));
        }

        private int maxDigits() throws MscmlException {
            Optional<String> given = element.attribute("maxdigits").map(String::strip);
            if (given.isEmpty()) {
                return PlayCollect.ANY_NUMBER;
            }
            int most = NUMBER.matcher(given.get()).matches() ? Integer.parseInt(given.get()) : 0;
            if (most < 1 || most > MOST_DIGITS) {
                throw refused(400, "maxdigits is a number of 1 to " + MOST_DIGITS);
            }
            return most;
        }

        private Optional<Character> key(String name, String usual) throws MscmlException {
            String key = element.attribute(name).orElse(usual).strip();
            if (key.isEmpty()) {
                return Optional.empty();
            }
            if (!KEY.matcher(key).matches()) {
                throw refused(400, name + " is one of 0-9, *, #, A-D, or empty for none");
            }
            return Optional.of(key.charAt(0));
        }

        private Duration timer(String name, String usual) throws MscmlException {
            return TimeValue.read(element.attribute(name).orElse(usual))
                    .orElseThrow(() -> refused(400, name + " is a time: 1500, 1500ms, 2s, immediate or infinite"));
        }

        private boolean yes(Element of, String name, boolean usual) throws MscmlException {
            return switch (of.attribute(name).map(String::strip).orElse(yesOrNo(usual))) {
                case "yes" -> true;
                case "no" -> false;
                default -> throw refused(400, name + " is yes or no");
            };
        }

        private Optional<Element> prompt() throws MscmlException {
            List<Element> prompts = element.children("prompt");
            if (prompts.size() > 1) {
                throw refused(400, "There is more than one prompt");
            }
            return prompts.stream().findFirst();
        }

        private List<String> audio() throws MscmlException {
            Optional<Element> prompt = prompt();
            // RFC 5022 keeps it for the clients of its beginnings.
            Optional<String> old = element.attribute("prompturl");
            if (prompt.isEmpty()) {
                return old.stream().toList();
            }
            if (old.isPresent()) {
                throw refused(400, "There is a prompt and a prompturl");
            }
            List<String> urls = new ArrayList<>();
            for (Element part : prompt.get().children()) {
                if (!part.name().equals("audio")) {
                    throw refused(501, "Only audio is played here, no variables");
                }
                String url = part.attribute("url").map(String::strip).orElse("");
                if (url.isEmpty()) {
                    throw refused(400, "An audio has no url");
                }
                urls.add(absolute(prompt.get().attribute("baseurl").orElse("").strip(), url));
            }
            return urls;
        }

        private static String absolute(String base, String url) {
            if (base.isEmpty() || ABSOLUTE.matcher(url).matches()) {
                return url;
            }
            return base.endsWith("/") || url.startsWith("/") ? base + url : base + "/" + url;
        }

        private Optional<String> locale() throws MscmlException {
            return prompt().flatMap(prompt -> prompt.attribute("locale"));
        }

        private Playback playback() throws MscmlException {
            if (prompt().isEmpty()) {
                return Playback.ONCE;
            }
            Element prompt = prompt().get();
            return new Playback(
                    repeat(prompt),
                    promptTime(prompt, "delay")
                            .filter(delay -> !delay.equals(PlayCollect.INFINITE))
                            .orElse(Duration.ZERO),
                    promptTime(prompt, "duration").filter(duration -> !duration.equals(PlayCollect.INFINITE)),
                    yes(prompt, "stoponerror", false));
        }

        private int repeat(Element prompt) throws MscmlException {
            String repeat = prompt.attribute("repeat").orElse("1").strip();
            if (repeat.equals("infinite")) {
                return Playback.FOREVER;
            }
            if (!NUMBER.matcher(repeat).matches()) {
                throw refused(400, "repeat is a number or infinite");
            }
            return Integer.parseInt(repeat);
        }

        private Optional<Duration> promptTime(Element prompt, String name) throws MscmlException {
            Optional<String> given = prompt.attribute(name);
            if (given.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(TimeValue.read(given.get())
                    .orElseThrow(() -> refused(400, name + " of a prompt is a time: 1500, 1500ms, 2s or infinite")));
        }

        private MscmlException refused(int code, String text) {
            return new MscmlException(code, text, element.name(), id);
        }
    }
}
