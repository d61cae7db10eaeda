package io.ringback.protocol.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The codecs that phones are let agree on: how each is spelled, and which parameters its registration has, with what they may
 * say. Anything else that stands where a parameter does could be somebody's name. Left out on purpose are parameters that are
 * free text or long octets and that media does without, such as the parameter sets of H.264, which also come in the stream.
 */
final class KnownCodecs {

    /** A codec in each line, with its parameters: {@code n} is a number, {@code b} is 0 or 1, anything else a pattern. */
    private static final String TABLE = """
            PCMU
            PCMA
            G722
            G726-16
            G726-24
            G726-32
            G726-40
            G728
            G723 annexa=yes|no bitrate=5\\.3|6\\.3
            G729 annexb=yes|no
            G7221 bitrate=n
            G719 channels=n
            GSM
            GSM-EFR
            GSM-HR-08
            iLBC mode=20|30
            speex vbr=on|off|vad cng=on|off mode=\\d{1,2}|any
            SILK useinbandfec=b usedtx=b maxaveragebitrate=n
            opus maxplaybackrate=n sprop-maxcapturerate=n maxaveragebitrate=n stereo=b sprop-stereo=b cbr=b \
            useinbandfec=b usedtx=b minptime=n maxptime=n ptime=n
            AMR octet-align=b mode-set=[0-8](?:,[0-8]){0,8} mode-change-period=[12] mode-change-capability=[12] \
            mode-change-neighbor=b crc=b robust-sorting=b interleaving=n channels=n max-red=n
            AMR-WB octet-align=b mode-set=[0-8](?:,[0-8]){0,8} mode-change-period=[12] mode-change-capability=[12] \
            mode-change-neighbor=b crc=b robust-sorting=b interleaving=n channels=n max-red=n
            EVS br=\\d{1,3}(?:\\.\\d{1,2})?(?:-\\d{1,3}(?:\\.\\d{1,2})?)? bw=(?:nb|wb|swb|fb)(?:-(?:nb|wb|swb|fb))? dtx=b \
            hf-only=b evs-mode-switch=b cmr=-1|0|1 ch-aw-recv=-1|[0-7] max-red=n mode-set=[0-8](?:,[0-8]){0,8}
            BV16
            BV32
            DVI4
            LPC
            L8
            L16
            isac
            QCELP
            EVRC
            EVRC0
            EVRCB
            MPA
            MP4A-LATM profile-level-id=n object=n bitrate=n cpresent=b config=[0-9a-f]{4,16}
            mpeg4-generic streamtype=n profile-level-id=n mode=AAC-(?:hbr|lbr) sizelength=n indexlength=n \
            indexdeltalength=n config=[0-9a-f]{4,16}
            CN
            red
            telephone-event
            t140 cps=n
            ulpfec
            flexfec-03 repair-window=n
            rtx apt=n rtx-time=n
            H261 CIF=[1-4] QCIF=[1-4] D=b
            H263 SQCIF=n QCIF=n CIF=n CIF4=n CIF16=n MAXBR=n F=b K=n J=b T=b
            H263-1998 SQCIF=n QCIF=n CIF=n CIF4=n CIF16=n MAXBR=n F=b K=n J=b T=b profile=n level=n
            H263-2000 SQCIF=n QCIF=n CIF=n CIF4=n CIF16=n MAXBR=n F=b K=n J=b T=b profile=n level=n interlace=b
            H264 profile-level-id=[0-9a-f]{6} packetization-mode=[0-2] level-asymmetry-allowed=b max-mbps=n \
            max-smbps=n max-fs=n max-cpb=n max-dpb=n max-br=n max-fps=n max-rcmd-nalu-size=n max-recv-level=[0-9a-f]{4} \
            sar-understood=n sar-supported=n in-band-parameter-sets=b
            H265 profile-space=n profile-id=n tier-flag=b level-id=n max-recv-level-id=n tx-mode=SRST|MRST|MRMT \
            max-lsr=n max-lps=n max-cpb=n max-dpb=n max-br=n max-fps=n
            MP4V-ES profile-level-id=n
            VP8 max-fr=n max-fs=n
            VP9 max-fr=n max-fs=n profile-id=[0-3]
            AV1 profile=[0-2] level-idx=n tier=b
            JPEG
            MPV
            """;

    /** The clocks of all of these. */
    private static final Set<Integer> RATES =
            Set.of(1000, 8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 90_000);

    private static final Pattern CHANNELS = Pattern.compile("[1-8]?");

