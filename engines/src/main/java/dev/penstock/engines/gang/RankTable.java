package dev.penstock.engines.gang;

import dev.penstock.engines.Card;
import dev.penstock.engines.Rank;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rank table of Ascend's collective communication (HCCL), {@code hccl.json}. */
public final class RankTable {
  private RankTable() {}

  /**
   * The table for a gang. Every value is a string, as HCCL wants it; {@code rank_id} counts cards
   * over the whole gang in the order of ranks, then of cards. A rank without cards is left out. A
   * card without an address of its own gets the address of its node.
   */
  public static String json(List<Rank> ranks) {
    var table = new StringBuilder("{\"status\":\"completed\",\"server_count\":\"");
    List<Rank> servers = ranks.stream().filter(rank -> !rank.cards().isEmpty()).toList();
    table.append(servers.size()).append("\",\"server_list\":[");
    int next = 0;
    String between = "";
    for (Rank rank : servers) {
      int first = next;
      next += rank.cards().size();
      table.append(between).append(server(rank, first));
      between = ",";
    }
    return table.append("],\"version\":\"1.0\"}").toString();
  }

  private static String server(Rank rank, int first) {
    List<Card> cards = rank.cards();
    String devices =
        IntStream.range(0, cards.size())
            .mapToObj(i -> device(cards.get(i), rank.address(), first + i))
            .collect(Collectors.joining(","));
    return "{\"server_id\":%s,\"host_ip\":%s,\"device\":[%s]}"
        .formatted(quoted(rank.address()), quoted(rank.address()), devices);
  }

  private static String device(Card card, String node, int rank) {
    String address = card.address();
    return "{\"device_id\":\"%d\",\"device_ip\":%s,\"rank_id\":\"%d\"}"
        .formatted(card.index(), quoted(address == null ? node : address), rank);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
