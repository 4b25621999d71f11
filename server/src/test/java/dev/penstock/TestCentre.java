package dev.penstock;

import dev.penstock.jobs.KeptFolders;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import dev.penstock.tenancy.Staff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/**
 * The server under test as its users see it. Every {@link ServerTest} may have it injected:
 *
 * <pre>{@code
 * TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
 * tenant.owner().post("/v1/projects", "{'name': 'x'}").expect(201);
 * }</pre>
 */
public final class TestCentre {
  public static final String PASSWORD = "correct horse battery";

  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Supplier<String> port;
  private final Path dataFolder;
  private final @Nullable KeptFolders kept;
  private final @Nullable DatabaseEndpoint database;
  private @Nullable TestClient operator;

  @Autowired
  TestCentre(
      Environment environment, DataFolder folder, KeptFolders kept, DatabaseEndpoint database) {
    this(
        () -> environment.getRequiredProperty("local.server.port"),
        folder.path(""),
        kept,
        database);
  }

  private TestCentre(
      Supplier<String> port,
      Path dataFolder,
      @Nullable KeptFolders kept,
      @Nullable DatabaseEndpoint database) {
    this.port = port;
    this.dataFolder = dataFolder;
    this.kept = kept;
    this.database = database;
  }

  /** A server in a process of its own, on this data folder. */
  static TestCentre elsewhere(String port, Path dataFolder) {
    return new TestCentre(() -> port, dataFolder, null, null);
  }

  /**
   * An organisation with its owner.
   *
   * @param projectId the default project; a new id that belongs to nobody while not approved
   * @param key the owner's API key without limits; empty while not approved
   * @param session the owner's session token
   * @param owner speaks with the key, or the session while not approved
   */
  public record Tenant(
      OrgId orgId,
      ProjectId projectId,
      String email,
      String key,
      String session,
      TestClient owner) {}

  /** Lets the database learn at once how full its tables are, as it does by itself now and then. */
  public void analyse() throws SQLException {
    try (Connection owner = Objects.requireNonNull(database).asOwner().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute("ANALYZE");
    }
  }

  /** Where the server keeps its things on this machine. */
  public Path dataFolder() {
    return dataFolder;
  }

  /** Where the server answers. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port.get());
  }

  /** The first operator's password. */
  public String operatorPassword() {
    try {
      return Files.readString(dataFolder.resolve(FirstStart.PASSWORD_FILE)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a notebook of this server has its files. */
  public Path notebookFolder(String id) {
    return Objects.requireNonNull(kept).open(UUID.fromString(id));
  }

  /** Where this server has the files of all notebooks. */
  public Path notebookFolders() {
    return Objects.requireNonNull(kept).root();
  }

  /** Speaks as nobody. */
  public TestClient anonymous() {
    return new TestClient(address());
  }

  /** Speaks with this token. */
  public TestClient as(String token) {
    return anonymous().with("Authorization", "Bearer " + token);
  }

  /** Speaks as the first operator, who has every role of the staff. */
  public synchronized TestClient operator() {
    if (operator == null) {
      operator = as(signIn(Staff.FIRST_OPERATOR, operatorPassword()));
    }
    return operator;
  }

  /** Signs in; the session's token. */
  public String signIn(String email, String password) {
    return anonymous()
        .post("/v1/sessions", "{'email': '%s', 'password': '%s'}".formatted(email, password))
        .expect(201)
        .at("token");
  }

  /** A new organisation that waits for approval; of kind enterprise, university and so on. */
  public Tenant appliedOrganisation(String kind) {
    String email = newEmail();
    String code = kind.equals("individual") ? "" : "'creditCode': '%s',".formatted(newCreditCode());
    String id =
        anonymous()
            .post(
                "/v1/applications",
                """
                {'kind': '%s', 'name': 'Organisation of %s', %s 'contactName': 'Li Wei',
                 'email': '%s', 'password': '%s'}
                """
                    .formatted(kind, email, code, email, PASSWORD))
            .expect(201)
            .at("organisationId");
    String session = signIn(email, PASSWORD);
    return new Tenant(OrgId.parse(id), ProjectId.next(), email, "", session, as(session));
  }

  /** A new organisation that may use the centre. */
  public Tenant approvedOrganisation(String kind) {
    Tenant applied = appliedOrganisation(kind);
    operator().post("/v1/operator/organisations/" + applied.orgId() + "/approve").expect(200);
    TestClient session = applied.owner();
    String key = session.post("/v1/keys", "{'name': 'test'}").expect(201).at("key");
    String project =
        session.get("/v1/projects").expect(200).body().path("items").path(0).path("id").asString();
    return new Tenant(
        applied.orgId(),
        ProjectId.parse(project),
        applied.email(),
        key,
        applied.session(),
        as(key));
  }

  /**
   * Adds a new member with one role to an approved organisation.
   *
   * @return what speaks with the member's session
   */
  public TestClient member(Tenant tenant, String role) {
    String email = newEmail();
    tenant
        .owner()
        .post(
            "/v1/members",
            "{'email': '%s', 'name': 'Member', 'role': '%s', 'password': '%s'}"
                .formatted(email, role, PASSWORD))
        .expect(201);
    return as(signIn(email, PASSWORD));
  }

  /** An email that nobody has. */
  public static String newEmail() {
    return "person-%d@example.cn".formatted(COUNT.incrementAndGet());
  }

  /** A valid unified social credit code that nobody has. */
  public static String newCreditCode() {
    String first = "91110108%09d".formatted(COUNT.incrementAndGet());
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < first.length(); i++) {
      sum += ALPHABET.indexOf(first.charAt(i)) * weight;
      weight = weight * 3 % 31;
    }
    return first + ALPHABET.charAt((31 - sum % 31) % 31);
  }
}
