package dev.penstock.notebooks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The addresses on the notebooks' own port. */
final class NotebookPaths {
  private static final String ROOT = "/notebooks/";
  private static final String OPEN = "open";
  private static final Pattern FORM =
      Pattern.compile("/notebooks/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(.*)");

  private NotebookPaths() {}

  /**
   * An address, split.
   *
   * @param below what stands behind the notebook's base
   */
  record Place(NotebookId notebook, String below) {
    boolean isOpening() {
      return below.equals(OPEN);
    }
  }

  /** What all addresses of the notebook begin with. */
  static String base(NotebookId id) {
    return ROOT + id + "/";
  }

  /** Where a ticket is taken. */
  static String opening(NotebookId id, String ticket) {
    return base(id) + OPEN + "?" + ticketQuery(ticket);
  }

  private static String ticketQuery(String ticket) {
    return "ticket=" + ticket;
  }

  /** The ticket of a query. */
  static String ticket(@Nullable String query) {
    String name = ticketQuery("");
    return query != null && query.startsWith(name) ? query.substring(name.length()) : "";
  }

  /** The notebook that an address belongs to; null where it is none's. */
  static @Nullable Place of(String path) {
    Matcher matcher = FORM.matcher(path);
    return matcher.matches()
        ? new Place(NotebookId.parse(matcher.group(1)), matcher.group(2))
        : null;
  }
}
