package dev.penstock.bench.chaos;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** PostgreSQL, Slurm and two servers, and who speaks with them. */
final class Cluster implements AutoCloseable {
  static final String TOP_UP = "10000.000000";
  private static final String EMAIL = "chaos@example.com";
  private static final String PASSWORD = "a long enough password";

  final Postgres postgres;
  final Slurm slurm;
  final List<Server> servers;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final String operatorPassword;
  private final String ownerKey;

  private Cluster(Postgres postgres, Slurm slurm, List<Server> servers)
      throws IOException, InterruptedException {
    this.postgres = postgres;
    this.slurm = slurm;
    this.servers = servers;
    this.operatorPassword = servers.getFirst().operatorPassword();
    this.ownerKey = customer();
  }

  /**
   * Starts all of it.
   *
   * @param folder where it lives; jobs of other users must be able to pass through it
   * @param launcher how a server is started
   * @param tool the laboratory's
   */
  static Cluster start(Path folder, List<String> launcher, Path tool, int port)
      throws IOException, InterruptedException {
    List<AutoCloseable> started = new ArrayList<>();
    try {
      Postgres postgres = Postgres.start(folder.resolve("postgres"));
      started.add(postgres);
      Slurm slurm = Slurm.start(tool, folder.resolve("slurm"), port);
      started.add(slurm);
      List<String> options = new ArrayList<>(postgres.options());
      options.addAll(slurm.options());
      options.addAll(options(slurm));
      List<Server> servers = new ArrayList<>();
      for (String name : List.of("first", "second")) {
        Server server = new Server(name, folder.resolve(name), launcher, options);
        servers.add(server);
        started.add(server);
        // the first makes the operator
        server.launch();
        server.awaitHealthy();
      }
      return new Cluster(postgres, slurm, servers);
    } catch (IOException | InterruptedException | RuntimeException e) {
      closeAll(started);
      throw e;
    }
  }

  private static List<String> options(Slurm slurm) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--penstock.fleet.local.enabled=false",
                "--penstock.shared-folder=" + slurm.shared().resolve("penstock"),
                "--penstock.fleet.refresh=1s",
                "--penstock.fleet.card-models[ascend910]=ascend910b",
                // a node that is killed again and again is to be used again
                "--penstock.fleet.incidents.well-for=5s",
                "--penstock.fleet.incidents.flaps=100"));
    for (int cards : List.of(1, 4, 8)) {
      String prefix = "--penstock.fleet.flavours[chaos." + cards + "].";
      options.add(prefix + "card-model=ascend910b");
      options.add(prefix + "cards=" + cards);
      options.add(prefix + "cores=" + 2 * cards);
      options.add(prefix + "memory-gib=1");
    }
    return options;
  }

  private Client anybody() {
    return new Client(http, servers.stream().map(Server::address).toList(), "");
  }

  /** The first operator. */
  Client operator() throws IOException, InterruptedException {
    return anybody().signedIn("operator@penstock.local", operatorPassword);
  }

  /** The owner of the jobs. */
  Client owner() {
    return anybody().as(ownerKey);
  }

  private String customer() throws IOException, InterruptedException {
    Client operator = operator();
    JsonNode applied =
        anybody()
            .post(
                "/v1/applications",
                Map.of(
                    "kind", "individual",
                    "name", "Chaos",
                    "contactName", "Chaos",
                    "email", EMAIL,
                    "password", PASSWORD),
                null);
    String org = "/v1/operator/organisations/" + applied.path("organisationId").asString();
    operator.post(org + "/approve", Map.of(), null);
    operator.post(org + "/top-ups", Map.of("amountYuan", TOP_UP, "reference", "chaos"), null);
    return anybody()
        .signedIn(EMAIL, PASSWORD)
        .post("/v1/keys", Map.of("name", "chaos"), null)
        .path("key")
        .asString();
  }

  private static void closeAll(List<AutoCloseable> started) {
    for (AutoCloseable one : started.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        System.err.println("chaos: " + e);
      }
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    List<AutoCloseable> all = new ArrayList<>(List.of(postgres, slurm));
    all.addAll(servers);
    closeAll(all);
  }
}
