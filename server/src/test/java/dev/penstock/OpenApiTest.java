package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

@ServerTest
class OpenApiTest {
  @Autowired private TestCentre centre;
  private JsonNode document = MissingNode.getInstance();

  @BeforeEach
  void fetch() {
    document = centre.anonymous().get("/v1/openapi").expect(200).body();
  }

  @Test
  void isTheCommittedDocument() throws IOException {
    Path committed = Path.of("..", "docs", "openapi.json");
    String now =
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(document)
            + "\n";
    if (System.getenv("PENSTOCK_RENEW_OPENAPI") != null) {
      Files.writeString(committed, now);
    }
    assertThat(now)
        .as("docs/openapi.json; renew it with PENSTOCK_RENEW_OPENAPI=1 in the environment")
        .isEqualTo(Files.readString(committed));
  }

  @Test
  void namesEachOperationOnce() {
    List<String> ids =
        operations().stream().map(operation -> operation.path("operationId").asString()).toList();
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]\\w+"));
  }

  @Test
  void groupsOperationsByModule() {
    assertThat(operations())
        .allSatisfy(
            operation ->
                assertThat(operation.path("tags").path(0).asString()).isIn(Migrations.MODULES));
  }

  @Test
  void saysThatWhatIsNeverAbsentIsRequired() {
    assertThat(required("Project")).containsExactlyInAnyOrder("id", "name", "createdAt");
    assertThat(required("Application"))
        .contains("kind", "name", "email", "password")
        .doesNotContain("creditCode");
    assertThat(required("PageProject")).containsExactly("items");
  }

  @Test
  void showsIdsAndKindsAsTheyAreSent() {
    assertThat(property("Project", "id").path("type").asString()).isEqualTo("string");
    assertThat(property("Application", "kind").toString()).contains("research-institute");
    assertThat(property("ApiKey", "scopes").toString()).contains("\"submit\"");
  }

  @Test
  void hidesTheCallerAndOffersProblemsAndKeysForRetries() {
    JsonNode create = document.path("paths").path("/v1/projects").path("post");
    assertThat(create.path("parameters")).hasSize(1);
    assertThat(create.path("parameters").path(0).path("name").asString())
        .isEqualTo("Idempotency-Key");
    assertThat(create.path("responses").has("default")).isTrue();
    assertThat(create.path("responses").has("201")).isTrue();
    assertThat(document.path("security").toString()).contains("token");
    JsonNode open = document.path("paths").path("/v1/applications").path("post").path("security");
    assertThat(open.isArray() && open.isEmpty()).isTrue();
  }

  private List<JsonNode> operations() {
    List<JsonNode> all = new ArrayList<>();
    document.path("paths").forEach(path -> path.forEach(all::add));
    return all;
  }

  private Set<String> required(String schema) {
    Set<String> names = new java.util.TreeSet<>();
    document
        .path("components")
        .path("schemas")
        .path(schema)
        .path("required")
        .forEach(name -> names.add(name.asString()));
    return names;
  }

  private JsonNode property(String schema, String name) {
    return document.path("components").path("schemas").path(schema).path("properties").path(name);
  }
}
