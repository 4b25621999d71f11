package dev.penstock.engines.conformance;

import dev.penstock.engines.Account;
import dev.penstock.engines.Mount;
import dev.penstock.engines.Rank;
import dev.penstock.engines.StartOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order with a part changed. */
final class OrderEdit {
  private OrderEdit() {}

  static StartOrder command(StartOrder order, List<String> command) {
    return edit(
        order,
        order.account(),
        order.ranks(),
        command,
        order.environment(),
        order.mounts(),
        order.outputs(),
        order.wallTime(),
        order.service());
  }

  static StartOrder account(StartOrder order, Account account) {
    return edit(
        order,
        account,
        order.ranks(),
        order.command(),
        order.environment(),
        order.mounts(),
        order.outputs(),
        order.wallTime(),
        order.service());
  }

  static StartOrder ranks(StartOrder order, List<Rank> ranks) {
    return edit(
        order,
        order.account(),
        ranks,
        order.command(),
        order.environment(),
        order.mounts(),
        order.outputs(),
        order.wallTime(),
        order.service());
  }

  static StartOrder environment(StartOrder order, String name, String value) {
    Map<String, String> all = new HashMap<>(order.environment());
    all.put(name, value);
    return edit(
        order,
        order.account(),
        order.ranks(),
        order.command(),
        all,
        order.mounts(),
        order.outputs(),
        order.wallTime(),
        order.service());
  }

  static StartOrder mounts(StartOrder order, Mount... mounts) {
    return edit(
        order,
        order.account(),
        order.ranks(),
        order.command(),
        order.environment(),
        List.of(mounts),
        order.outputs(),
        order.wallTime(),
        order.service());
  }

  static StartOrder outputs(StartOrder order, String... names) {
    return edit(
        order,
        order.account(),
        order.ranks(),
        order.command(),
        order.environment(),
        order.mounts(),
        List.of(names),
        order.wallTime(),
        order.service());
  }

  static StartOrder wallTime(StartOrder order, Duration wallTime) {
    return edit(
        order,
        order.account(),
        order.ranks(),
        order.command(),
        order.environment(),
        order.mounts(),
        order.outputs(),
        wallTime,
        order.service());
  }

  static StartOrder service(StartOrder order) {
    return edit(
        order,
        order.account(),
        order.ranks(),
        order.command(),
        order.environment(),
        order.mounts(),
        order.outputs(),
        order.wallTime(),
        true);
  }

  private static StartOrder edit(
      StartOrder order,
      Account account,
      List<Rank> ranks,
      List<String> command,
      Map<String, String> environment,
      List<Mount> mounts,
      List<String> outputs,
      @Nullable Duration wallTime,
      boolean service) {
    return new StartOrder(
        order.attempt(),
        order.job(),
        account,
        order.priority(),
        ranks,
        order.root(),
        command,
        environment,
        mounts,
        outputs,
        order.limits(),
        wallTime,
        order.grace(),
        service);
  }
}
