package dev.penstock.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console's own words, so that a journey reads the same in every language. */
public final class Words {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}/]");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^}]*}}");

  private final Path folder;
  private final Map<String, JsonNode> files = new ConcurrentHashMap<>();

  private Words(Path folder) {
    this.folder = folder;
  }

  /**
   * The words of a language.
   *
   * @param console the console's source folder
   */
  public static Words of(Path console, Language language) {
    return new Words(console.resolve("src/i18n").resolve(language.tag()));
  }

  /**
   * A word by its namespace and key, such as {@code jobs:action.cancel}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public String of(String key) {
    int colon = key.indexOf(':');
    String pointer = "/" + key.substring(colon + 1).replace('.', '/');
    JsonNode word =
        files.computeIfAbsent(key.substring(0, Math.max(colon, 0)), this::read).at(pointer);
    if (!word.isString()) {
      throw new IllegalArgumentException("no word \"%s\" in %s".formatted(key, folder));
    }
    return word.asString();
  }

  /**
   * The word as a pattern that matches it with whatever figures are filled in. The browser reads
   * the pattern too, which knows no {@code \\Q}.
   */
  public Pattern pattern(String key) {
    return Pattern.compile(
        Arrays.stream(PLACEHOLDER.split(of(key), -1))
            .map(part -> SPECIAL.matcher(part).replaceAll("\\\\$0"))
            .collect(Collectors.joining(".*?")));
  }

  private JsonNode read(String namespace) {
    try {
      return JSON.readTree(Files.readString(folder.resolve(namespace + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
