package dev.penstock.cli.shell;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What people read, in Chinese or English. The texts are format strings of {@link
 * java.util.Formatter}.
 */
public final class Messages {
  private static final String BUNDLE = "dev.penstock.cli.messages";

  private final Locale locale;
  private final ResourceBundle bundle;

  public Messages(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** The language that was asked for, else the environment's: Chinese, or English for any other. */
  public static Locale locale(@Nullable String asked, Map<String, String> environment) {
    String language = asked == null ? "" : asked;
    for (String name : new String[] {"PENSTOCK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
      if (language.isEmpty()) {
        language = environment.getOrDefault(name, "");
      }
    }
    return language.toLowerCase(Locale.ROOT).startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH;
  }

  public Locale locale() {
    return locale;
  }

  public ResourceBundle bundle() {
    return bundle;
  }

  /**
   * The text of a key.
   *
   * @throws java.util.MissingResourceException when there is none: a mistake in the program
   */
  public String text(String key, @Nullable Object... arguments) {
    return bundle.getString(key).formatted(arguments);
  }

  /** The text of a word that the server chose; the word itself when we have none for it. */
  public String word(String kind, String word) {
    String key = kind + "." + word;
    return bundle.containsKey(key) ? bundle.getString(key) : word;
  }
}
