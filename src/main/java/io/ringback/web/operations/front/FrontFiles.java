package io.ringback.web.operations.front;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What runs in browsers, as src/front bundles it. A chunk has its content in its name and never changes; a file that a page names is asked
 * for anew each time, and is not sent again while it is the same. The times in the jar do not tell: they are those of the release.
 */
@Configuration(proxyBeanMethods = false)
class FrontFiles implements WebMvcConfigurer {

    private static final String FOLDER = "classpath:/static/front/";
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Map<String, String> tags = new ConcurrentHashMap<>();

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry files) {
        files.addResourceHandler("/front/chunks/*")
                .addResourceLocations(FOLDER + "chunks/")
                .setCacheControl(FOR_EVER);
        files.addResourceHandler("/front/*")
                .addResourceLocations(FOLDER)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(file -> tags.computeIfAbsent(file.getFilename(), name -> tagOf(file)));
    }

    private static String tagOf(Resource file) {
        try {
            return "\"" + DigestUtils.md5DigestAsHex(file.getContentAsByteArray()) + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " of the front end cannot be read.", e);
        }
    }
}
