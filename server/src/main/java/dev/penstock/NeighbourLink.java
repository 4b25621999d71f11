package dev.penstock;

import dev.penstock.shared.DatabaseRole;
import dev.penstock.shared.Ids;
import dev.penstock.shared.Loop;
import dev.penstock.shared.Neighbours;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks with the other servers by PostgreSQL's {@code LISTEN} and {@code NOTIFY}, on a connection
 * of its own. Of all that is said within a moment one notification is made, for each of them makes
 * commits wait for each other. A connection that is lost is opened anew.
 */
final class NeighbourLink extends Loop {
  private static final Logger LOG = LoggerFactory.getLogger(NeighbourLink.class);
  private static final Duration GATHER = Duration.ofMillis(100);
  private static final Duration REST = Duration.ofSeconds(1);

  /** So often a connection is tried on which nothing was sent. */
  private static final Duration TRIED_EVERY = Duration.ofSeconds(5);

  private static final int ANSWERS_WITHIN_SECONDS = 3;
  private static final String CHANNEL = "penstock";

  /** PostgreSQL takes payloads of fewer than 8,000 bytes. */
  private static final int MOST_BYTES = 7_900;

  private static final int LONGEST_WORD = 200;

  /** When more is waiting, all of it is said in one word. */
  private static final int MOST_WAITING = 500;

  private final DatabaseEndpoint endpoint;
  private final Neighbours neighbours;
  private final boolean alone;
  private final String self = Ids.next().toString();
  private final Set<String> waiting = new LinkedHashSet<>();
  private volatile @Nullable Connection connection;
  private boolean wasLost;
  private long notBefore = System.nanoTime();
  private long tried;

  /**
   * A link that is not yet open.
   *
   * @param alone whether no other server can be, because the database is this one's own
   */
  NeighbourLink(DatabaseEndpoint endpoint, Neighbours neighbours, boolean alone) {
    super("neighbours", GATHER);
    this.endpoint = endpoint;
    this.neighbours = neighbours;
    this.alone = alone;
  }

  @Override
  public void start() {
    if (!alone) {
      neighbours.connect(this::say);
      super.start();
    }
  }

  private void say(String word) {
    synchronized (waiting) {
      if (waiting.size() >= MOST_WAITING) {
        waiting.clear();
        waiting.add(Neighbours.LOST);
      }
      waiting.add(bytes(word) > LONGEST_WORD ? Neighbours.LOST : word);
    }
  }

  private static int bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8).length;
  }

  private List<String> take() {
    synchronized (waiting) {
      List<String> words = new ArrayList<>(waiting);
      waiting.clear();
      return words;
    }
  }

  @Override
  protected void tick() {
    if (System.nanoTime() - notBefore < 0) {
      return;
    }
    try {
      Connection open = open();
      send(open);
      requireAlive(open);
      hear(open);
    } catch (SQLException e) {
      lost(e);
    }
  }

  private void lost(SQLException why) {
    if (!wasLost) {
      LOG.warn("The other servers are not heard until the database answers: {}", why.toString());
    }
    wasLost = true;
    notBefore = System.nanoTime() + REST.toNanos();
    // what was taken to be sent may not have been
    say(Neighbours.LOST);
    close();
  }

  private Connection open() throws SQLException {
    Connection open = connection;
    if (open != null) {
      return open;
    }
    Connection fresh = endpoint.as(DatabaseRole.SYSTEM).getConnection();
    connection = fresh;
    try (Statement statement = fresh.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
    tried = System.nanoTime();
    if (wasLost) {
      LOG.info("The other servers are heard again.");
      wasLost = false;
    }
    tellHere(Neighbours.LOST);
    return fresh;
  }

  private void send(Connection open) throws SQLException {
    StringBuilder payload = new StringBuilder(self);
    int size = payload.length();
    for (String word : take()) {
      int more = 1 + bytes(word);
      if (size + more > MOST_BYTES) {
        send(open, payload.toString());
        payload.setLength(self.length());
        size = self.length();
      }
      payload.append('\n').append(word);
      size += more;
    }
    if (size > self.length()) {
      send(open, payload.toString());
    }
  }

  private void send(Connection open, String payload) throws SQLException {
    try (PreparedStatement notify = open.prepareStatement("SELECT pg_notify(?, ?)")) {
      notify.setQueryTimeout(ANSWERS_WITHIN_SECONDS);
      notify.setString(1, CHANNEL);
      notify.setString(2, payload);
      notify.execute();
    }
    tried = System.nanoTime();
  }

  /** A machine that lost its power says nothing, as one does that has nothing to say. */
  private void requireAlive(Connection open) throws SQLException {
    if (System.nanoTime() - tried > TRIED_EVERY.toNanos()) {
      if (!open.isValid(ANSWERS_WITHIN_SECONDS)) {
        throw new SQLException("the connection does not answer");
      }
      tried = System.nanoTime();
    }
  }

  private void hear(Connection open) throws SQLException {
    PGNotification[] heard = open.unwrap(PGConnection.class).getNotifications();
    for (PGNotification one : heard == null ? new PGNotification[0] : heard) {
      List<String> lines = one.getParameter().lines().toList();
      if (!lines.isEmpty() && !lines.getFirst().equals(self)) {
        lines.subList(1, lines.size()).forEach(this::tellHere);
      }
    }
  }

  private void tellHere(String word) {
    try {
      neighbours.heard(word);
    } catch (RuntimeException e) {
      LOG.warn("What another server said was not understood: {}", word, e);
    }
  }

  private void close() {
    Connection open = connection;
    connection = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (SQLException gone) {
      LOG.debug("It was closed already.", gone);
    }
  }

  @Override
  public void stop() {
    super.stop();
    close();
  }
}
