package dev.penstock.shared;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One page of a list: narrowed first, then read. */
public final class ListPage {
  private final ListQuery query;
  private final Listing.Key key;
  private final Listing.Key id;
  private final boolean down;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();
  private final StringBuilder asked = new StringBuilder();

  ListPage(
      ListQuery query, Listing.Key key, Listing.Key id, boolean down, @Nullable String searched) {
    this.query = query;
    this.key = key;
    this.id = id;
    this.down = down;
    asked.append(key.name()).append(down);
    if (query.q() != null && searched != null) {
      search(query.q(), searched);
    }
  }

  private record Found<T>(T item, String cursor) {}

  private void search(String text, String searched) {
    UUID wanted = id.kind() == Listing.Kind.ID ? uuid(text) : null;
    // letters beyond ASCII as they are: folding those costs more than all the rest of the search
    String found = "strpos(lower(%s COLLATE \"C\"), :q) > 0".formatted(searched);
    if (wanted == null) {
      only("q", ascii(text), found);
    } else {
      parameters.put("wanted", wanted);
      only("q", ascii(text), "(%s OR %s = :wanted)".formatted(found, id.column()));
    }
  }

  private static String ascii(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char letter = lower.charAt(i);
      if (letter >= 'A' && letter <= 'Z') {
        lower.setCharAt(i, (char) (letter + 32));
      }
    }
    return lower.toString();
  }

  /** Leaves out what does not meet the condition, always. */
  public ListPage where(String condition) {
    conditions.add(condition);
    return this;
  }

  /** The same with a value, which may be another when the next page is read. */
  public ListPage where(String name, Object value, String condition) {
    parameters.put(name, value);
    return where(condition);
  }

  /**
   * Leaves out what does not meet the condition, where the reader asked for it.
   *
   * @param name of the parameter in the condition
   * @param value null for no such wish
   * @throws ProblemException when it is a text that the database can't have
   */
  public ListPage only(String name, @Nullable Object value, String condition) {
    if (value instanceof String text && text.indexOf('\0') >= 0) {
      throw Problems.invalid(name, text, "give plain characters");
    }
    if (value != null) {
      conditions.add(condition);
      parameters.put(name, value);
      asked
          .append('\n')
          .append(name)
          .append('=')
          .append(value instanceof Object[] several ? Arrays.toString(several) : value);
    }
    return this;
  }

  /**
   * Reads it, in the open transaction.
   *
   * @param columns what the mapper needs
   * @param from the tables, with their joins
   * @throws ProblemException when the cursor is none of this list's, sorted and filtered as it is
   */
  public <T> Page<T> read(JdbcClient jdbc, String columns, String from, RowMapper<T> mapper) {
    String fingerprint = ListCursor.fingerprint(asked.toString());
    if (query.cursor() != null) {
      behind(ListCursor.read(query.cursor(), fingerprint, key.kind(), id.kind()));
    }
    List<Found<T>> rows =
        jdbc.sql(sql(columns, from))
            .params(parameters)
            .param("pageLimit", query.limit() + 1)
            .query(
                (row, number) ->
                    new Found<>(
                        Objects.requireNonNull(mapper.mapRow(row, number)),
                        cursor(row, fingerprint)))
            .list();
    return Page.of(rows, query.limit(), Found::cursor).map(Found::item);
  }

  private String sql(String columns, String from) {
    String direction = down ? " DESC" : "";
    return "SELECT %s, %s AS page_key, %s AS page_id FROM %s%s ORDER BY %s LIMIT :pageLimit"
        .formatted(
            columns,
            key.column(),
            id.column(),
            from,
            conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions),
            key.equals(id)
                ? id.column() + direction
                : key.column() + direction + ", " + id.column() + direction);
  }

  private void behind(ListCursor cursor) {
    String sign = down ? "<" : ">";
    parameters.put("pageId", cursor.id());
    String idValue = "CAST(:pageId AS %s)".formatted(id.kind().sql());
    if (key.equals(id)) {
      conditions.add("%s %s %s".formatted(id.column(), sign, idValue));
      return;
    }
    parameters.put("pageKey", cursor.key());
    conditions.add(
        "(%s, %s) %s (CAST(:pageKey AS %s), %s)"
            .formatted(key.column(), id.column(), sign, key.kind().sql(), idValue));
  }

  private String cursor(ResultSet row, String fingerprint) throws SQLException {
    return ListCursor.of(
        fingerprint,
        ListCursor.value(row, "page_key", key.kind()),
        ListCursor.value(row, "page_id", id.kind()));
  }

  private static @Nullable UUID uuid(String text) {
    try {
      return text.length() == 36 ? UUID.fromString(text) : null;
    } catch (IllegalArgumentException name) {
      return null;
    }
  }
}
