package dev.penstock.cli.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A path on the server with its query, encoded.
 *
 * @param path begins with a slash
 */
public record Address(String path) {
  /** The address of the segments; each is encoded, a slash inside a segment too. */
  public static Address of(String... segments) {
    return new Address(
        Arrays.stream(segments).map(Address::encode).collect(Collectors.joining("/", "/", "")));
  }

  /** Goes down a relative path of files, whose slashes stay slashes. */
  public Address file(String relative) {
    return new Address(path + of(relative.split("/", -1)).path);
  }

  /** The same address with a query parameter more; a null value adds none. */
  public Address with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    char joint = path.indexOf('?') < 0 ? '?' : '&';
    return new Address(path + joint + name + '=' + encode(value.toString()));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
