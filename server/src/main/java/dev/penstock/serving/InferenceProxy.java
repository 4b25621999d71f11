package dev.penstock.serving;

import dev.penstock.shared.Ids;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problem;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passes requests of the Open Inference Protocol on to replicas. The bytes go through as they are.
 */
final class InferenceProxy {
  private static final int LONGEST_ERROR = 2_000;

  private final Routes routes;
  private final CallCounter counter;
  private final Traffic traffic;
  private final JsonMapper json;
  private final Clock clock;
  private final Duration timeout;
  private final int mostBytes;

  /**
   * A proxy.
   *
   * @param timeout how long a replica may take for a whole answer
   * @param mostBytes the largest body of a request
   */
  InferenceProxy(
      Routes routes,
      CallCounter counter,
      Traffic traffic,
      JsonMapper json,
      Clock clock,
      Duration timeout,
      int mostBytes) {
    this.routes = routes;
    this.counter = counter;
    this.traffic = traffic;
    this.json = json;
    this.clock = clock;
    this.timeout = timeout;
    this.mostBytes = mostBytes;
  }

  /**
   * Has the endpoint infer. When this returns, the call is counted and the count is committed; when
   * it throws, the call is not counted.
   *
   * @param version the version that the caller expects, where it names one
   * @param key the API key that called
   * @throws ProblemException when there is no such endpoint (404), it is not ready (503), the body
   *     is too large (413), the replica refuses it (4xx) or gives no answer (502, 503, 504)
   * @throws IOException when the body can't be read
   */
  Answer infer(
      OrgId org, String name, @Nullable String version, @Nullable UUID key, Inbound inbound)
      throws IOException {
    Routes.Route route = route(org, name, version);
    long begun = System.nanoTime();
    boolean answered = false;
    try {
      Answer answer = infer(route, key, inbound);
      answered = true;
      return answer;
    } finally {
      traffic.note(route.endpoint(), Duration.ofNanos(System.nanoTime() - begun), !answered);
    }
  }

  private Answer infer(Routes.Route route, @Nullable UUID key, Inbound inbound) throws IOException {
    ReplicaClient client = ready(route);
    Endpoint endpoint = route.endpoint();
    if (inbound.length() > mostBytes) {
      throw BoundedBody.tooLarge(inbound.length() + " bytes", mostBytes);
    }
    Inbound bounded =
        new Inbound(
            inbound.length(), inbound.headers(), new BoundedBody(inbound.body(), mostBytes));
    Answer answer;
    try {
      answer = client.post(path(route) + "/infer", bounded, timeout);
    } catch (ReplicaException e) {
      throw silent(endpoint.name(), e);
    }
    accept(endpoint.name(), answer);
    counter.count(
        new Call(
            Ids.next(),
            endpoint.org(),
            endpoint.id(),
            key,
            clock.instant().truncatedTo(ChronoUnit.MICROS)));
    return answer;
  }

  /** The model's metadata, as the replica tells it. */
  Answer metadata(OrgId org, String name, @Nullable String version) {
    return get(org, name, version, "");
  }

  /** Whether the model is ready, as the replica tells it. */
  Answer readiness(OrgId org, String name, @Nullable String version) {
    return get(org, name, version, "/ready");
  }

  private Answer get(OrgId org, String name, @Nullable String version, String what) {
    Routes.Route route = route(org, name, version);
    try {
      Answer answer = ready(route).get(path(route) + what, timeout);
      accept(name, answer);
      return answer;
    } catch (ReplicaException e) {
      throw silent(name, e);
    }
  }

  private Routes.Route route(OrgId org, String name, @Nullable String version) {
    Routes.Route route = routes.find(org, name);
    if (version != null && !version.equals(String.valueOf(route.endpoint().version()))) {
      throw Problems.notFound("endpoint", name + "@" + version);
    }
    return route;
  }

  /** The replica takes name and version as they are told, and tells them back. */
  private static String path(Routes.Route route) {
    Endpoint endpoint = route.endpoint();
    return "/v2/models/%s/versions/%d".formatted(endpoint.name(), endpoint.version());
  }

  private static ReplicaClient ready(Routes.Route route) {
    ReplicaClient client = route.client();
    if (client == null) {
      Endpoint endpoint = route.endpoint();
      throw Problems.unavailable(
          "endpoint \"%s\" is %s".formatted(endpoint.name(), endpoint.state()),
          endpoint.state() == EndpointState.STARTING
              ? "try again once it is READY"
              : "it is being deleted; make another");
    }
    return client;
  }

  private void accept(String name, Answer answer) {
    if (answer.isSuccess()) {
      return;
    }
    int status = answer.status();
    String detail = errorText(answer);
    if (status >= 400 && status < 500) {
      throw new ProblemException(
          new Problem(
              "inference-refused",
              status,
              "The model refuses the request",
              detail == null ? "the replica answers " + status : detail,
              null,
              null,
              "compare the inputs with GET /v2/models/" + name));
    }
    if (status == 503) {
      throw Problems.unavailable(
          "endpoint \"%s\" is too busy".formatted(name), "try again in a few seconds");
    }
    throw badGateway(name, detail == null ? "it answers " + status : detail);
  }

  private @Nullable String errorText(Answer answer) {
    try {
      JsonNode error = json.readTree(answer.body()).path("error");
      if (!error.isString() || error.stringValue().isBlank()) {
        return null;
      }
      String text = error.stringValue();
      return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) + "…" : text;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private ProblemException silent(String name, ReplicaException e) {
    if (e.isTimeout()) {
      return new ProblemException(
          new Problem(
              "inference-timeout",
              504,
              "No answer in time",
              "endpoint \"%s\" gave no answer within %d s".formatted(name, timeout.toSeconds()),
              null,
              null,
              "send a smaller batch, or deploy the model on a larger flavour"));
    }
    if (e.isOverload()) {
      return Problems.unavailable(
          "too many calls wait for endpoint \"%s\"".formatted(name), "try again in a few seconds");
    }
    if (e.isUnreachable()) {
      return Problems.unavailable(
          "the replica of endpoint \"%s\" does not answer".formatted(name),
          "try again in a few seconds");
    }
    return badGateway(name, "it broke off before its answer was whole");
  }

  private static ProblemException badGateway(String name, String detail) {
    return new ProblemException(
        new Problem(
            "inference-failed",
            502,
            "The replica failed",
            "the replica of endpoint \"%s\" failed: %s".formatted(name, detail),
            null,
            null,
            "see the log of the endpoint's job"));
  }
}
