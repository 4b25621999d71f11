package dev.penstock.insights;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The centre as the public knows it, under {@code penstock.centre}.
 *
 * @param name its name
 * @param nameEn its name in English, the same where absent
 * @param contact where somebody asks who wants to know more, such as a telephone number
 */
@ConfigurationProperties("penstock.centre")
record CentreSettings(
    @DefaultValue("Penstock") String name, @Nullable String nameEn, @Nullable String contact) {
  String english() {
    return nameEn == null ? name : nameEn;
  }
}
