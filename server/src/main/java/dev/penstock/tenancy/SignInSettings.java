package dev.penstock.tenancy;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Settings under {@code penstock.sign-in}.
 *
 * @param oidc the centre's own sign-in; off where absent
 * @param staffSecondFactor whether the staff must have a second factor
 * @param secureCookies whether cookies are for https alone even where a request came without it:
 *     set it where a proxy in front speaks https
 * @param applicationsPerHour how many organisations may apply from one address within an hour
 */
@ConfigurationProperties("penstock.sign-in")
record SignInSettings(
    @Nullable Oidc oidc,
    @DefaultValue("offered") StaffSecondFactor staffSecondFactor,
    @DefaultValue("false") boolean secureCookies,
    @DefaultValue("60") int applicationsPerHour) {

  SignInSettings {
    if (applicationsPerHour < 1) {
      throw new IllegalArgumentException(
          "penstock.sign-in.applications-per-hour is %d: give at least 1"
              .formatted(applicationsPerHour));
    }
  }

  /**
   * A provider of OpenID Connect.
   *
   * @param name as people know it, on the sign-in page's button
   * @param issuer its address; what it can do is read below it
   * @param clientId what it knows us as
   * @param clientSecret what proves us to it
   * @param scopes what we ask for; {@code openid} and {@code email} are needed
   * @param redirectBase our address as browsers see it, such as {@code
   *     https://penstock.example.cn}; where absent, what each request says
   */
  record Oidc(
      String name,
      String issuer,
      String clientId,
      String clientSecret,
      @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
      @Nullable URI redirectBase) {

    static final String CALLBACK = "/v1/sign-in/oidc/callback";

    Oidc {
      require("name", name);
      require("issuer", issuer);
      require("client-id", clientId);
      require("client-secret", clientSecret);
      scopes = List.copyOf(scopes);
      if (redirectBase != null && !redirectBase.isAbsolute()) {
        throw new IllegalArgumentException(
            "penstock.sign-in.oidc.redirect-base is %s: give it with its scheme, such as"
                    .formatted(redirectBase)
                + " https://penstock.example.cn");
      }
    }

    private static void require(String setting, @Nullable Object value) {
      if (value == null || value.toString().isBlank()) {
        throw new IllegalArgumentException(
            "penstock.sign-in.oidc.%s is missing: give it, or leave all of oidc out"
                .formatted(setting));
      }
    }

    /** Where the provider sends the browser back to. */
    String callback(HttpServletRequest request) {
      UriComponentsBuilder base =
          redirectBase == null
              ? UriComponentsBuilder.fromUriString(request.getRequestURL().toString())
              : UriComponentsBuilder.fromUri(redirectBase);
      return base.replacePath(CALLBACK).replaceQuery(null).toUriString();
    }

    @Override
    public String toString() {
      return "Oidc[issuer=%s, clientId=%s]".formatted(issuer, clientId);
    }
  }

  /** Whether cookies are for https alone. */
  boolean isSecure(HttpServletRequest request) {
    return secureCookies || request.isSecure();
  }

  /** Whether staff without a second factor can do nothing but enrol. */
  boolean requiresSecondFactor() {
    return staffSecondFactor == StaffSecondFactor.REQUIRED;
  }
}
