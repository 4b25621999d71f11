package dev.penstock.engines.slurm;

import dev.penstock.engines.Account;
import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.slurm.Answers.Complaint;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Slurm through slurmrestd. Jobs are handed over with a token of the user that they run as. */
final class RestControl implements SlurmControl {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** Slurm's own numbers of errors begin here that say something about the request itself. */
  private static final int OF_THE_CONTROLLER = 2000;

  private static final int OF_THE_CONTROLLER_END = 3000;
  private static final int IN_STANDBY = 2058;
  private static final int NOTHING_FOUND = 9003;

  private final SlurmSettings.Connection.Rest connection;
  private final String mark;
  private final Jwt jwt;
  private final JsonMapper json = new JsonMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private volatile @Nullable Dialect dialect;
  private volatile @Nullable String cluster;

  RestControl(SlurmSettings.Connection.Rest connection, String mark, InstantSource clock) {
    this.connection = connection;
    this.mark = mark;
    this.jwt = Jwt.of(connection.jwtKeyFile(), clock);
  }

  /** The version that is spoken; asked for once. */
  Dialect dialect() {
    Dialect known = dialect;
    if (known == null) {
      JsonNode document = call("GET", "/openapi/v3", null, connection.user());
      known =
          Dialect.of(document)
              .orElseThrow(
                  () ->
                      new EngineException(
                          Blame.PLATFORM,
                          "slurmrestd at %s speaks no version from v0.0.%d to v0.0.%d. Load one with its option -s or -d."
                              .formatted(connection.url(), Dialect.OLDEST, Dialect.NEWEST)));
      dialect = known;
    }
    return known;
  }

  @Override
  public long submit(Submission submission) {
    Dialect spoken = dialect();
    String body = json.writeValueAsString(spoken.body(submission));
    JsonNode answer =
        call("POST", "/slurm/" + spoken.version() + "/job/submit", body, submission.user());
    long id = Answers.number(answer.path("job_id"), 0);
    if (id <= 0) {
      id = Answers.number(answer.path("result").path("job_id"), 0);
    }
    if (id <= 0) {
      throw refusal(Answers.complaints(answer), "it gave no job id");
    }
    return id;
  }

  @Override
  public List<SlurmJob> jobs() {
    return Answers.jobs(checked("GET", "/slurm/" + dialect().version() + "/jobs", null), mark);
  }

  @Override
  public List<SlurmJob> records(Instant from, Instant to, List<String> names) {
    String query =
        "/jobs?skip_steps=true&cluster=%s&start_time=uts%d&end_time=uts%d%s"
            .formatted(
                encoded(cluster()),
                from.getEpochSecond(),
                to.getEpochSecond(),
                names.isEmpty() ? "" : "&job_name=" + encoded(String.join(",", names)));
    return Answers.records(checked("GET", "/slurmdb/" + dialect().version() + query, null), mark);
  }

  @Override
  public void signal(long job, String name, String signal) {
    if (!named(job, name)) {
      return;
    }
    JsonNode answer =
        call(
            "DELETE",
            "/slurm/%s/job/%d?signal=SIG%s".formatted(dialect().version(), job, signal),
            null,
            connection.user());
    List<Complaint> complaints = Answers.complaints(answer);
    // one that has ended by itself is what was wanted
    if (complaints.stream().anyMatch(it -> lost(it) || it.number() == 0)) {
      throw lost("DELETE job " + job, complaints);
    }
  }

  /** Whether the number is that of a job of the name now. */
  private boolean named(long job, String name) {
    String path = "/slurm/%s/job/%d".formatted(dialect().version(), job);
    JsonNode answer = call("GET", path, null, connection.user());
    List<Complaint> complaints = Answers.complaints(answer);
    if (complaints.stream().anyMatch(RestControl::lost)) {
      throw lost("GET job " + job, complaints);
    }
    return Answers.jobs(answer, mark).stream().anyMatch(it -> it.name().equals(name));
  }

  @Override
  public List<SlurmNode> nodes() {
    return Answers.nodes(checked("GET", "/slurm/" + dialect().version() + "/nodes", null));
  }

