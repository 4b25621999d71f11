package dev.penstock;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.TestCentre.Tenant;
import dev.penstock.tenancy.PublicAddresses;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Walks every operation that the running server describes, as a stranger, as another tenant, as one
 * that waits for approval. An operation without a line in {@link #lines} fails by its name.
 */
@ServerTest
class EndpointMatrixTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]+}");
  private static final String NONE = "";

  /** What is expected of an operation. */
  private sealed interface Case {
    /** Anybody may ask. */
    record Open() implements Case {}

    /** The centre's staff alone. */
    record Staffs() implements Case {}

    /** Reaches what is the caller's own, and can't name anything of another's. */
    record Own() implements Case {}

    /**
     * Names something of a tenant's, in its path or its body.
     *
     * @param ids what fills the path's placeholders, in their order
     * @param body the body, empty for none
     */
    record Foreign(Function<Tenant, List<Object>> ids, Function<Tenant, String> body)
        implements Case {}
  }

  @Autowired private TestCentre centre;

  /** One line for each operation. */
  private Map<String, Case> lines() {
    return Map.ofEntries(
        // tenancy
        open("POST /v1/applications"),
        open("POST /v1/sessions"),
        open("GET /v1/sign-in"),
        own("GET /v1/me/second-factor"),
        own("POST /v1/me/second-factor"),
        own("POST /v1/me/second-factor/confirm"),
        own("DELETE /v1/me/second-factor"),
        own("DELETE /v1/sessions/current"),
        own("GET /v1/me"),
        own("PUT /v1/me/password"),
        own("GET /v1/organisation"),
        own("GET /v1/projects"),
        own("POST /v1/projects"),
        foreign("GET /v1/projects/{id}", Tenant::projectId),
        own("GET /v1/members"),
        own("POST /v1/members"),
        foreign("PUT /v1/members/{id}", this::memberOf, "{'role': 'viewer'}"),
        foreign("DELETE /v1/members/{id}", this::memberOf),
        own("GET /v1/keys"),
        own("POST /v1/keys"),
        foreign("DELETE /v1/keys/{id}", EndpointMatrixTest::keyOf),
        own("GET /v1/audit"),
        own("GET /v1/notifications"),
        foreign("POST /v1/notifications/{id}/read", EndpointMatrixTest::notificationOf),
        staffs("GET /v1/operator/organisations"),
        staffs("POST /v1/operator/organisations/{id}/approve"),
        staffs("POST /v1/operator/organisations/{id}/reject"),
        staffs("POST /v1/operator/organisations/{id}/suspend"),
        staffs("POST /v1/operator/organisations/{id}/resume"),
        staffs("GET /v1/operator/audit"),
        // content
        foreign("HEAD /v1/blobs/{sha256}", owner -> shaOf(owner)),
        own("PATCH /v1/blobs/{sha256}"),
        own("POST /v1/snapshots"),
        own("GET /v1/datasets"),
        own("POST /v1/datasets"),
        foreign("GET /v1/datasets/{id}", owner -> world(owner).dataset()),
        foreign("DELETE /v1/datasets/{id}", owner -> world(owner).spareDataset()),
        foreign("GET /v1/datasets/{id}/versions", owner -> world(owner).dataset()),
        foreign(
            "POST /v1/datasets/{id}/versions",
            owner -> world(owner).dataset(),
            "{'files': [{'path': 'c', 'sha256': '%s', 'size': 5}]}"
                .formatted(TenantWorld.sha256())),
        several(
            "GET /v1/datasets/{id}/versions/{version}",
            owner -> List.of(world(owner).dataset(), 1)),
        several(
            "DELETE /v1/datasets/{id}/versions/{version}",
            owner -> List.of(world(owner).spareDataset(), 1)),
        several(
            "GET /v1/datasets/{id}/versions/{version}/files",
            owner -> List.of(world(owner).dataset(), 1)),
        several(
            "GET /v1/datasets/{id}/versions/{version}/files/{path}",
            owner -> List.of(world(owner).dataset(), 1, "a/b.txt")),
        own("GET /v1/models"),
        foreign("GET /v1/models/{id}", owner -> world(owner).model()),
        foreign("GET /v1/models/{id}/versions", owner -> world(owner).model()),
        several(
            "GET /v1/models/{id}/versions/{version}", owner -> List.of(world(owner).model(), 1)),
        several(
            "DELETE /v1/models/{id}/versions/{version}", owner -> world(owner).spareModelVersion()),
        several(
            "GET /v1/models/{id}/versions/{version}/files",
            owner -> List.of(world(owner).model(), 1)),
        several(
            "GET /v1/models/{id}/versions/{version}/files/{path}",
            owner -> List.of(world(owner).model(), 1, "model.onnx")),
        // work
        open("GET /v1/flavours"),
        open("GET /v1/runtimes"),
        own("POST /v1/quotes"),
        own("GET /v1/jobs"),
        own("GET /v1/jobs/counts"),
        entry("POST /v1/jobs", new Case.Foreign(owner -> List.of(), this::jobOn)),
        foreign("GET /v1/jobs/{id}", owner -> world(owner).job()),
        foreign("GET /v1/jobs/{id}/wait", owner -> world(owner).job()),
        foreign("GET /v1/jobs/{id}/tasks", owner -> world(owner).array()),
        foreign("POST /v1/jobs/{id}/cancel", owner -> world(owner).runningJob()),
        foreign("GET /v1/jobs/{id}/events", owner -> world(owner).job()),
        foreign("GET /v1/jobs/{id}/logs", owner -> world(owner).job()),
        foreign("GET /v1/jobs/{id}/logs/search", owner -> world(owner).job()),
        foreign("GET /v1/jobs/{id}/metrics", owner -> world(owner).job()),
        several("GET /v1/jobs/{id}/outputs/{name}", owner -> List.of(world(owner).job(), "model")),
        several(
            "GET /v1/jobs/{id}/outputs/{name}/{path}",
            owner -> List.of(world(owner).job(), "model", "model.onnx")),
        staffs("GET /v1/operator/jobs"),
        staffs("GET /v1/operator/jobs/counts"),
        staffs("GET /v1/operator/queue"),
        own("GET /v1/queues"),
        staffs("PUT /v1/queues/{org}"),
        staffs("PUT /v1/queues/{org}/projects/{project}"),
        staffs("GET /v1/reservations"),
        staffs("POST /v1/reservations"),
        staffs("DELETE /v1/reservations/{id}"),
        staffs("GET /v1/maintenance"),
        staffs("POST /v1/maintenance"),
        staffs("DELETE /v1/maintenance/{id}"),
        staffs("POST /v1/what-if"),
        staffs("GET /v1/what-if/{id}"),
        staffs("DELETE /v1/what-if/{id}"),
        staffs("GET /v1/history/centre"),
        staffs("GET /v1/history/jobs"),
        staffs("PATCH /v1/nodes/{name}"),
        staffs("GET /v1/incidents"),
        staffs("GET /v1/incidents/{id}"),
        staffs("POST /v1/incidents/{id}/clear"),
        staffs("GET /v1/engines"),
        staffs("GET /v1/engines/comparison"),
        staffs("GET /v1/operator/nodes"),
        staffs("POST /v1/operator/nodes/{name}/drain"),
        staffs("POST /v1/operator/nodes/{name}/resume"),
        // serving
        open("GET /v2/health/live"),
        open("GET /v2/health/ready"),
        own("GET /v1/endpoints"),
        own("POST /v1/endpoints"),
        foreign("GET /v1/endpoints/{id}/traffic", owner -> world(owner).endpoint()),
        foreign("GET /v1/endpoints/{id}", owner -> world(owner).endpoint()),
        foreign("DELETE /v1/endpoints/{id}", owner -> world(owner).spareEndpoint()),
        foreign("GET /v2/models/{endpoint}", owner -> world(owner).endpointName()),
        foreign("GET /v2/models/{endpoint}/ready", owner -> world(owner).endpointName()),
        foreign(
            "POST /v2/models/{endpoint}/infer",
            owner -> world(owner).endpointName(),
            TenantWorld.CALL),
        several(
            "GET /v2/models/{endpoint}/versions/{version}",
            owner -> List.of(world(owner).endpointName(), 1)),
        several(
            "GET /v2/models/{endpoint}/versions/{version}/ready",
            owner -> List.of(world(owner).endpointName(), 1)),
        entry(
            "POST /v2/models/{endpoint}/versions/{version}/infer",
            new Case.Foreign(
                owner -> List.of(world(owner).endpointName(), 1), owner -> TenantWorld.CALL)),
        // what changes
        own("GET /v1/events"),
        // how it does
        open("GET /v1/public/status"),
        staffs("GET /v1/operator/load"),
        staffs("GET /v1/operator/fleet"),
        staffs("GET /v1/operator/health"),
        staffs("GET /v1/operator/organisations/{id}"),
        // notebooks
        own("GET /v1/notebooks"),
        own("POST /v1/notebooks"),
        foreign("GET /v1/notebooks/{id}", owner -> world(owner).spareNotebook()),
        foreign("DELETE /v1/notebooks/{id}", owner -> world(owner).spareNotebook()),
        foreign("POST /v1/notebooks/{id}/start", owner -> world(owner).spareNotebook()),
        foreign("POST /v1/notebooks/{id}/stop", owner -> world(owner).spareNotebook()),
        foreign("POST /v1/notebooks/{id}/keep-alive", owner -> world(owner).spareNotebook()),
        foreign("POST /v1/notebooks/{id}/openings", owner -> world(owner).notebook()),
        foreign("GET /v1/notebooks/{id}/files", owner -> world(owner).spareNotebook()),
        foreign(
            "POST /v1/notebooks/{id}/jobs", owner -> world(owner).spareNotebook(), TenantWorld.RUN),
        // money
        open("GET /v1/tariff"),
        own("GET /v1/balance"),
        own("GET /v1/holds"),
        own("GET /v1/statement"),
        foreign("GET /v1/statement/lines/{id}/usage", owner -> world(owner).line()),
        own("GET /v1/transfers"),
        own("GET /v1/usage"),
        own("GET /v1/spend"),
        staffs("GET /v1/operator/money"),
        staffs("GET /v1/operator/ledger"),
        staffs("POST /v1/operator/organisations/{id}/top-ups"));
  }

  private static Map.Entry<String, Case> open(String operation) {
    return entry(operation, new Case.Open());
  }

  private static Map.Entry<String, Case> staffs(String operation) {
    return entry(operation, new Case.Staffs());
  }

  private static Map.Entry<String, Case> own(String operation) {
    return entry(operation, new Case.Own());
  }

  private static Map.Entry<String, Case> foreign(String operation, Function<Tenant, Object> id) {
    return foreign(operation, id, NONE);
  }

  /**
   * An operation that names something of a tenant's.
   *
   * @param id makes that something, and gives its id for the path
   */
  private static Map.Entry<String, Case> foreign(
      String operation, Function<Tenant, Object> id, String body) {
    return entry(operation, new Case.Foreign(owner -> List.of(id.apply(owner)), owner -> body));
  }

  /** An operation that names several things of a tenant's, in the order of the path. */
  private static Map.Entry<String, Case> several(
      String operation, Function<Tenant, List<Object>> ids) {
    return entry(operation, new Case.Foreign(ids, owner -> NONE));
  }

  private TenantWorld world(Tenant owner) {
    return TenantWorld.of(centre, owner);
  }

  private Object shaOf(Tenant owner) {
    world(owner);
    return TenantWorld.sha256();
  }

  /** Names a dataset that only the owner has. */
  private String jobOn(Tenant owner) {
    world(owner);
    return """
        {'name': 'x', 'runtime': 'shell', 'flavour': 'cpu.nano', 'command': ['true'],
         'inputs': [{'name': 'data', 'dataset': 'world'}]}
        """;
  }

  private Object memberOf(Tenant owner) {
    centre.member(owner, "member");
    return owner.owner().get("/v1/members").at("/items/1/id");
  }

  private static Object keyOf(Tenant owner) {
    return owner.owner().post("/v1/keys", "{'name': 'spare'}").expect(201).at("id");
  }

  private static Object notificationOf(Tenant owner) {
    return owner.owner().get("/v1/notifications").at("/items/0/id");
  }

  private record Operation(String method, String path) {
    String address(List<?> ids) {
      String address = path;
      for (Object id : ids) {
        address = PLACEHOLDER.matcher(address).replaceFirst(id.toString());
      }
      return PLACEHOLDER
          .matcher(address)
          .replaceAll(anything -> UUID.nameUUIDFromBytes(new byte[0]).toString());
    }

    boolean sendsBody() {
      return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    TestClient.Answer send(TestClient who, List<?> ids, String body) {
      String sent = body.isEmpty() && sendsBody() ? "{}" : body;
      return who.send(method, address(ids), sent.isEmpty() ? null : sent);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private List<Operation> operations = List.of();

  @BeforeEach
  void readDocument() {
    operations =
        centre.anonymous().get("/v1/openapi").expect(200).body().path("paths").properties().stream()
            .flatMap(
                path ->
                    path.getValue().propertyNames().stream()
                        .map(
                            method ->
                                new Operation(
                                    method.toUpperCase(java.util.Locale.ROOT), path.getKey())))
            .toList();
  }

  @AfterEach
  void tidy() {
    TenantWorld.tidy();
  }

  @Test
  void everyOperationHasItsLineAndEveryLineItsOperation() {
    assertThat(operations.stream().map(Operation::toString))
        .as("operations of /v1/openapi; add a line to EndpointMatrixTest.lines()")
        .containsExactlyInAnyOrderElementsOf(lines().keySet());
  }

  @TestFactory
  Stream<DynamicTest> refusesAStrangerButWhereAnybodyMayAsk() {
    return walk(
        (operation, expected) -> {
          boolean open = PublicAddresses.isOpen(operation.method, operation.path);
          assertThat(open).isEqualTo(expected instanceof Case.Open);
          TestClient.Answer answer = operation.send(centre.anonymous(), List.of(), NONE);
          if (open) {
            assertThat(answer.status()).isNotIn(401, 403, 404);
          } else {
            answer.expect(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            if (!operation.method.equals("HEAD")) {
              assertThat(answer.at("type")).endsWith(":unauthenticated");
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesWhoWaitsForApproval() {
    Tenant waiting = centre.appliedOrganisation("enterprise");
    return walk(
        (operation, expected) -> {
          if (!(expected instanceof Case.Open)
              && !PublicAddresses.isOpenBeforeApproval(operation.method, operation.path)) {
            operation.send(waiting.owner(), List.of(), NONE).expect(403);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesATenantWhatIsTheStaffs() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    return walk(
        (operation, expected) -> {
          assertThat(PublicAddresses.isStaffs(operation.path))
              .isEqualTo(expected instanceof Case.Staffs);
          if (expected instanceof Case.Staffs) {
            operation.send(tenant.owner(), List.of(tenant.orgId()), NONE).expect(403);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> hidesWhatIsAnotherTenants() {
    Tenant owner = centre.approvedOrganisation("enterprise");
    Tenant intruder = centre.approvedOrganisation("university");
    return walk(
        (operation, expected) -> {
          if (expected instanceof Case.Foreign(var ids, var body)) {
            List<Object> theirs = ids.apply(owner);
            String sent = body.apply(owner);
            assertThat(operation.send(intruder.owner(), theirs, sent).status())
                .as("another tenant's %s", operation)
                .isIn(403, 404);
            assertThat(operation.send(owner.owner(), theirs, sent).status())
                .as("the owner's own %s afterwards", operation)
                .isBetween(200, 299);
          }
        });
  }

  private interface Check {
    void check(Operation operation, Case expected);
  }

  private Stream<DynamicTest> walk(Check check) {
    Map<String, Case> lines = lines();
    return operations.stream()
        .filter(operation -> lines.containsKey(operation.toString()))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(),
                    () ->
                        check.check(
                            operation,
                            java.util.Objects.requireNonNull(lines.get(operation.toString())))));
  }
}
