package io.ringback.directory;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Reads addresses where phone numbers may be written as one country writes them. */
@Component
public class AddressReader {

    private final String country;

    /**
     * @param country ISO 3166 region, such as {@code SE}
     * @throws IllegalArgumentException if there is no such region
     */
    public AddressReader(@Value("${ringback.country:SE}") String country) {
        if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(country)) {
            throw new IllegalArgumentException(
                    "ringback.country is \"" + country + "\". Give the two capital letters of ISO 3166, such as SE.");
        }
        this.country = country;
    }

    /** As {@link Address#parse(String, String)}. */
    public Address read(String text) {
        return Address.parse(text, country);
    }
}
