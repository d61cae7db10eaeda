package io.ringback.web.operations.story;

import java.util.List;
import java.util.Map;

/**
 * What a browser draws of a case, beside the diagram itself.
 *
 * @param diagram the address of the diagram; null if there is none
 * @param way the elements that the token came to, in order
 * @param here where it stands now
 * @param problems by the element, in words
 */
record Drawn(String diagram, List<String> way, List<String> here, Map<String, String> problems) {}
