package dev.penstock.shared;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The other servers of the centre. A word said to them only tells where to look: it may come twice,
 * and where words may have got lost {@link #LOST} comes instead.
 */
public final class Neighbours {
  /** Heard by each listener after words may have been lost: anything may have changed. */
  public static final String LOST = "lost";

  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> senders = new CopyOnWriteArrayList<>();

  /**
   * Says a word to all others; never blocks, and does nothing where no other server can be.
   *
   * @param word at most 200 bytes in UTF-8 without a line's end; of a longer one {@link #LOST} is
   *     heard
   */
  public void tell(String word) {
    senders.forEach(sender -> sender.accept(word));
  }

  /**
   * Calls the listener with each word that another server says, and with {@link #LOST}; within a
   * second as a rule. A listener does not block for long.
   */
  public void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** Connects this server to the others: what is said goes to the sender. */
  public void connect(Consumer<String> sender) {
    senders.add(sender);
  }

  /** Another server has said this. */
  public void heard(String word) {
    listeners.forEach(listener -> listener.accept(word));
  }
}
