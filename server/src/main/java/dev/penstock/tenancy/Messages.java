package dev.penstock.tenancy;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/** What people read, from the message files; Chinese where no other language is asked for. */
@Component
public final class Messages {
  private static final String PREFIX = "notification.";

  private final ResourceBundleMessageSource source = new ResourceBundleMessageSource();

  Messages() {
    source.setBasename("messages");
    source.setDefaultEncoding("UTF-8");
    source.setFallbackToSystemLocale(false);
    source.setDefaultLocale(Locale.SIMPLIFIED_CHINESE);
  }

  /** A notice's text; one of a kind without a line is shown as it is. */
  String text(String kind, Map<String, String> args, Locale locale) {
    String line = source.getMessage(PREFIX + kind, null, "", locale);
    if (line == null || line.isEmpty()) {
      String other = source.getMessage(PREFIX + "other", null, locale);
      return fill(other, Map.of("kind", kind, "args", new TreeMap<>(args).toString()));
    }
    return fill(line, args);
  }

  /**
   * A line of the message files.
   *
   * @param key its key, which both files have
   * @param args what is filled in, by name
   */
  public String say(String key, Map<String, ?> args, Locale locale) {
    Map<String, String> texts = new TreeMap<>();
    args.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    String line = source.getMessage(key, null, key, locale);
    return fill(line == null ? key : line, texts);
  }

  private static String fill(String line, Map<String, String> args) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (true) {
      int open = line.indexOf('{', at);
      int close = line.indexOf('}', open + 1);
      if (open < 0 || close < 0) {
        return text.append(line, at, line.length()).toString();
      }
      String name = line.substring(open + 1, close);
      text.append(line, at, open).append(args.getOrDefault(name, "{" + name + "}"));
      at = close + 1;
    }
  }
}
