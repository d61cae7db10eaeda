package io.ringback.engine;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ringback.Chromium;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The browser of an operator who has logged in, which counts the clicks of a task. */
final class OperatorsBrowser implements AutoCloseable {

    /** What the browser found wrong with pages. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    private final BrowserContext context;
    private Page page;
    private final String home;
    private int clicks;

    private OperatorsBrowser(BrowserContext context, int port) {
        this.context = context;
        this.home = "http://localhost:" + port;
        page = opened();
    }

    private Page opened() {
        Page opened = context.newPage();
        Chromium.listen(opened, complaints::add);
        return opened;
    }

    static OperatorsBrowser logIn(Chromium chromium, int port, String name, String password) {
        OperatorsBrowser browser = new OperatorsBrowser(chromium.context(), port);
        browser.page.navigate(browser.home + "/login");
        browser.page.getByLabel("Name").fill(name);
        browser.page.getByLabel("Password").fill(password);
        browser.page.keyboard().press("Enter");
        browser.page.waitForURL("**/operations");
        return browser;
    }

    /** Opens the overview, in a tab of its own as the one before may just load itself anew, and counts from nought. */
    Page begin() {
        page.close();
        page = opened();
        page.navigate(home + "/operations");
        clicks = 0;
        return page;
    }

    Page page() {
        return page;
    }

    void click(Locator what) {
        what.click();
        clicks++;
    }

    void menu(String entry) {
        click(page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Operations"))
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(entry).setExact(true)));
    }

    /** Has done what the page says. */
    void confirm() {
        click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Confirm: "))));
    }

    int clicks() {
        return clicks;
    }

    @Override
    public void close() {
        context.close();
    }
}
