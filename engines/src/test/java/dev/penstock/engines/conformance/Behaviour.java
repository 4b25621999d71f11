package dev.penstock.engines.conformance;

import java.util.List;

/**
 * One thing that every engine must do.
 *
 * @param sentence what it is, the row's title
 * @param needs what a bed must be able to do to show it
 */
record Behaviour(String sentence, List<Ability> needs, Check check) {

  /** Fails when the engine does not behave so. */
  interface Check {
    void on(Stand stand) throws Exception;
  }

  static Behaviour of(String sentence, Check check, Ability... needs) {
    return new Behaviour(sentence, List.of(needs), check);
  }
}
