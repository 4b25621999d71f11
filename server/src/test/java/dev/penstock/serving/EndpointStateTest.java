package dev.penstock.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndpointStateTest {

  @Test
  void goesFromStartingToStopped() {
    EndpointState state = EndpointState.STARTING;
    state = state.to(EndpointState.READY).to(EndpointState.STARTING).to(EndpointState.READY);
    assertThat(state.to(EndpointState.STOPPING).to(EndpointState.STOPPED).isTerminal()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(EndpointState.class)
  void refusesToLeaveAnEnd(EndpointState next) {
    assertThatThrownBy(() -> EndpointState.STOPPED.to(next))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("STOPPED")
        .hasMessageContaining(next.name());
    assertThatThrownBy(() -> EndpointState.FAILED.to(next))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesToGoOnOnceItIsStopping() {
    assertThatThrownBy(() -> EndpointState.STOPPING.to(EndpointState.READY))
        .hasMessage("an endpoint that is STOPPING can't become READY");
  }
}
