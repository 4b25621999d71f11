package dev.penstock.tenancy;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/** The text of notices, from the message files; Chinese where no other language is asked for. */
@Component
final class Messages {
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
