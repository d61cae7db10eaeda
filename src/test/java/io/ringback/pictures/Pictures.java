package io.ringback.pictures;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Takes a picture of every page in every width and both themes; {@code bin/pictures} starts it. */
public final class Pictures {

    private static final Path FOLDER = Path.of("target", "pictures", "every-page");
    private static final int[] WIDTHS = {390, 1440, 2560};
    private static final int HEIGHT = 900;

    private Pictures() {}

    /** @param args what to find in the names of pictures, such as {@code desk} or {@code bench.*390-dark}, to take those alone; none for all */
    public static void main(String[] args) {
        int status = 1;
        try {
            System.out.println(all(Stream.of(args).map(Pattern::compile).toList()) + " pictures are in " + FOLDER);
            status = 0;
        } catch (IOException | RuntimeException | AssertionError problem) {
            problem.printStackTrace();
        }
        // Some of Ringback's threads would go on after a start that failed.
        System.exit(status);
    }

    private static int all(List<Pattern> wanted) throws IOException {
        Files.createDirectories(FOLDER);
        Path data = Files.createTempDirectory(Path.of("target"), "pictures-");
        AtomicInteger taken = new AtomicInteger();
        try (FilledRingback ringback = new FilledRingback(data)) {
            PagesToSee.show(ringback, seen -> taken.addAndGet(pictures(ringback, seen, wanted)));
        }
        FileSystemUtils.deleteRecursively(data);
        return taken.get();
    }

    private static int pictures(FilledRingback ringback, SeenPage seen, List<Pattern> wanted) {
        int taken = 0;
        for (int width : WIDTHS) {
            List<ColorScheme> themes = Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                    .filter(theme -> isWanted(name(seen, width, theme), wanted))
                    .toList();
            if (!themes.isEmpty()) {
                take(ringback, seen, width, themes);
                taken += themes.size();
            }
        }
        return taken;
    }

    private static void take(FilledRingback ringback, SeenPage seen, int width, List<ColorScheme> themes) {
        try (Page page = ringback.tab(seen.account())) {
            page.setViewportSize(width, HEIGHT);
            seen.open(page, ringback.home);
            for (ColorScheme theme : themes) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setAnimations(ScreenshotAnimations.DISABLED)
                        .setPath(FOLDER.resolve(name(seen, width, theme) + ".png")));
            }
        }
    }

    private static String name(SeenPage seen, int width, ColorScheme theme) {
        return String.join(
                "-", seen.name(), Integer.toString(width), theme.name().toLowerCase(Locale.ROOT));
    }

    private static boolean isWanted(String name, List<Pattern> wanted) {
        return wanted.isEmpty()
                || wanted.stream().anyMatch(one -> one.matcher(name).find());
    }
}