    /** Redundancy in redundancy (RFC 2198 section 4): payload types. */
    private static final Pattern REDUNDANCY = Pattern.compile("\\d{1,3}(?:/\\d{1,3}){0,5}");

    private static final Pattern EVENTS = Pattern.compile("(\\d{1,3})(?:-(\\d{1,3}))?");
    private static final int HIGHEST_EVENT = 255;

    /** By the name in lower case. */
    private static final Map<String, Codec> CODECS =
            TABLE.lines().map(Codec::of).collect(Collectors.toUnmodifiableMap(Codec::key, codec -> codec));

    /**
     * A codec.
     *
     * @param name as its registration spells it
     * @param parameters by name, in any case, with what they may say
     * @param spelled how the names of parameters are spelled
     */
    private record Codec(String name, Map<String, Pattern> parameters, Map<String, String> spelled) {

        private static Codec of(String line) {
            String[] words = line.strip().split("\\s+");
            Map<String, Pattern> parameters = new HashMap<>();
            Map<String, String> spelled = new HashMap<>();
            for (String word : Arrays.asList(words).subList(1, words.length)) {
                String[] parameter = word.split("=", 2);
                String key = parameter[0].toLowerCase(Locale.ROOT);
                parameters.put(key, pattern(parameter[1]));
                spelled.put(key, parameter[0]);
            }
            return new Codec(words[0], Map.copyOf(parameters), Map.copyOf(spelled));
        }

        private static Pattern pattern(String kind) {
            return switch (kind) {
                case "n" -> Pattern.compile("\\d{1,7}");
                case "b" -> Pattern.compile("[01]");
                default -> Pattern.compile(kind, Pattern.CASE_INSENSITIVE);
            };
        }

        private String key() {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    private KnownCodecs() {}

    /** The right half of an {@code a=rtpmap} for it; empty if it is not known. */
    static Optional<String> rtpmap(Encoding encoding) {
        return Optional.ofNullable(CODECS.get(encoding.name()))
                .filter(codec -> RATES.contains(encoding.rate())
                        && CHANNELS.matcher(encoding.parameters()).matches())
                .map(codec -> codec.name() + "/" + encoding.rate()
                        + (encoding.parameters().isEmpty() ? "" : "/" + encoding.parameters()));
    }

    /** What is understood of the right half of an {@code a=fmtp}; empty if that is nothing. */
    static Optional<String> parameters(Encoding encoding, String given) {
        return switch (encoding.name()) {
            case Encoding.TELEPHONE_EVENT -> events(given);
            case "red" ->
                Optional.of(given.strip())
                        .filter(types -> REDUNDANCY.matcher(types).matches());
            default -> Optional.ofNullable(CODECS.get(encoding.name())).flatMap(codec -> parameters(codec, given));
        };
    }

    /** H.263 of some has blanks between its parameters. */
    private static Optional<String> parameters(Codec codec, String given) {
        Map<String, String> understood = new TreeMap<>();
        List<String> order = new ArrayList<>();
        for (String parameter : given.split("[;\\s]+")) {
            String[] parts = parameter.split("=", 2);
            String name = parts[0].strip().toLowerCase(Locale.ROOT);
            Pattern allowed = codec.parameters().get(name);
            if (parts.length == 2
                    && allowed != null
                    && allowed.matcher(parts[1].strip()).matches()
                    && understood.put(name, parts[1].strip()) == null) {
                order.add(name);
            }
        }
        return Optional.of(order.stream()
                        .map(name -> codec.spelled().get(name) + "=" + understood.get(name))
                        .collect(Collectors.joining(";")))
                .filter(text -> !text.isEmpty());
    }

    /** RFC 4733 2.4.1: numbers of events and ranges of them. These go up, as nobody's telephone number does. */
    private static Optional<String> events(String given) {
        List<String> ranges = new ArrayList<>();
        int last = -1;
        for (String range : given.strip().split("\\s*,\\s*")) {
            Matcher events = EVENTS.matcher(range);
            if (!events.matches()) {
                return Optional.empty();
            }
            int first = Integer.parseInt(events.group(1));
            int end = events.group(2) == null ? first : Integer.parseInt(events.group(2));
            if (first <= last || end < first || end > HIGHEST_EVENT) {
                return Optional.empty();
            }
            ranges.add(events.group(2) == null ? String.valueOf(first) : first + "-" + end);
            last = end;
        }
        return Optional.of(String.join(",", ranges));
    }
}
