package dev.penstock.notebooks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which headers go through the proxy, and as what. Pure. */
final class PassedHeaders {
  /** What our own cookies' names begin with; none of them goes in or comes out. */
  static final String OUR_COOKIES = "penstock_";

  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Whose they are is our business: a notebook must learn nothing that signs its reader in. */
  private static final Set<String> NOT_IN =
      Set.of("authorization", "content-length", "expect", "forwarded", "http2-settings", "cookie");

  private static final Set<String> NOT_OUT =
      Set.of(
          "alt-svc",
          "clear-site-data",
          "content-length",
          "server",
          "set-cookie",
          "date",
          "strict-transport-security",
          "service-worker-allowed");

  private PassedHeaders() {}

  /**
   * What goes on to the notebook.
   *
   * @param headers as they came, by any case of name
   */
  static Map<String, List<String>> in(Map<String, List<String>> headers) {
    Map<String, List<String>> passed = pass(headers, NOT_IN);
    passed
        .keySet()
        .removeIf(
            name -> {
              String lower = name.toLowerCase(Locale.ROOT);
              return lower.startsWith("x-forwarded-") || lower.startsWith("penstock-");
            });
    String cookies = cookies(valuesOf(headers, "cookie"));
    if (cookies != null) {
      passed.put("Cookie", List.of(cookies));
    }
    return passed;
  }

  private static @Nullable String cookies(List<String> lines) {
    String kept =
        lines.stream()
            .flatMap(line -> Arrays.stream(line.split(";", -1)))
            .map(String::strip)
            .filter(cookie -> !cookie.isEmpty() && !cookie.startsWith(OUR_COOKIES))
            .collect(Collectors.joining("; "));
    return kept.isEmpty() ? null : kept;
  }

  /**
   * What goes back to the reader. A notebook's cookies are its own: they hold below its path and
   * for this host alone, and can't be named like ours.
   *
   * @param base the notebook's path
   */
  static Map<String, List<String>> out(Map<String, List<String>> headers, String base) {
    Map<String, List<String>> passed = pass(headers, NOT_OUT);
    List<String> cookies = new ArrayList<>();
    for (String cookie : valuesOf(headers, "set-cookie")) {
      if (!cookie.strip().startsWith(OUR_COOKIES)) {
        cookies.add(confined(cookie, base));
      }
    }
    if (!cookies.isEmpty()) {
      passed.put("Set-Cookie", cookies);
    }
    return passed;
  }

  private static String confined(String cookie, String base) {
    List<String> parts = new ArrayList<>();
    for (String part : cookie.split(";", -1)) {
      String lower = part.strip().toLowerCase(Locale.ROOT);
      if (!lower.startsWith("path=") && !lower.startsWith("domain=")) {
        parts.add(part.strip());
      }
    }
    parts.add("Path=" + base);
    return String.join("; ", parts);
  }

  private static Map<String, List<String>> pass(
      Map<String, List<String>> headers, Set<String> dropped) {
    Set<String> named = new TreeSet<>();
    for (String line : valuesOf(headers, "connection")) {
      Arrays.stream(line.split(",", -1))
          .map(it -> it.strip().toLowerCase(Locale.ROOT))
          .forEach(named::add);
    }
    Map<String, List<String>> passed = new java.util.LinkedHashMap<>();
    headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!HOP_BY_HOP.contains(lower) && !dropped.contains(lower) && !named.contains(lower)) {
            passed.put(name, values);
          }
        });
    return passed;
  }

  private static List<String> valuesOf(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream()
        .filter(it -> it.getKey().equalsIgnoreCase(name))
        .flatMap(it -> it.getValue().stream())
        .toList();
  }
}
