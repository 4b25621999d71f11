package dev.penstock.queues;

import dev.penstock.dispatch.centre.Amounts;
import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.Policies;
import dev.penstock.dispatch.centre.Queue;
import dev.penstock.dispatch.packing.Mix;
import dev.penstock.queues.WhatIfViews.AskedWhatIf;
import dev.penstock.queues.WhatIfViews.WhatIfNodes;
import dev.penstock.queues.WhatIfViews.WhatIfQuota;
import dev.penstock.shared.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the centre that is asked about out of the one that is. */
final class WhatIfCentre {
  private static final int MOST_NODES = 1_000;
  private static final int MOST_QUOTA = 1_000_000;
  private static final long MILLI = 1_000;

  private WhatIfCentre() {}

  /**
   * A copy with what is otherwise.
   *
   * @throws dev.penstock.shared.ProblemException when there is no such policy, model or queue;
   *     names the field
   */
  static Kernel of(Kernel kernel, long now, AskedWhatIf asked, Mix mix) {
    String policy = Objects.requireNonNullElse(asked.policy(), Policies.AS_IS);
    if (!Policies.names().contains(policy)) {
      throw Problems.invalid(
          "policy", policy, "give one of " + String.join(", ", Policies.names()));
    }
    Kernel changed = kernel.copy(now, Policies.named(policy, kernel.policy(), mix));
    List<WhatIfNodes> nodes = Objects.requireNonNullElse(asked.nodes(), List.of());
    for (int i = 0; i < nodes.size(); i++) {
      change(changed, nodes.get(i), "nodes[" + i + "]");
    }
    List<WhatIfQuota> quotas = Objects.requireNonNullElse(asked.quotas(), List.of());
    for (int i = 0; i < quotas.size(); i++) {
      change(changed, quotas.get(i), "quotas[" + i + "]");
    }
    return changed;
  }

  private static void change(Kernel kernel, WhatIfNodes wanted, String field) {
    if (Math.abs(wanted.more()) > MOST_NODES) {
      throw Problems.invalid(
          field + ".more", String.valueOf(wanted.more()), "give at most %d".formatted(MOST_NODES));
    }
    List<Node> nodes = new ArrayList<>(kernel.nodes());
    Node like = like(nodes, wanted.cardModel(), field);
    for (int i = 0; i < wanted.more(); i++) {
      nodes.add(named(like, "what-if-" + nodes.size(), true));
    }
    int fewer = -wanted.more();
    for (int i = nodes.size() - 1; i >= 0 && fewer > 0; i--) {
      Node it = nodes.get(i);
      if (it.ready() && Objects.equals(it.model(), wanted.cardModel())) {
        nodes.set(i, named(it, it.name(), false));
        fewer--;
      }
    }
    kernel.nodes(nodes);
  }

  private static Node like(List<Node> nodes, @Nullable String model, String field) {
    Optional<Node> like =
        nodes.stream()
            .filter(it -> Objects.equals(it.model(), model))
            .max(Comparator.comparingInt(Node::cards).thenComparingInt(Node::milliCores));
    return like.orElseThrow(
        () ->
            Problems.invalid(
                field + ".cardModel",
                model,
                "no node has it; there are "
                    + nodes.stream().map(it -> String.valueOf(it.model())).distinct().toList()));
  }

  private static Node named(Node it, String name, boolean ready) {
    return new Node(
        name,
        ready,
        it.model(),
        it.cards(),
        ready ? 0 : it.faulty(),
        it.ringCards(),
        it.milliCores(),
        it.memoryMiB(),
        it.network(),
        it.superNode(),
        it.labels());
  }

  private static void change(Kernel kernel, WhatIfQuota wanted, String field) {
    if (wanted.guaranteed() < 0 || wanted.guaranteed() > MOST_QUOTA) {
      throw Problems.invalid(
          field + ".guaranteed",
          String.valueOf(wanted.guaranteed()),
          "give 0 to %d".formatted(MOST_QUOTA));
    }
    String org = String.valueOf(wanted.organisation());
    String name = wanted.project() == null ? org : org + "/" + wanted.project();
    Queue now =
        kernel.queues().stream()
            .map(Kernel.QueueUse::queue)
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    Problems.invalid(
                        field + (wanted.project() == null ? ".organisation" : ".project"),
                        name,
                        "the dispatcher knows no such queue: nothing waits or runs in it, and it has"
                            + " no rights"));
    long milli = wanted.guaranteed() * MILLI;
    kernel.queue(
        new Queue(
            now.name(),
            now.parent(),
            now.weight(),
            with(now.guaranteed(), wanted.cardModel(), milli, false),
            with(now.limit(), wanted.cardModel(), milli, true),
            now.userLimit()));
  }

  private static Amounts with(Amounts it, @Nullable String model, long milli, boolean limit) {
    if (model == null) {
      return new Amounts(
          limit ? Math.max(it.milliCores(), milli) : milli, it.memoryMiB(), it.milliCards());
    }
    Map<String, Long> cards = new HashMap<>(it.milliCards());
    if (!limit) {
      cards.put(model, milli);
    } else {
      cards.computeIfPresent(model, (key, most) -> Math.max(most, milli));
    }
    return new Amounts(it.milliCores(), it.memoryMiB(), cards);
  }
}
