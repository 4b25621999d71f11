package dev.penstock.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient.Answer;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
final class NodePlaceTest {
  @Autowired private TestCentre centre;
  @Autowired private Nodes nodes;

  private Answer place(String body) {
    return centre.operator().send("PATCH", "/v1/nodes/" + nodes.all().getFirst().name(), body);
  }

  @Test
  void saysWhereANodeHangsAndTakesItBack() {
    Answer placed =
        place("{'network': 'leaf-3', 'superNode': 'sn-1', 'labels': {'room': 'b2', 'rack': '07'}}")
            .expect(200);
    assertThat(placed.at("network")).isEqualTo("leaf-3");
    assertThat(placed.at("superNode")).isEqualTo("sn-1");
    assertThat(placed.at("/labels/room")).isEqualTo("b2");
    assertThat(placed.at("/labels/arch")).as("what the engine knows").isNotEmpty();
    Answer more = place("{'labels': {'room': '', 'rack': '08'}}").expect(200);
    assertThat(more.at("network")).as("what is left out stays").isEqualTo("leaf-3");
    assertThat(more.body().path("labels").has("room")).isFalse();
    assertThat(more.at("/labels/rack")).isEqualTo("08");
    nodes.refresh();
    assertThat(nodes.all().getFirst().network()).isEqualTo("leaf-3");
    assertThat(centre.operator().get("/v1/operator/fleet").at("/nodes/0/superNode"))
        .isEqualTo("sn-1");
    Answer none = place("{'network': '', 'superNode': '', 'labels': {'rack': null}}").expect(200);
    assertThat(none.body().has("network")).isFalse();
    assertThat(none.body().has("superNode")).isFalse();
    assertThat(none.body().path("labels").has("rack")).isFalse();
    assertThat(centre.operator().get("/v1/audit").expect(200).text()).contains("node.place");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'network': 'leaf 3'}        | network
          {'superNode': '-'}           | superNode
          {'ringCards': -1}            | ringCards
          {'ringCards': 3}             | ringCards
          {'labels': {'a b': 'c'}}     | labels
          {'labels': {'a': 'b c'}}     | labels.a
          {'switch': 'leaf-3'}         | switch
          """)
  void saysWhatIsWrongWithAPlace(String body, String field) {
    // a quote of CSV's own, so that the body's quotes stay
    Answer answer = place(body).expect(400);
    assertThat(answer.at("field")).isEqualTo(field);
    assertThat(answer.at("hint")).isNotEmpty();
  }

  @Test
  void findsEachNodeByNameAsItIsListed() {
    place("{'network': 'leaf-9'}").expect(200);

    assertThat(nodes.all())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(nodes.find(it.name())).isSameAs(it));
    assertThat(nodes.find(nodes.all().getFirst().name()))
        .extracting(FleetNode::network)
        .isEqualTo("leaf-9");
    assertThat(nodes.find("nowhere")).isNull();
    place("{'network': ''}").expect(200);
  }

  @Test
  void knowsNoOtherNode() {
    centre.operator().send("PATCH", "/v1/nodes/nowhere", "{'network': 'x'}").expect(404);
    centre
        .approvedOrganisation("enterprise")
        .owner()
        .send("PATCH", "/v1/nodes/nowhere", "{'network': 'x'}")
        .expect(403);
  }

  @Test
  void prefersWhatTheOperatorSaysToWhatTheEngineKnows() {
    Map<String, String> engine =
        Map.of("switch", "leaf-1", "super-node", "sn-1", "ring-cards", "4", "arch", "arm64");
    assertThat(new NodePlace("leaf-2", "", null, null).over(engine, 8))
        .isEqualTo(new NodePlace.Known("leaf-2", "sn-1", 4, Map.of("arch", "arm64")));
    assertThat(new NodePlace(null, null, 0, new TreeMap<>(Map.of("arch", ""))).over(engine, 8))
        .isEqualTo(new NodePlace.Known("leaf-1", "sn-1", 0, Map.of()));
  }

  @Test
  void leavesGroupsOutThatTheCardsDoNotMake() {
    assertThat(new NodePlace(null, null, 4, null).over(Map.of(), 6).ringCards()).isZero();
    assertThat(new NodePlace(null, null, 4, null).over(Map.of(), 0).ringCards()).isZero();
    assertThat(new NodePlace(null, null, 4, null).over(Map.of(), 16).ringCards()).isEqualTo(4);
    assertThat(new NodePlace(null, null, null, null).over(Map.of("ring-cards", "x"), 8).ringCards())
        .isZero();
  }
}
