package io.ringback.pictures;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.springframework.util.FileSystemUtils;

/** Takes a picture of every page in every width and both themes; {@code bin/pictures} starts it. */
public final class Pictures {

    private static final Path FOLDER = Path.of("target", "pictures", "every-page");
    private static final int[] WIDTHS = {390, 1440, 2560};
    private static final int HEIGHT = 900;

    private Pictures() {}

    /** @param args parts of the names of pages, to see those alone; none for all */
    public static void main(String[] args) {
        int status = 1;
        try {
            System.out.println(all(List.of(args)) + " pictures are in " + FOLDER);
            status = 0;
        } catch (IOException | RuntimeException | AssertionError problem) {
            problem.printStackTrace();
        }
        // Some of Ringback's threads would go on after a start that failed.
        System.exit(status);
    }

    private static int all(List<String> wanted) throws IOException {
        Files.createDirectories(FOLDER);
        Path data = Files.createTempDirectory(Path.of("target"), "pictures-");
        int taken = 0;
        try (FilledRingback ringback = new FilledRingback(data)) {
            for (SeenPage seen : PagesToSee.of(ringback)) {
                if (wanted.isEmpty() || wanted.stream().anyMatch(seen.name()::contains)) {
                    taken += pictures(ringback, seen);
                }
            }
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
        return taken;
    }

    private static int pictures(FilledRingback ringback, SeenPage seen) {
        int taken = 0;
        try (Page page = ringback.tab(seen.account())) {
            for (int width : WIDTHS) {
                page.setViewportSize(width, HEIGHT);
                seen.open(page, ringback.home);
                for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(FOLDER.resolve("%s-%d-%s.png"
                                    .formatted(seen.name(), width, theme.name().toLowerCase(Locale.ROOT)))));
                    taken++;
                }
            }
        }
        return taken;
    }
}
