package dev.penstock.shared;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list in the database can be sorted and searched by. Pages are found by the place of the
 * last item, so that the thousandth costs what the first does; each key needs an index that ends in
 * the id.
 */
public final class Listing {
  private final String first;
  private final Key id;
  private final List<Key> keys;
  private final @Nullable String searched;

  private Listing(String first, Key id, List<Key> keys, @Nullable String searched) {
    this.first = first;
    this.id = id;
    this.keys = keys;
    this.searched = searched;
  }

  /** Of what kind a key's values are. */
  public enum Kind {
    /** Texts, in the database's own order. */
    TEXT("text"),
    /** Instants, as exact as the database keeps them. */
    TIME("timestamptz"),
    /** Whole numbers. */
    NUMBER("bigint"),
    /** UUIDs. */
    ID("uuid");

    private final String sql;

    Kind(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }
  }

  /**
   * Something to sort by.
   *
   * @param name as readers name it
   * @param column the column, or an expression that is never null
   */
  public record Key(String name, String column, Kind kind) {
    /** Sorts by a text. */
    public static Key text(String name, String column) {
      return new Key(name, column, Kind.TEXT);
    }

    /** Sorts by an instant. */
    public static Key time(String name, String column) {
      return new Key(name, column, Kind.TIME);
    }

    /** Sorts by a whole number. */
    public static Key number(String name, String column) {
      return new Key(name, column, Kind.NUMBER);
    }

    /** Sorts by an id, which for ours is the time of its making. */
    public static Key id(String name, String column) {
      return new Key(name, column, Kind.ID);
    }
  }

  /**
   * A list.
   *
   * @param first how it is sorted where the reader does not say
   * @param id what tells its items apart; it is a key to sort by as well
   * @param keys what else it can be sorted by
   */
  public static Listing of(String first, Key id, Key... keys) {
    return new Listing(first, id, Stream.concat(Stream.of(id), Arrays.stream(keys)).toList(), null);
  }

  /**
   * The same list, to be searched.
   *
   * @param column where a part of the name is looked for
   */
  public Listing searching(String column) {
    return new Listing(first, id, keys, column);
  }

  /**
   * One page of it, to be narrowed and read.
   *
   * @throws ProblemException when it can't be sorted so, or not be searched
   */
  public ListPage page(ListQuery query) {
    String sort = query.sort() == null ? first : query.sort();
    boolean down = sort.startsWith("-");
    String name = down ? sort.substring(1) : sort;
    Key key =
        keys.stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> Problems.invalid("sort", sort, "give one of " + names() + names("-")));
    if (query.q() != null && searched == null) {
      throw Problems.invalid("q", query.q(), "this list has no names; leave it out");
    }
    return new ListPage(query, key, id, down, searched);
  }

  private String names() {
    return keys.stream().map(Key::name).collect(Collectors.joining(", "));
  }

  private String names(String before) {
    return keys.stream().map(key -> ", " + before + key.name()).collect(Collectors.joining());
  }
}
