package dev.penstock.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassedHeadersTest {

  @Test
  void bringsNothingInThatSignsItsReaderIn() {
    Map<String, List<String>> in =
        PassedHeaders.in(
            Map.of(
                "cookie", List.of("penstock_session=s; _xsrf=x", "penstock_notebook=n; theme=dark"),
                "Authorization", List.of("Bearer pk_secret"),
                "X-Forwarded-For", List.of("10.0.0.1"),
                "Penstock-Organisation", List.of("o"),
                "Host", List.of("notebooks.example.cn:7071")));
    assertThat(in)
        .isEqualTo(
            Map.of(
                "Cookie", List.of("_xsrf=x; theme=dark"),
                "Host", List.of("notebooks.example.cn:7071")));
  }

  @Test
  void leavesOutWhatIsBetweenNeighboursOnly() {
    Map<String, List<String>> in =
        PassedHeaders.in(
            Map.of(
                "Connection", List.of("keep-alive, X-Private"),
                "X-Private", List.of("1"),
                "TE", List.of("trailers"),
                "Transfer-Encoding", List.of("chunked"),
                "Accept", List.of("*/*")));
    assertThat(in).containsOnlyKeys("Accept");
  }

  @Test
  void confinesANotebooksCookiesToItsPath() {
    Map<String, List<String>> out =
        PassedHeaders.out(
            Map.of(
                "Set-Cookie",
                List.of(
                    "_xsrf=x; Path=/; Domain=example.cn; HttpOnly",
                    "penstock_session=forged; Path=/",
                    " penstock_notebook=forged"),
                "Content-Type",
                List.of("text/html")),
            "/notebooks/1/");
    assertThat(out)
        .isEqualTo(
            Map.of(
                "Set-Cookie", List.of("_xsrf=x; HttpOnly; Path=/notebooks/1/"),
                "Content-Type", List.of("text/html")));
  }
}
