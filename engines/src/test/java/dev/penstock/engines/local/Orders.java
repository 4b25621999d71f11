package dev.penstock.engines.local;

import dev.penstock.engines.Account;
import dev.penstock.engines.Limits;
import dev.penstock.engines.Mount;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders for tests: half a core, 256 MiB, 64 processes, no wall time. */
record Orders(StartOrder order) {
  static final Limits LIMITS = new Limits(500, 256L << 20, 64);

  static Orders command(String... words) {
    return new Orders(
        new StartOrder(
            UUID.randomUUID(),
            UUID.randomUUID(),
            new Account("p-test", "o-test"),
            "normal",
            List.of(new Rank(0, "here", "127.0.0.1", List.of())),
            new RuntimeRoot.Host(List.of()),
            List.of(words),
            Map.of(),
            List.of(),
            List.of(),
            LIMITS,
            null,
            Duration.ofSeconds(5),
            false));
  }

  static Orders shell(String script) {
    return command("sh", "-c", script);
  }

  static Orders python(String script) {
    return command("python3", "-c", script);
  }

  Orders attempt(UUID attempt) {
    return new Orders(
        new StartOrder(
            attempt,
            order.job(),
            order.account(),
            order.priority(),
            order.ranks(),
            order.root(),
            order.command(),
            order.environment(),
            order.mounts(),
            order.outputs(),
            order.limits(),
            order.wallTime(),
            order.grace(),
            order.service()));
  }

  Orders limits(Limits limits) {
    return with(order.mounts(), order.outputs(), limits, order.wallTime(), order.service());
  }

  Orders mounts(Mount... mounts) {
    return with(
        List.of(mounts), order.outputs(), order.limits(), order.wallTime(), order.service());
  }

  Orders outputs(String... names) {
    return with(order.mounts(), List.of(names), order.limits(), order.wallTime(), order.service());
  }

  Orders wallTime(Duration wallTime) {
    return with(order.mounts(), order.outputs(), order.limits(), wallTime, order.service());
  }

  Orders service() {
    return with(order.mounts(), order.outputs(), order.limits(), order.wallTime(), true);
  }

  private Orders with(
      List<Mount> mounts,
      List<String> outputs,
      Limits limits,
      @Nullable Duration wallTime,
      boolean service) {
    return new Orders(
        new StartOrder(
            order.attempt(),
            order.job(),
            order.account(),
            order.priority(),
            order.ranks(),
            order.root(),
            order.command(),
            order.environment(),
            mounts,
            outputs,
            limits,
            wallTime,
            order.grace(),
            service));
  }

  Orders environment(Map<String, String> environment) {
    return new Orders(
        new StartOrder(
            order.attempt(),
            order.job(),
            order.account(),
            order.priority(),
            order.ranks(),
            order.root(),
            order.command(),
            environment,
            order.mounts(),
            order.outputs(),
            order.limits(),
            order.wallTime(),
            order.grace(),
            order.service()));
  }

  Orders root(RuntimeRoot root) {
    return new Orders(
        new StartOrder(
            order.attempt(),
            order.job(),
            order.account(),
            order.priority(),
            order.ranks(),
            root,
            order.command(),
            order.environment(),
            order.mounts(),
            order.outputs(),
            order.limits(),
            order.wallTime(),
            order.grace(),
            order.service()));
  }
}
