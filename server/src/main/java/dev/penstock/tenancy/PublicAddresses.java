package dev.penstock.tenancy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The addresses that differ from the rule, which is: a token of an approved organisation. */
public final class PublicAddresses {
  private record Address(HttpMethod method, String path) {
    PathPatternRequestMatcher matcher() {
      return PathPatternRequestMatcher.withDefaults().matcher(method, path);
    }
  }

  /** Open to everybody. */
  private static final List<Address> OPEN =
      List.of(
          new Address(HttpMethod.POST, "/v1/applications"),
          new Address(HttpMethod.POST, "/v1/sessions"),
          new Address(HttpMethod.GET, "/v1/sign-in"),
          new Address(HttpMethod.GET, "/v1/sign-in/oidc/start"),
          new Address(HttpMethod.GET, "/v1/sign-in/oidc/callback"),
          new Address(HttpMethod.GET, "/v1/flavours"),
          new Address(HttpMethod.GET, "/v1/runtimes"),
          new Address(HttpMethod.GET, "/v1/tariff"),
          new Address(HttpMethod.GET, "/v1/public/status"),
          new Address(HttpMethod.GET, "/v1/openapi"),
          new Address(HttpMethod.GET, "/v1/openapi.yaml"),
          new Address(HttpMethod.GET, "/v2/health/live"),
          new Address(HttpMethod.GET, "/v2/health/ready"),
          new Address(HttpMethod.GET, "/actuator/health/**"));

  /**
   * Open to members while their organisation is not approved, and to staff who have yet to enrol a
   * second factor.
   */
  private static final List<Address> OPEN_BEFORE_APPROVAL =
      List.of(
          new Address(HttpMethod.GET, "/v1/me"),
          new Address(HttpMethod.PUT, "/v1/me/password"),
          new Address(HttpMethod.GET, "/v1/me/second-factor"),
          new Address(HttpMethod.POST, "/v1/me/second-factor"),
          new Address(HttpMethod.DELETE, "/v1/me/second-factor"),
          new Address(HttpMethod.POST, "/v1/me/second-factor/confirm"),
          new Address(HttpMethod.GET, "/v1/organisation"),
          new Address(HttpMethod.DELETE, "/v1/sessions/current"));

  /** For programs, not for a browser's address bar. */
  private static final List<PathPatternRequestMatcher> PROGRAMS =
      Stream.of("/v1/**", "/v2/**", "/actuator/**")
          .map(PathPatternRequestMatcher.withDefaults()::matcher)
          .toList();

  private static final Set<String> READS = Set.of("GET", "HEAD");

  /** For the centre's staff alone, whatever a controller asks besides. */
  static final String[] STAFF = {
    "/v1/operator/**",
    "/v1/nodes/**",
    "/v1/queues/*/**",
    "/v1/reservations/**",
    "/v1/maintenance/**",
    "/v1/history/**",
    "/v1/what-if/**",
    "/v1/incidents/**",
    "/v1/engines/**",
    "/actuator/**"
  };

  private static final List<PathPattern> STAFF_PATTERNS =
      Stream.of(STAFF).map(PathPatternParser.defaultInstance::parse).toList();

  private static final List<PathPatternRequestMatcher> OPEN_MATCHERS =
      OPEN.stream().map(Address::matcher).toList();
  private static final List<PathPatternRequestMatcher> BEFORE_APPROVAL_MATCHERS =
      OPEN_BEFORE_APPROVAL.stream().map(Address::matcher).toList();

  private PublicAddresses() {}

  /** Whether this operation of the API needs no token. */
  public static boolean isOpen(String method, String path) {
    return OPEN.contains(new Address(HttpMethod.valueOf(method), path));
  }

  /** Whether this operation of the API is the staff's. */
  public static boolean isStaffs(String path) {
    PathContainer parsed = PathContainer.parsePath(path);
    return STAFF_PATTERNS.stream().anyMatch(pattern -> pattern.matches(parsed));
  }

  /** Whether members may use this operation of the API while their organisation is not approved. */
  public static boolean isOpenBeforeApproval(String method, String path) {
    return OPEN_BEFORE_APPROVAL.contains(new Address(HttpMethod.valueOf(method), path));
  }

  /** Whether the request asks for the web console's files, which are open: they hold no data. */
  public static boolean isConsoles(HttpServletRequest request) {
    return READS.contains(request.getMethod())
        // as the dispatcher sees the path: decoded, so that no spelling of an address slips through
        && PROGRAMS.stream().noneMatch(matcher -> matcher.matches(request));
  }

  static boolean isOpen(HttpServletRequest request) {
    return isConsoles(request)
        || OPEN_MATCHERS.stream().anyMatch(matcher -> matcher.matches(request));
  }

  static boolean isOpenBeforeApproval(HttpServletRequest request) {
    return BEFORE_APPROVAL_MATCHERS.stream().anyMatch(matcher -> matcher.matches(request));
  }
}