  @Override
  public void account(Account account, String user) {
    String database = "/slurmdb/" + dialect().version();
    String here = cluster();
    post(database + "/accounts", Dialect.accounts(List.of(account.parent(), account.name())));
    post(database + "/associations", dialect().association(here, account.parent(), "root", ""));
    post(
        database + "/associations",
        dialect().association(here, account.name(), account.parent(), ""));
    post(database + "/users", Dialect.user(user, account.name()));
    post(database + "/associations", dialect().association(here, account.name(), "", user));
  }

  /** The name by which slurmdbd knows the cluster. */
  private String cluster() {
    String known = connection.cluster() == null ? cluster : connection.cluster();
    if (known == null) {
      JsonNode answer = checked("GET", "/slurmdb/" + dialect().version() + "/clusters", null);
      List<String> names =
          answer.path("clusters").valueStream().map(one -> one.path("name").asString("")).toList();
      if (names.size() != 1) {
        throw new EngineException(
            Blame.PLATFORM,
            "cluster: slurmdbd knows the clusters %s. Set cluster to the one of slurmrestd at %s."
                .formatted(names, connection.url()));
      }
      known = names.getFirst();
      cluster = known;
    }
    return known;
  }

  private void post(String path, JsonNode body) {
    checked("POST", path, json.writeValueAsString(body));
  }

  private JsonNode checked(String method, String path, @Nullable String body) {
    JsonNode answer = call(method, path, body, connection.user());
    List<Complaint> complaints =
        Answers.complaints(answer).stream().filter(it -> !harmless(it)).toList();
    if (!complaints.isEmpty()) {
      throw lost(method + " " + path, complaints);
    }
    return answer;
  }

  /** An empty list is an error to some versions, and an account's association lacks its user. */
  private static boolean harmless(Complaint complaint) {
    return complaint.number() == NOTHING_FOUND
        || complaint.text().contains("Nothing found")
        || complaint.text().equals("Missing required field 'user'");
  }

  /** The answer, whatever it says. */
  private JsonNode call(String method, String path, @Nullable String body, String user) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .timeout(ANSWER)
            .header("X-SLURM-USER-NAME", user)
            .header("X-SLURM-USER-TOKEN", jwt.token(user))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        return read(response.statusCode(), in, method + " " + path);
      }
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM,
          "slurmrestd at %s does not answer (%s): %s".formatted(connection.url(), path, e),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(Blame.PLATFORM, "The call to slurmrestd was interrupted.", e);
    }
  }

  private JsonNode read(int code, InputStream in, String what) throws IOException {
    byte[] bytes = code == 200 ? new byte[0] : in.readAllBytes();
    if (code == 401 || code == 403) {
      throw new EngineException(
          Blame.PLATFORM,
          "slurmrestd at %s refuses the token (HTTP %d). Check jwt-key-file, user, and this host's clock."
              .formatted(connection.url(), code));
    }
    try {
      JsonNode answer = code == 200 ? json.readTree(in) : json.readTree(bytes);
      if (answer.isObject()) {
        return answer;
      }
    } catch (JacksonException e) {
      if (code == 200) {
        throw new EngineException(
            Blame.PLATFORM, "slurmrestd's answer to %s can't be read: %s".formatted(what, e), e);
      }
    }
    throw new EngineException(
        Blame.PLATFORM,
        "slurmrestd at %s answers HTTP %d to %s: %s"
            .formatted(connection.url(), code, what, new String(bytes, StandardCharsets.UTF_8)));
  }

  private String base() {
    String url = connection.url().toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Whether the trouble is between the daemons, not in what was asked. */
  private static boolean lost(Complaint complaint) {
    int number = complaint.number();
    return number != 0
        && (number < OF_THE_CONTROLLER || number >= OF_THE_CONTROLLER_END || number == IN_STANDBY);
  }

  private RuntimeException refusal(List<Complaint> complaints, String otherwise) {
    if (complaints.isEmpty() || complaints.stream().anyMatch(RestControl::lost)) {
      return lost("the submission", complaints);
    }
    return new Refused(text(complaints, otherwise));
  }

  private EngineException lost(String what, List<Complaint> complaints) {
    return new EngineException(
        Blame.PLATFORM,
        "Slurm did not do what slurmrestd at %s was asked (%s): %s"
            .formatted(connection.url(), what, text(complaints, "it gave no reason")));
  }

  private static String text(List<Complaint> complaints, String otherwise) {
    return complaints.isEmpty()
        ? otherwise
        : complaints.stream().map(Complaint::text).collect(Collectors.joining("; "));
  }
}
