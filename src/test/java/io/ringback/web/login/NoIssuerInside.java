package io.ringback.web.login;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/** The issuer of the tests is an application of its own. Without this, Spring Boot would give each application parts of one. */
class NoIssuerInside implements AutoConfigurationImportFilter {

    @Override
    public boolean[] match(String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            wanted[i] = candidates[i] == null || !candidates[i].contains("OAuth2AuthorizationServer");
        }
        return wanted;
    }
}
