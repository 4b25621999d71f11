package dev.penstock.tenancy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * Speaks with the provider of OpenID Connect: the authorization code flow with a proof key (RFC
 * 7636), a state and a nonce.
 */
@Component
final class Oidc {
  private static final String REGISTRATION = "centre";

  private final SignInSettings.@Nullable Oidc settings;
  private final AtomicReference<@Nullable ClientRegistration> discovered = new AtomicReference<>();
  private final OidcAuthorizationCodeAuthenticationProvider provider =
      new OidcAuthorizationCodeAuthenticationProvider(
          new RestClientAuthorizationCodeTokenResponseClient(), new OidcUserService());

  Oidc(SignInSettings settings) {
    this.settings = settings.oidc();
  }

  /** The provider can't be reached, or answers nonsense. */
  static final class Unavailable extends Exception {
    Unavailable(RuntimeException cause) {
      super(cause);
    }
  }

  /** The settings; null where the centre has no provider. */
  SignInSettings.@Nullable Oidc settings() {
    return settings;
  }

  /**
   * The address of the provider's page.
   *
   * @throws Unavailable when what the provider can do is not known yet, and can't be read
   */
  String address(OidcTrip trip, String callback) throws Unavailable {
    return request(trip, callback).getAuthorizationRequestUri();
  }

  /**
   * Redeems what the provider sent the browser back with.
   *
   * @throws Unavailable as {@link #address}
   * @throws AuthenticationException when it does not stand the proof
   */
  OidcUser redeem(OidcTrip trip, String callback, String state, String code) throws Unavailable {
    OAuth2AuthorizationResponse response =
        OAuth2AuthorizationResponse.success(code).state(state).redirectUri(callback).build();
    OAuth2AuthorizationExchange exchange =
        new OAuth2AuthorizationExchange(request(trip, callback), response);
    Authentication proved =
        provider.authenticate(new OAuth2LoginAuthenticationToken(registration(), exchange));
    if (proved != null && proved.getPrincipal() instanceof OidcUser user) {
      return user;
    }
    throw new IllegalStateException("the scope openid was asked for");
  }

  private OAuth2AuthorizationRequest request(OidcTrip trip, String callback) throws Unavailable {
    ClientRegistration registration = registration();
    return OAuth2AuthorizationRequest.authorizationCode()
        .authorizationUri(
            Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
        .clientId(registration.getClientId())
        .redirectUri(callback)
        .scopes(registration.getScopes())
        .state(trip.state())
        .attributes(
            Map.of(
                OidcParameterNames.NONCE, trip.nonce(),
                PkceParameterNames.CODE_VERIFIER, trip.verifier()))
        .additionalParameters(
            Map.of(
                OidcParameterNames.NONCE, hash(trip.nonce()),
                PkceParameterNames.CODE_CHALLENGE, hash(trip.verifier()),
                PkceParameterNames.CODE_CHALLENGE_METHOD, "S256"))
        .build();
  }

  /** What the provider can do, read when first needed: a server starts while it is away. */
  private ClientRegistration registration() throws Unavailable {
    ClientRegistration known = discovered.get();
    if (known != null) {
      return known;
    }
    if (settings == null) {
      throw new IllegalStateException("there is no provider");
    }
    try {
      ClientRegistration read =
          ClientRegistrations.fromIssuerLocation(settings.issuer())
              .registrationId(REGISTRATION)
              .clientId(settings.clientId())
              .clientSecret(settings.clientSecret())
              .scope(settings.scopes())
              .redirectUri("{baseUrl}" + SignInSettings.Oidc.CALLBACK)
              .build();
      discovered.set(read);
      return read;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new Unavailable(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
