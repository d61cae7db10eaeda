package io.ringback.web.operations.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What browsers get of src/front, and how long they keep it. The build has bundled it. */
class FrontFilesTest extends SecuredServer {

    @Test
    void aPagesScriptIsAskedForAnewAndSentOnlyIfItIsAnother() throws IOException {
        Answer script = get("/front/case.js");
        Answer again = get("/front/case.js", "If-None-Match", script.header("etag"));

        assertThat(script.status()).isEqualTo(200);
        assertThat(script.header("content-type")).contains("javascript");
        assertThat(script.header("cache-control")).isEqualTo("no-cache");
        assertThat(script.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void aChunkIsKeptForEver() throws IOException {
        Matcher chunk = Pattern.compile("chunks/[\\w-]+\\.js")
                .matcher(get("/front/case.js").body());
        assertThat(chunk.find()).isTrue();

        Answer kept = get("/front/" + chunk.group());

        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.header("cache-control")).contains("max-age=31536000", "immutable");
    }

    @Test
    void theLicencesOfOthersAreThereAndNothingElseIs() throws IOException {
        assertThat(get("/front/third-party.txt").body())
                .contains("bpmn-js", "the watermark must stay fully visible", "diagram-js");
        assertThat(get("/front/nothing.js").status()).isEqualTo(404);
        assertThat(get("/front/chunks/../../application.yaml").status()).isIn(400, 404);
        assertThat(get("/front").status()).isEqualTo(404);
    }

    @Test
    void onlyOperatorsPagesRunScriptsAndOnlyOurs() throws IOException {
        assertThat(get("/operations", "Cookie", logIn("olga")).header("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self';")
                .doesNotContain("unsafe", "https:");
        assertThat(get("/q/" + TOKEN).header("content-security-policy")).doesNotContain("script-src");
    }
}
