package dev.penstock.browser;

/** A language of the console. */
public enum Language {
  CHINESE("zh-CN"),
  ENGLISH("en");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** Its tag (BCP 47), which is also the name of its folder of messages. */
  public String tag() {
    return tag;
  }
}
