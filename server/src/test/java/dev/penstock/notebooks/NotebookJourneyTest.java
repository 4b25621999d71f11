package dev.penstock.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A notebook from its making to its bill, with the real Jupyter. */
@ServerTest
@Tag("slow")
class NotebookJourneyTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CODE = "open('made.txt', 'w').write('by hand'); print(6 * 7)";
  private static final String CELLS =
      """
      {"type": "notebook", "format": "json", "content": {"nbformat": 4, "nbformat_minor": 4,
       "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
       "cells": [{"cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [],
         "source": "text = open('made.txt').read(); open('more.txt', 'w').write(text); print(text)"}]}}
      """;
  private static final String SOCKET = "api/kernels/%s/channels?session_id=test";

  private final TestCentre centre;
  private final Tenant tenant;
  private final TestClient owner;

  NotebookJourneyTest(@Autowired TestCentre centre) {
    this.centre = centre;
    this.tenant = centre.approvedOrganisation("enterprise");
    this.owner = tenant.owner();
    centre
        .operator()
        .post(
            "/v1/operator/organisations/" + tenant.orgId() + "/top-ups",
            "{'amountYuan': '20.00', 'reference': 'notebook'}")
        .expect(201);
  }

  @Test
  void isOpenedWorkedInStoppedAndFoundAgainAndPaidFor() {
    String id = create("sketch");
    start(id);
    Reader reader = Reader.opening(openingOf(owner, id));
    opensItsPages(reader, id);
    runsCode(reader, id);
    keepsOthersOut(reader, id);
    assertThat(reader.send("PUT", base(id) + "api/contents/train.ipynb", CELLS).statusCode())
        .isEqualTo(201);
    assertThat(owner.get("/v1/notebooks/" + id + "/files").expect(200).text())
        .contains("\"made.txt\"", "\"train.ipynb\"");
    owner.post("/v1/notebooks/" + id + "/stop").expect(200);
    awaitState(id, "STOPPED");
    assertThat(reader.get(base(id) + "tree").statusCode()).isIn(401, 503);
    runsAsJob(id);
    start(id);
    Reader again = Reader.opening(openingOf(owner, id));
    // an opening is of one run
    assertThat(reader.get(base(id) + "tree").statusCode()).isIn(401, 503);
    assertThat(again.get(base(id) + "api/contents/made.txt").body()).contains("by hand");
    owner.delete("/v1/notebooks/" + id).expect(409);
    assertThat(centre.notebookFolders().resolve(id)).isDirectory();
    String job = owner.get("/v1/notebooks/" + id).at("jobId");
    owner.post("/v1/notebooks/" + id + "/stop").expect(200);
    awaitState(id, "STOPPED");
    isMetered(job);
    owner.delete("/v1/notebooks/" + id).expect(204);
    owner.get("/v1/notebooks/" + id).expect(404);
    assertThat(centre.notebookFolders().resolve(id)).doesNotExist();
  }

  private void opensItsPages(Reader reader, String id) {
    HttpResponse<String> tree = reader.get(base(id) + "tree");
    assertThat(tree.statusCode()).isEqualTo(200);
    assertThat(tree.body()).contains("Home Page");
    assertThat(tree.headers().allValues("Content-Security-Policy"))
        .contains("frame-ancestors 'none'");
    assertThat(String.join(" ", tree.headers().allValues("Set-Cookie")))
        .contains("_xsrf")
        .contains("Path=" + base(id));
    assertThat(reader.get(base(id)).headers().firstValue("Location")).hasValue(base(id) + "tree?");
    assertThat(reader.get("/v1/me").statusCode()).isEqualTo(404);
    // the console lives there, which has pages at addresses of this form
    assertThat(owner.get(base(id) + "tree").text()).doesNotContain("Home Page");
  }

  private void runsCode(Reader reader, String id) {
    HttpResponse<String> made = reader.send("POST", base(id) + "api/kernels", "{}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String kernel = JSON.readTree(made.body()).path("id").asString();
    String path = base(id) + SOCKET.formatted(kernel);
    assertThatThrownBy(() -> reader.webSocket(path, "http://elsewhere.example"))
        .hasMessageContaining("Handshake");
    Reader.Socket socket = reader.webSocket(path, reader.own());
    socket.webSocket().sendText(execute(CODE), true).join();
    socket.await("42\\n");
    socket.webSocket().abort();
  }

  private static String execute(String code) {
    return """
    {"header": {"msg_id": "1", "msg_type": "execute_request", "username": "", "session": "test",
       "date": "2026-01-01T00:00:00Z", "version": "5.3"},
     "parent_header": {}, "metadata": {}, "channel": "shell", "buffers": [],
     "content": {"code": %s, "silent": false, "store_history": true, "user_expressions": {},
       "allow_stdin": false, "stop_on_error": true}}
    """
        .formatted(JSON.writeValueAsString(code));
  }

  private void keepsOthersOut(Reader reader, String id) {
    TestClient stranger = centre.approvedOrganisation("university").owner();
    stranger.post("/v1/notebooks/" + id + "/openings").expect(404);
    // the console's session alone is nothing here
    Reader console = new Reader(reader.origin);
    console.cookies.put("penstock_session", tenant.session());
    assertThat(console.get(base(id) + "tree").statusCode()).isEqualTo(401);
    assertThat(
            console
                .send("GET", base(id) + "tree", null, "Authorization", "Bearer " + tenant.key())
                .statusCode())
        .isEqualTo(401);
    // a ticket is its notebook's, and works once
    String other = create("other");
    String url = openingOf(owner, id);
    assertThat(console.get(url.replace(id, other)).statusCode()).isEqualTo(401);
    assertThat(console.get(url).statusCode()).isEqualTo(401);
    // an opening is its notebook's
    assertThat(reader.get(base(other) + "tree").statusCode()).isEqualTo(401);
    // and another page's writes are refused
    assertThat(
            reader
                .send("POST", base(id) + "api/kernels", "{}", "Origin", "http://elsewhere.example")
                .statusCode())
        .isEqualTo(403);
    endsWithTheSession(id);
  }

  private void endsWithTheSession(String id) {
    String token = centre.signIn(tenant.email(), TestCentre.PASSWORD);
    Reader reader = Reader.opening(openingOf(centre.as(token), id));
    reader.get(base(id) + "tree");
    String kernel =
        JSON.readTree(reader.send("POST", base(id) + "api/kernels", "{}").body())
            .path("id")
            .asString();
    Reader.Socket socket = reader.webSocket(base(id) + SOCKET.formatted(kernel), reader.own());
    centre.as(token).delete("/v1/sessions/current");
    assertThat(reader.get(base(id) + "tree").statusCode()).isEqualTo(401);
    socket.await(Reader.Socket.CLOSED);
  }

  private void runsAsJob(String id) {
    String jobs = "/v1/notebooks/" + id + "/jobs";
    assertThat(owner.post(jobs, "{'file': 'gone.ipynb'}").expect(400).at("field"))
        .isEqualTo("file");
    assertThat(owner.post(jobs, "{'file': 'made.txt'}").expect(400).at("field")).isEqualTo("file");
    String job = owner.post(jobs, "{'file': 'train.ipynb'}").expect(201).at("id");
    JsonNode ended =
        Await.seen(
            () -> owner.get("/v1/jobs/" + job).expect(200).body(),
            it -> Set.of("SUCCEEDED", "FAILED").contains(it.path("state").asString()));
    assertThat(ended.path("state").asString())
        .as(owner.with("Accept", "text/plain").get("/v1/jobs/" + job + "/logs").text())
        .isEqualTo("SUCCEEDED");
    assertThat(ended.path("kind").asString()).isEqualTo("training");
    assertThat(owner.get("/v1/jobs/" + job + "/outputs/report/train.ipynb").expect(200).text())
        .contains("by hand\\n");
  }

  private void isMetered(String job) {
    Await.seen(
        () -> owner.get("/v1/statement").expect(200).text(), statement -> statement.contains(job));
  }

  private String create(String name) {
    return owner
        .post("/v1/notebooks", "{'name': '%s', 'flavour': 'cpu.small'}".formatted(name))
        .expect(201)
        .at("id");
  }

  private void start(String id) {
    assertThat(owner.post("/v1/notebooks/" + id + "/start").expect(200).at("state"))
        .isEqualTo("STARTING");
    assertThat(awaitState(id, "READY").path("stopsAt").asString()).isNotEmpty();
  }

  private JsonNode awaitState(String id, String state) {
    return Await.seen(
        () -> owner.get("/v1/notebooks/" + id).expect(200).body(),
        it -> {
          assertThat(it.path("state").asString()).as(it.toString()).isNotEqualTo("FAILED");
          return it.path("state").asString().equals(state);
        });
  }

  private static String openingOf(TestClient who, String id) {
    return who.post("/v1/notebooks/" + id + "/openings").expect(201).at("url");
  }

  private static String base(String id) {
    return "/notebooks/" + id + "/";
  }
}
