package dev.penstock.bench.simulate.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class SwfReaderTest {
  private static final String HEAD = "; Version: 2.2\n; MaxNodes: 50\n; MaxProcs: 100\n;\n";

  private static SwfTrace read(String text) throws IOException {
    return SwfReader.read("some.swf", new BufferedReader(new StringReader(text)));
  }

  @Test
  void readsJobsByArrivalAndTheMachineFromTheHeader() throws IOException {
    SwfTrace trace =
        read(
            HEAD
                + "  2  30 5 60 4 -1 -1 8 600 -1 1 7 1 -1 -1 -1 -1 -1\n\n"
                + "1 20 5 61 4 0.5 1.5 -1 500 -1 1 3 1 -1 -1 -1 -1 -1\n");
    assertThat(trace.processors()).isEqualTo(100);
    assertThat(trace.leftOut()).isZero();
    assertThat(trace.jobs())
        .containsExactly(new SwfJob(1, 20, 61, 4, 500, "3"), new SwfJob(2, 30, 60, 8, 600, "7"));
  }

  @Test
  void takesTheRunTimeWhereNoTimeWasRequested() throws IOException {
    assertThat(read("1 0 0 60 4 -1 -1 4 -1 -1 1 3 1 -1 -1 -1 -1 -1").jobs())
        .containsExactly(new SwfJob(1, 0, 60, 4, 60, "3"));
    assertThat(read("1 0 0 0 4 -1 -1 4 -1 -1 1 3 1 -1 -1 -1 -1 -1").jobs())
        .containsExactly(new SwfJob(1, 0, 0, 4, 1, "3"));
  }

  @Test
  void leavesOutJobsThatNeverRanOrHaveNoProcessors() throws IOException {
    SwfTrace trace =
        read(
            """
            1 0 0 -1 4 -1 -1 4 60 -1 5 3 1 -1 -1 -1 -1 -1
            2 0 0 60 -1 -1 -1 -1 60 -1 1 3 1 -1 -1 -1 -1 -1
            """);
    assertThat(trace.jobs()).isEmpty();
    assertThat(trace.leftOut()).isEqualTo(2);
    assertThat(trace.processors()).isZero();
  }

  @Test
  void namesFileLineFieldAndValueOfWhatIsWrong() {
    assertThatThrownBy(() -> read(HEAD + "1 soon 0 60 4 -1 -1 4 60 -1 1 3 1 -1 -1 -1 -1 -1"))
        .isInstanceOf(SwfException.class)
        .hasMessage(
            "some.swf, line 5: field 2 (submit time) is \"soon\"; a whole number is needed, -1"
                + " where it is missing");
    assertThatThrownBy(() -> read(HEAD + "1 -1 0 60 4 -1 -1 4 60 -1 1 3 1 -1 -1 -1 -1 -1"))
        .hasMessage("some.swf, line 5: field 2 (submit time) is \"-1\"; it must be 0 or more");
    assertThatThrownBy(() -> read("1 2 3"))
        .hasMessage(
            "some.swf, line 1: the number of fields is \"3\"; each job has 18, a missing one is"
                + " -1");
    assertThatThrownBy(
            () ->
                read(
                    """
                    1 0 0 60 4 -1 -1 4 60 -1 1 3 1 -1 -1 -1 -1 -1
                    1 0 0 60 4 -1 -1 4 60 -1 1 3 1 -1 -1 -1 -1 -1
                    """))
        .hasMessage(
            "some.swf, line 2: field 1 (job number) is \"1\"; an earlier line has it already");
    assertThatThrownBy(() -> read("; A: b\n; MaxProcs: many\n"))
        .hasMessage(
            "some.swf, line 2: the header's MaxProcs is \"many\"; a whole number is needed");
  }
}
