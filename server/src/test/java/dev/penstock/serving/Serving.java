package dev.penstock.serving;

import dev.penstock.metering.Usage;
import dev.penstock.metering.UsageRecord;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProjectId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The module's core put together on the real database, with replicas in the test's hand. */
final class Serving implements AutoCloseable {
  static final PersonId SOMEBODY = PersonId.next();
  static final int MOST_BYTES = 256 * 1024;

  private final Access access;
  private final JdbcClient jdbc;
  private final Set<OrgId> orgs = new HashSet<>();
  final FakeReplicas replicas = new FakeReplicas();
  final ReplicaClients clients = new ReplicaClients(MOST_BYTES);
  final EndpointTable table;
  final Endpoints endpoints;
  final Routes routes;
  final EndpointWatch watch;
  final CallTable calls;
  final CallCounter counter;
  final Traffic traffic;
  final InferenceProxy proxy;

  Serving(Access access, JdbcClient jdbc, Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    table = new EndpointTable(jdbc);
    routes = new Routes(access, table, replicas, clients);
    endpoints =
        new Endpoints(
            access,
            table,
            (org, project, model) ->
                new Catalogue.Entry(new ProjectId(org.value()), "default", "digits", 3),
            replicas,
            event -> routes.on((EndpointChanged) event),
            clock);
    watch = new EndpointWatch(access, table, endpoints, replicas, clients, clock);
    calls = new CallTable(jdbc);
    counter = new CallCounter(access, calls);
    counter.start();
    traffic = new Traffic(access, new TrafficTable(jdbc), clock);
    proxy =
        new InferenceProxy(
            routes, counter, traffic, new JsonMapper(), clock, Duration.ofSeconds(20), MOST_BYTES);
  }

  EndpointView create(OrgId org, String name) {
    orgs.add(org);
    return endpoints.create(org, SOMEBODY, new NewEndpoint(name, null, "digits@3", null));
  }

  /** An endpoint whose replica listens and is ready. */
  EndpointView ready(OrgId org, String name, FakeReplica replica) {
    EndpointView endpoint = create(org, name);
    replicas.listens(endpoint.jobId(), replica.socket);
    round();
    return endpoints.find(org, endpoint.id());
  }

  /** The watch looks at everything now. */
  void round() {
    watch.on(new EndpointChanged(EndpointId.next(), OrgId.next(), "", EndpointState.STARTING));
    watch.tick();
  }

  void ends(OrgId org, EndpointView endpoint) {
    endpoints.stop(org, endpoint.id(), "a test");
    replicas.is(endpoint.jobId(), new Replicas.State.Ended("cancelled"));
    round();
  }

  String infer(OrgId org, String name, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    return infer(org, name, body, bytes.length);
  }

  String infer(OrgId org, String name, String body, long length) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    Inbound inbound =
        new Inbound(
            length, Map.of("Content-Type", "application/json"), new ByteArrayInputStream(bytes));
    return new String(
        proxy.infer(org, name, null, null, inbound).body(), StandardCharsets.ISO_8859_1);
  }

  RollUp rollUp(Usage usage, Clock clock) {
    return rollUp(usage::accept, clock);
  }

  RollUp rollUp(Consumer<List<UsageRecord>> usage, Clock clock) {
    return new RollUp(access, calls, usage, clock, Duration.ofSeconds(10));
  }

  /** The calls that were handed over as usage of the endpoint. */
  long used(EndpointView endpoint) {
    return access.system(
        () ->
            jdbc.sql(
                    """
                    SELECT coalesce(sum(quantity), 0) FROM metering.usage_record
                    WHERE resource_id = ? AND meter = 'call' AND source = 'serving'
                    """)
                .param(endpoint.id().value())
                .query(Long.class)
                .single());
  }

  /** For each of the endpoint's usage records whether it is the last. */
  List<Boolean> lastMarks(EndpointView endpoint) {
    return access.system(
        () ->
            jdbc.sql("SELECT last FROM metering.usage_record WHERE resource_id = ? ORDER BY id")
                .param(endpoint.id().value())
                .query(Boolean.class)
                .list());
  }

  @Override
  public void close() {
    counter.stop();
    clients.close();
    // the server's own watch need not look after them
    orgs.forEach(
        org ->
            access.runAsSystem(
                () ->
                    jdbc.sql(
                            """
                            UPDATE serving.endpoint SET state = 'FAILED'
                            WHERE org_id = ? AND state <> 'STOPPED'
                            """)
                        .param(org.value())
                        .update()));
  }
}
